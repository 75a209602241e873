package dev.sharelock.segment;

/** The same where native access is allowed: each part is a view of the one mapping. */
final class StrictSegmentNativeTest extends StrictSegmentTest {}
