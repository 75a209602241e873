/**
 * Segments of shared memory with exactly one owner at a time. Ownership moves between the members
 * of a {@link dev.sharelock.segment.SegmentTable}, which {@link dev.sharelock.named.NamedSegments}
 * opens; whoever has lost it cannot reach the contents any more.
 */
package dev.sharelock.segment;
