package dev.sharelock.allocator;

import java.util.function.IntConsumer;

/**
 * What this handle knows of each block, in private memory: how many references it has, to the use
 * in which generation, and how many of its references are on the way to others. In shared memory
 * all of them are one bit.
 *
 * <pre>
 *   63            32 31      24 23            0
 *   +---------------+----------+---------------+
 *   |  generation   | on way   |  references   |
 *   +---------------+----------+---------------+
 * </pre>
 */
final class OwnReferences {
  /** There is no such reference. */
  static final int NONE = -1;

  private static final long GENERATION = 0xFFFF_FFFF_0000_0000L;
  private static final int ON_THE_WAY = 24;
  private static final long COUNT = (1L << ON_THE_WAY) - 1;

  private final int chunkShift;
  private final int unitMask;
  private final long[][] words;

  OwnReferences(HeapGeometry geometry) {
    this.chunkShift = Integer.numberOfTrailingZeros(geometry.chunkUnits());
    this.unitMask = geometry.chunkUnits() - 1;
    this.words = new long[geometry.chunks()][];
  }

  private long word(int unit) {
    int chunk = unit >>> chunkShift;
    long[] ofChunk = chunk < words.length ? words[chunk] : null;
    return ofChunk == null ? 0 : ofChunk[unit & unitMask];
  }

  /** How many references there are to a block, to whatever use of it. */
  int count(int unit) {
    return (int) (word(unit) & COUNT);
  }

  /** How many references there are to this use of a block; 0 also if there are some to another. */
  int count(int unit, long id) {
    long word = word(unit);
    return ((word ^ id) & GENERATION) == 0 ? (int) (word & COUNT) : 0;
  }

  /** How many references are on the way, as far as this holder has looked. */
  int onTheWay(int unit) {
    return (int) word(unit) >>> ON_THE_WAY;
  }

  /** Whether the bit of this holder stands for nothing that this handle knows of. */
  boolean isUnknown(int unit) {
    return (int) word(unit) == 0;
  }

  /** Whether all references that this holder has are on the way. */
  boolean isOnlyOnTheWay(int unit) {
    return (int) word(unit) != 0 && count(unit) == 0;
  }

  /** Adds a reference to a use of a block. */
  void more(int unit, long id) {
    long[] ofChunk = ofChunk(unit);
    int index = unit & unitMask;
    long word = ofChunk[index];
    if ((word & COUNT) == COUNT) {
      throw Refusal.tooManyReferences(id, COUNT);
    }
    ofChunk[index] = id & GENERATION | (word & ~GENERATION) + 1;
  }

  private long[] ofChunk(int unit) {
    int chunk = unit >>> chunkShift;
    long[] ofChunk = words[chunk];
    return ofChunk == null ? newChunk(chunk) : ofChunk;
  }

  private long[] newChunk(int chunk) {
    words[chunk] = new long[unitMask + 1];
    return words[chunk];
  }

  /**
   * Takes a reference to one use of a block away.
   *
   * @return 0 if the handle knows of nothing else; another number of at least 0 if it does; {@link
   *     #NONE} if there was no such reference
   */
  int less(int unit, long id) {
    int chunk = unit >>> chunkShift;
    long[] ofChunk = chunk < words.length ? words[chunk] : null;
    if (ofChunk == null) {
      return NONE;
    }
    int index = unit & unitMask;
    long word = ofChunk[index];
    if (((word ^ id) & GENERATION) != 0 || (word & COUNT) == 0) {
      return NONE;
    }
    ofChunk[index] = word - 1;
    return (int) (word - 1);
  }

  /** Whether what {@link #less} has left is on the way. */
  static boolean isOnTheWay(int left) {
    return left > COUNT && (left & COUNT) == 0;
  }

  /**
   * Takes all references away that are not on the way.
   *
   * @param last is told each unit of whose block nothing else is known
   */
  void none(IntConsumer last) {
    for (int chunk = 0; chunk < words.length; chunk++) {
      for (int i = 0; words[chunk] != null && i <= unitMask; i++) {
        long word = words[chunk][i];
        words[chunk][i] = word & ~COUNT;
        if ((word & COUNT) != 0 && (int) word >>> ON_THE_WAY == 0) {
          last.accept((chunk << chunkShift) + i);
        }
      }
    }
  }

  /** Notes that a reference has been sent. */
  void departed(int unit) {
    words[unit >>> chunkShift][unit & unitMask] += 1L << ON_THE_WAY;
  }

  /** Notes that a reference that was sent has arrived, or has come back. */
  void arrived(int unit) {
    words[unit >>> chunkShift][unit & unitMask] -= 1L << ON_THE_WAY;
  }
}
