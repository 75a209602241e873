package dev.sharelock.model.sampling;

/**
 * What is known about eight aligned bytes: the accesses, together as long as they are accessed
 * together and byte by byte otherwise; the size of the words in them; and what the last write of
 * each word carries.
 */
final class Granule {
  static final int SIZE = 8;
  private static final int ALL = 0xff;
  private static final int LOW = 0x0f;
  private static final int LONG = 4;

  private final Shadow whole;
  private final int[][] carried = new int[2][];
  private Shadow[] single;
  private boolean split;
  private int releases;
  private int execution;
  private byte words;
  private boolean dirty;

  Granule(int processes) {
    whole = new Shadow(processes);
  }

  /** Starts afresh if this is the first use in an execution. */
  void enter(int current, byte wordsOfSetUp) {
    if (execution != current) {
      execution = current;
      whole.clear();
      split = false;
      releases = 0;
      dirty = false;
      words = wordsOfSetUp;
    }
  }

  /** Marks that the content has changed in this execution; returns whether it was marked before. */
  boolean markDirty() {
    boolean before = dirty;
    dirty = true;
    return before;
  }

  /** The words that were accessed: bits 0 and 1 for those of 4 bytes, bit 2 for one of 8. */
  byte words() {
    return words;
  }

  /** Takes note of a word; returns false if it overlaps one of another size. */
  boolean claimWord(int half, int bytes) {
    if (bytes == SIZE) {
      boolean fits = (words & ~LONG) == 0;
      words |= LONG;
      return fits;
    }
    boolean fits = (words & LONG) == 0;
    words |= (byte) (1 << half);
    return fits;
  }

  /**
   * Data was written, so the words that were in its place are no more.
   *
   * @return the halves in which such words may begin, a bit for each
   */
  int replaceByData(int mask) {
    boolean low = (mask & LOW) != 0;
    boolean high = (mask & ~LOW) != 0;
    boolean all = (words & LONG) != 0;
    if (all) {
      words = 0;
      releases = 0;
    }
    int halves = (low || all ? 1 : 0) | (high ? 2 : 0);
    words &= (byte) ~halves;
    releases &= ~halves;
    return halves;
  }

  /** What the last write of a word carries; null if nothing. */
  int[] carriedBy(int half) {
    return (releases & (1 << half)) == 0 ? null : carried[half];
  }

  void carry(int half, int[] clock) {
    if (carried[half] == null) {
      carried[half] = new int[clock.length];
    }
    System.arraycopy(clock, 0, carried[half], 0, clock.length);
    releases |= 1 << half;
  }

  /**
   * Takes note of an access to some of the bytes.
   *
   * @param mask the bytes accessed, one bit for each
   * @return the process whose access conflicts with it, or {@link Shadow#NONE}
   */
  int access(int mask, int process, int[] clock, boolean write, boolean atomic) {
    if (mask == ALL && !split) {
      return whole.access(process, clock, write, atomic);
    }
    splitUp(clock.length);
    for (int rest = mask; rest != 0; rest &= rest - 1) {
      Shadow shadow = single[Integer.numberOfTrailingZeros(rest)];
      int conflict = shadow.access(process, clock, write, atomic);
      if (conflict != Shadow.NONE) {
        return conflict;
      }
    }
    if (mask == ALL && write && !atomic) {
      split = false;
      whole.copyFrom(single[0]);
    }
    return Shadow.NONE;
  }

  /** The number of the access of the process that {@link #access} has named. */
  int timeOf(int mask, int process, boolean write, boolean atomic) {
    if (!split) {
      return whole.timeOf(process, write, atomic);
    }
    int time = 0;
    for (int rest = mask; rest != 0; rest &= rest - 1) {
      Shadow shadow = single[Integer.numberOfTrailingZeros(rest)];
      time = Math.max(time, shadow.timeOf(process, write, atomic));
    }
    return time;
  }

  private void splitUp(int processes) {
    if (split) {
      return;
    }
    if (single == null) {
      single = new Shadow[SIZE];
      for (int i = 0; i < SIZE; i++) {
        single[i] = new Shadow(processes);
      }
    }
    for (Shadow shadow : single) {
      shadow.copyFrom(whole);
    }
    split = true;
  }
}
