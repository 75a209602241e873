package dev.sharelock.allocator;

/**
 * Which chunks a holder may have references or chunks in: a superset, kept in shared memory so that
 * recovery looks there only.
 *
 * <p>Invariant: a holder's bit is set in a state word of a chunk, or a chunk word names the holder,
 * only while the hint for that chunk is set. So a hint is set before the first such change.
 */
final class Hints {
  private static final int WORD_SHIFT = 6;

  private final Heap heap;
  private final int holder;
  private final long[] known;

  Hints(Heap heap, int holder) {
    this.heap = heap;
    this.holder = holder;
    this.known = new long[heap.hintWords()];
  }

  int holder() {
    return holder;
  }

  /** Makes sure that recovery will look into a chunk. */
  void cover(int chunk) {
    int word = chunk >>> WORD_SHIFT;
    long bit = 1L << chunk;
    if ((known[word] & bit) == 0) {
      known[word] |= bit;
      heap.setHints(holder, word, known[word]);
    }
  }
}
