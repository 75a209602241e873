package dev.sharelock.allocator;

/** For structures that live in blocks and have something to do when the last one leaves them. */
public final class Sharing {
  private Sharing() {}

  /**
   * Returns a reference; if it is the last one of all participants, ends the use of the block and
   * begins another one with the same content, of which nobody knows the id. So of several that
   * leave at the same time exactly one is the last, and who comes after that gets no reference.
   *
   * @param allocator of the caller
   * @param id a block to which the caller has a reference
   * @return {@link BlockId#NONE}, or the id of the new use, to which the caller alone has a
   *     reference
   * @throws IllegalStateException if the caller has no reference
   */
  public static long releaseOrSeal(Allocator allocator, long id) {
    int unit = allocator.heap.unit(id);
    if (allocator.references.hasOne(unit, id)) {
      return allocator.references.dropOrSeal(unit, id);
    }
    allocator.release(id);
    return BlockId.NONE;
  }
}
