package dev.sharelock.region;

/** Fills the range of a new directory entry. */
@FunctionalInterface
public interface EntryInitializer {

  /**
   * Builds what the range is for. The range is zero, and nobody else can reach it. If this throws,
   * the entry does not come into being, and the exception reaches the caller.
   *
   * @param offset the first byte of the range, a multiple of 128
   * @param bytes its length
   */
  void initialize(long offset, long bytes);
}
