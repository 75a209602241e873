package dev.sharelock.record;

/**
 * Bytes that all who open a segment share, at the same place for all. Nobody owns them: use words
 * of the memory of the buffer to order what is done to them.
 *
 * @param number of the segment
 * @param offset of its first byte, in bytes from the start of the memory of the buffer; a multiple
 *     of 128
 * @param bytes its exact size
 */
public record SharedSegment(int number, long offset, long bytes) {

  /** Fills a segment that is new. */
  @FunctionalInterface
  public interface Initializer {

    /**
     * Fills the segment, before anybody else can see it. It runs once, and again only if whoever
     * runs it dies, or it fails; what was done to the segment until then is gone.
     *
     * @param offset of its first byte, in bytes from the start of the memory of the buffer; all
     *     bytes are 0
     */
    void fill(long offset);
  }
}
