package dev.sharelock.allocator;

/**
 * Why an allocation found no memory.
 *
 * @param requestedBytes what was asked for
 * @param freeBytes how many bytes of the heap are in no allocated block, in pieces
 * @param largestRunBytes the largest piece that could have been allocated
 */
public record Shortage(long requestedBytes, long freeBytes, long largestRunBytes) {

  @Override
  public String toString() {
    return "requestedBytes="
        + requestedBytes
        + ", freeBytes="
        + freeBytes
        + ", largestRunBytes="
        + largestRunBytes;
  }
}
