package dev.sharelock.segment;

import dev.sharelock.memory.FieldNames;
import dev.sharelock.memory.SharedMemory;

/**
 * Where the words of a table of segments are.
 *
 * <pre>
 *   base + 0x00  format   u64  magic, number of members and of segments; written last when created
 *          0x08  joined   i32  how many members there ever were
 *          0x0c  closed   i32  1 when the table is torn down
 *          0x80  members, 16 bytes each
 *                  0x00  participant  u64
 *                  0x08  waiting      i32  whether the member sleeps: Waiter
 *          then segments, 16 bytes each
 *                  0x00  state        u64  SegmentWord
 *                  0x08  block        u64  id of the block; 0 if there is none
 * </pre>
 *
 * @param base the start, in bytes from the start of the memory; a multiple of 128
 * @param members how many participants can ever join, 1 to 4096
 * @param segments how many segments there can be at a time, 1 to 65536
 */
public record SegmentLayout(long base, int members, int segments) {
  static final long ALIGNMENT = 128;

  private static final long MAGIC = 0x534C_7367L << 32;
  private static final int MEMBERS_SHIFT = 17;
  private static final int MOST_SEGMENTS = 1 << 16;
  private static final long JOINED = 0x08;
  private static final long CLOSED = 0x0c;
  private static final long TABLES = 0x80;
  private static final long STRIDE = 16;

  /**
   * Checks the values.
   *
   * @param base as above
   * @param members as above
   * @param segments as above
   */
  public SegmentLayout {
    boolean sound =
        base >= 0
            && base % ALIGNMENT == 0
            && members >= 1
            && members <= SegmentWord.MOST_MEMBERS
            && segments >= 1
            && segments <= MOST_SEGMENTS;
    if (!sound) {
      throw new IllegalArgumentException(
          "table of segments is impossible: base="
              + base
              + ", members="
              + members
              + ", segments="
              + segments
              + "; do: use a base that is a multiple of 128, 1 to 4096 members, 1 to 65536"
              + " segments");
    }
  }

  /**
   * Tells how much memory the table takes; the contents of segments are in the heap.
   *
   * @return the size in bytes
   */
  public long bytes() {
    return TABLES + STRIDE * (members + (long) segments);
  }

  long formatWord() {
    return MAGIC | (long) (members - 1) << MEMBERS_SHIFT | segments;
  }

  /**
   * Reads which table is there.
   *
   * @param memory where
   * @param base the offset of the table
   * @return its layout
   * @throws dev.sharelock.SharelockException with {@link dev.sharelock.Outcome#CORRUPT} if there is
   *     none
   */
  public static SegmentLayout read(SharedMemory memory, long base) {
    return SegmentWords.layout(memory, base);
  }

  /** The layout that a format word says; null if it is none. */
  static SegmentLayout of(long base, long format) {
    int low = (int) format;
    int members = (low >>> MEMBERS_SHIFT) + 1;
    int segments = low & (1 << MEMBERS_SHIFT) - 1;
    boolean sound =
        (format & -1L << 32) == MAGIC
            && members <= SegmentWord.MOST_MEMBERS
            && segments >= 1
            && segments <= MOST_SEGMENTS;
    return sound ? new SegmentLayout(base, members, segments) : null;
  }

  long format() {
    return base;
  }

  long joined() {
    return base + JOINED;
  }

  long closed() {
    return base + CLOSED;
  }

  long participant(int member) {
    return base + TABLES + STRIDE * member;
  }

  long waiting(int member) {
    return participant(member) + Long.BYTES;
  }

  /**
   * Tells where the state of a segment is.
   *
   * @param segment from 0
   * @return the word, in bytes from the start of the memory
   */
  public long state(int segment) {
    return base + TABLES + STRIDE * (members + (long) segment);
  }

  long block(int segment) {
    return state(segment) + Long.BYTES;
  }

  /**
   * Names all fields.
   *
   * @param prefix what each name begins with
   * @param names receives the names
   */
  public void describe(String prefix, FieldNames names) {
    names.word(format(), Long.BYTES, prefix + ".format");
    names.word(joined(), Integer.BYTES, prefix + ".joined");
    names.word(closed(), Integer.BYTES, prefix + ".closed");
    for (int m = 0; m < members; m++) {
      names.word(participant(m), Long.BYTES, prefix + ".member[" + m + "].participant");
      names.word(waiting(m), Integer.BYTES, prefix + ".member[" + m + "].waiting");
    }
    for (int s = 0; s < segments; s++) {
      names.word(state(s), Long.BYTES, prefix + ".segment[" + s + "].state");
      names.word(block(s), Long.BYTES, prefix + ".segment[" + s + "].block");
    }
  }
}
