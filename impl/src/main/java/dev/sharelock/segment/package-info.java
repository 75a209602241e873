/** Segments of shared memory with exactly one owner at a time; ownership moves between members. */
package dev.sharelock.segment;
