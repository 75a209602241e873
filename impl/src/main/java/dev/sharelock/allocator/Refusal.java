package dev.sharelock.allocator;

import dev.sharelock.Outcome;
import dev.sharelock.SharelockException;

/** What an allocator says when it is asked for something impossible. */
final class Refusal {
  private Refusal() {}

  static void requirePossible(long bytes, int alignment, HeapGeometry geometry) {
    if (bytes <= 0) {
      throw noSize(bytes);
    }
    if (bytes > geometry.dataBytes()) {
      throw tooLarge(bytes, geometry);
    }
    if (alignment <= 0
        || (alignment & alignment - 1) != 0
        || alignment > geometry.largestAlignment()) {
      throw alignment(alignment, geometry);
    }
  }

  private static IllegalArgumentException noSize(long bytes) {
    return new IllegalArgumentException(
        "block has no size: bytes=" + bytes + "; do: ask for at least 1");
  }

  private static SharelockException tooLarge(long bytes, HeapGeometry geometry) {
    return new SharelockException(
        Outcome.TOO_LARGE,
        "block is larger than the heap: bytes="
            + bytes
            + ", heap="
            + geometry.dataBytes()
            + "; do: make the heap larger, or split the block");
  }

  private static IllegalArgumentException alignment(int alignment, HeapGeometry geometry) {
    return new IllegalArgumentException(
        "blocks cannot be aligned so: alignment="
            + alignment
            + ", largest="
            + geometry.largestAlignment()
            + "; do: use a power of two up to the largest, or make the heap with larger units");
  }

  static IllegalArgumentException noId(long id, Heap heap) {
    return new IllegalArgumentException(
        "no block id of this heap: id="
            + BlockId.text(id)
            + ", unit="
            + Integer.toUnsignedString(heap.unit(id))
            + ", units="
            + heap.geometry().units()
            + ", tag=0x"
            + Integer.toHexString(heap.tag())
            + "; do: check which region the id comes from");
  }

  static IllegalArgumentException noTicket(long ticket, int tag) {
    return new IllegalArgumentException(
        "no ticket of this heap: ticket=0x"
            + Long.toHexString(ticket)
            + ", tag=0x"
            + Integer.toHexString(tag)
            + "; do: pass what send() has returned, in the same region");
  }

  static IllegalStateException noReference(long id, int references, long state) {
    return new IllegalStateException(
        "no reference to this block: id="
            + BlockId.text(id)
            + ", references="
            + references
            + ", currentGeneration="
            + Integer.toUnsignedString(BlockState.generation(state))
            + "; do: load() it first, and release it once for each reference");
  }

  static IllegalStateException tooManyReferences(long id, long most) {
    return new IllegalStateException(
        "too many references of one handle: id="
            + BlockId.text(id)
            + ", most="
            + most
            + "; do: release some");
  }

  static IllegalStateException writtenBeyondItsEnd(long id, long at) {
    return new IllegalStateException(
        "block was written beyond its end: id="
            + BlockId.text(id)
            + ", at="
            + at
            + "; do: ask for the size that is written");
  }

  static IllegalStateException writtenAfterItsRelease(long id) {
    return new IllegalStateException(
        "block was written after its release: id="
            + BlockId.text(id)
            + "; do: find out who uses it without a reference");
  }

  static IllegalStateException closed() {
    return new IllegalStateException("allocator is closed; do: open another handle");
  }

  static SharelockException corruptChunk(int chunk, long word, HeapGeometry geometry) {
    return new SharelockException(
        Outcome.CORRUPT,
        "chunk word is corrupt: chunk="
            + chunk
            + ", word=0x"
            + Long.toHexString(word)
            + ", chunks="
            + geometry.chunks()
            + "; do: recreate the region, and look who writes outside of its blocks");
  }
}
