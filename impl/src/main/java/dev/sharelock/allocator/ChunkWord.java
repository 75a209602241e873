package dev.sharelock.allocator;

/**
 * What a chunk of the heap is used for. Pure bit packing.
 *
 * <pre>
 *   63       48 47      42 41    37 36  34 33            0
 *   +----------+----------+--------+------+---------------+
 *   | version  |    -     | holder | kind |    detail     |
 *   +----------+----------+--------+------+---------------+
 * </pre>
 *
 * <p>The detail of a slab is its size class; of the head of a run, the number of its chunks; of
 * another chunk of a run, the number of the head chunk. The version of a head is in all chunks of
 * its run, and changes whenever a run is formed, so that a chunk tells to which forming it belongs.
 */
final class ChunkWord {
  /** Nobody uses the chunk, and all states in it are free. */
  static final int FREE = 0;

  /** Blocks of one size class. */
  static final int SLAB = 1;

  /** The first chunk of a run that is one block. */
  static final int RUN = 2;

  /** Another chunk of a run. */
  static final int PART = 3;

  /** The first chunk of a run that its holder is putting together. */
  static final int FORMING = 4;

  /** The first chunk of a run that its holder is taking apart, or a slab that it is emptying. */
  static final int DISSOLVING = 5;

  private static final int KIND = 34;
  private static final int HOLDER = 37;
  private static final int VERSION = 48;
  private static final long DETAIL_MASK = (1L << KIND) - 1;

  private ChunkWord() {}

  static long of(int kind, int holder, int detail, int version) {
    return (long) version << VERSION
        | (long) holder << HOLDER
        | (long) kind << KIND
        | detail & DETAIL_MASK;
  }

  static int kind(long word) {
    return (int) (word >>> KIND) & 7;
  }

  static int holder(long word) {
    return (int) (word >>> HOLDER) & 31;
  }

  static int detail(long word) {
    return (int) (word & DETAIL_MASK);
  }

  static int version(long word) {
    return (int) (word >>> VERSION);
  }

  /** Whether a chunk is of a kind, of a holder, with a detail, in whatever version. */
  static boolean is(long word, int kind, int holder, int detail) {
    long now = word & (1L << HOLDER + 5) - 1;
    return now == of(kind, holder, detail, 0);
  }

  static long free(long before) {
    return of(FREE, 0, 0, version(before));
  }

  /** The same chunk in another kind, held by somebody. */
  static long as(long word, int kind, int holder) {
    return of(kind, holder, detail(word), version(word));
  }

  /** A free chunk put to use in a new version. */
  static long begin(long free, int kind, int holder, int detail) {
    return of(kind, holder, detail, version(free) + 1 & 0xFFFF);
  }
}
