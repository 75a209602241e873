package dev.sharelock.allocator;

/** For structures that live in blocks and have something to do when the last one leaves them. */
public final class Sharing {
  private Sharing() {}

  /**
   * Returns a reference, unless it is the last one of all participants. Of several that leave at
   * the same time exactly one is told that it is the last.
   *
   * @param allocator of the caller
   * @param id a block to which the caller has a reference
   * @return false if the caller is the last one, and still has its reference
   * @throws IllegalStateException if the caller has no reference
   */
  public static boolean releaseUnlessLast(Allocator allocator, long id) {
    int unit = allocator.heap.unit(id);
    if (allocator.references.hasOne(unit, id)) {
      return allocator.references.dropUnlessLast(unit, id);
    }
    allocator.release(id);
    return true;
  }
}
