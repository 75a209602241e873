package dev.sharelock.model.scenario;

/**
 * Plain data that is racy by design, such as the payload of a sequence lock. It is made of
 * granules, each of which is read and written as a whole; nothing holds the granules together.
 *
 * @param field its name
 * @param offset its first byte
 * @param length in bytes
 * @param granule the size of a granule in bytes, 1 or 4
 */
public record RacyRange(String field, long offset, long length, int granule) {

  /** Checks that the range is made of whole granules. */
  public RacyRange {
    if (granule != 1 && granule != 4) {
      throw new IllegalArgumentException(
          "granule is of no known size: field="
              + field
              + ", granule="
              + granule
              + "; do: pass 4, or 1 for single bytes");
    }
    if (offset % granule != 0 || length % granule != 0) {
      throw new IllegalArgumentException(
          "racy data is not made of whole granules: field="
              + field
              + ", offset="
              + offset
              + ", length="
              + length
              + ", granule="
              + granule
              + "; do: align it, or use granules of 1 byte");
    }
  }
}
