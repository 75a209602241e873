package dev.sharelock.segment;

/**
 * The handle of one ownership of a segment: from its allocation or receipt to its next transfer.
 *
 * <p>Every access looks whether the segment is still in the epoch of this handle. So after a
 * transfer the handle fails at once, with all its aliases and all views that come from it, in
 * whatever process somebody has it. What this cannot catch is an access that began before the
 * transfer in another thread, and memory that was reached without a handle.
 *
 * <p>An unsafe segment may be accessed by whoever has a handle of it, until its memory is given
 * back; the owner is only who may give it back or on. Its users order their accesses themselves.
 */
public final class Segment {
  private final SegmentWords words;
  private final int member;
  private final int index;
  private final long word;
  private final long id;
  private final long base;
  private final long size;

  Segment(SegmentWords words, int member, SegmentStore.Place place, long base, long size) {
    this.words = words;
    this.member = member;
    this.index = place.index();
    this.word = place.word();
    this.id = place.id();
    this.base = base;
    this.size = size;
  }

  /**
   * Tells how many bytes the segment has. The number was taken when the handle was made.
   *
   * @return the size in bytes
   */
  public long size() {
    return size;
  }

  /**
   * Tells whether the handle can be used.
   *
   * @return whether nothing has happened to the segment since
   */
  public boolean isCurrent() {
    return isCurrent(words.glance(index));
  }

  private boolean isCurrent(long now) {
    return now == word || SegmentWord.isUnsafe(word) && isReachable(now);
  }

  /** Whether an unsafe segment is still in the life in which the handle was made. */
  private boolean isReachable(long now) {
    SegmentPhase phase = SegmentWord.phase(now);
    boolean lives = phase == SegmentPhase.OWNED || phase == SegmentPhase.IN_FLIGHT;
    return lives && words.block(index) == id;
  }

  int index() {
    return index;
  }

  long word() {
    return word;
  }

  /** The offset of a range, if the handle may still be used for it. */
  private long at(long from, long length) {
    long now = words.glance(index);
    if (!isCurrent(now)) {
      throw new IllegalTransitionException(null, word, now, member);
    }
    if (from < 0 || length < 0 || from > size - length) {
      throw new IndexOutOfBoundsException(
          "access outside of the segment: from="
              + from
              + ", length="
              + length
              + ", size="
              + size
              + "; do: ask for its size() first");
    }
    return base + from;
  }

  /**
   * Gives a part of the segment, which can be used as long as this handle.
   *
   * @param from the first byte
   * @param length how many bytes
   * @return the view
   */
  public SegmentView view(long from, long length) {
    at(from, length);
    return new SegmentView(this, from, length);
  }

  /**
   * Gives the whole segment.
   *
   * @return the view
   */
  public SegmentView view() {
    return view(0, size);
  }

  byte readByte(long from) {
    return words.memory.readByte(at(from, Byte.BYTES));
  }

  int readInt(long from) {
    return words.memory.readInt(at(from, Integer.BYTES));
  }

  long readLong(long from) {
    return words.memory.readLong(at(from, Long.BYTES));
  }

  void readBytes(long from, byte[] target, int index, int length) {
    words.memory.readBytes(at(from, length), target, index, length);
  }

  void writeByte(long from, byte value) {
    words.memory.writeByte(at(from, Byte.BYTES), value);
  }

  void writeInt(long from, int value) {
    words.memory.writeInt(at(from, Integer.BYTES), value);
  }

  void writeLong(long from, long value) {
    words.memory.writeLong(at(from, Long.BYTES), value);
  }

  void writeBytes(long from, byte[] source, int index, int length) {
    words.memory.writeBytes(at(from, length), source, index, length);
  }

  @Override
  public String toString() {
    return "segment " + index + " epoch " + SegmentWord.epoch(word) + ", " + size + " bytes";
  }
}
