package dev.sharelock.segment;

/** A part of a segment. It fails as soon as the handle does from which it comes. */
public final class SegmentView {
  private final Segment segment;
  private final long from;
  private final long length;

  SegmentView(Segment segment, long from, long length) {
    this.segment = segment;
    this.from = from;
    this.length = length;
  }

  /**
   * Tells how long the view is.
   *
   * @return the length in bytes
   */
  public long length() {
    return length;
  }

  private long place(long at, long bytes) {
    if (at < 0 || bytes < 0 || at > length - bytes) {
      throw outside(at, bytes);
    }
    return from + at;
  }

  private IndexOutOfBoundsException outside(long at, long bytes) {
    return new IndexOutOfBoundsException(
        "access outside of the view: at="
            + at
            + ", bytes="
            + bytes
            + ", length="
            + length
            + "; do: ask for its length() first");
  }

  /**
   * Reads one byte.
   *
   * @param at from the start of the view
   * @return the value
   * @throws IllegalTransitionException if the segment has gone on
   */
  public byte getByte(long at) {
    return segment.readByte(place(at, Byte.BYTES));
  }

  /**
   * Writes one byte.
   *
   * @param at from the start of the view
   * @param value the new value
   * @throws IllegalTransitionException if the segment has gone on
   */
  public void putByte(long at, byte value) {
    segment.writeByte(place(at, Byte.BYTES), value);
  }

  /**
   * Reads four bytes.
   *
   * @param at from the start of the view
   * @return the value
   * @throws IllegalTransitionException if the segment has gone on
   */
  public int getInt(long at) {
    return segment.readInt(place(at, Integer.BYTES));
  }

  /**
   * Writes four bytes.
   *
   * @param at from the start of the view
   * @param value the new value
   * @throws IllegalTransitionException if the segment has gone on
   */
  public void putInt(long at, int value) {
    segment.writeInt(place(at, Integer.BYTES), value);
  }

  /**
   * Reads eight bytes.
   *
   * @param at from the start of the view
   * @return the value
   * @throws IllegalTransitionException if the segment has gone on
   */
  public long getLong(long at) {
    return segment.readLong(place(at, Long.BYTES));
  }

  /**
   * Writes eight bytes.
   *
   * @param at from the start of the view
   * @param value the new value
   * @throws IllegalTransitionException if the segment has gone on
   */
  public void putLong(long at, long value) {
    segment.writeLong(place(at, Long.BYTES), value);
  }

  /**
   * Copies bytes out.
   *
   * @param at from the start of the view
   * @param target where the bytes go
   * @param index the first position in {@code target}
   * @param count how many
   * @throws IllegalTransitionException if the segment has gone on
   */
  public void getBytes(long at, byte[] target, int index, int count) {
    segment.readBytes(place(at, count), target, index, count);
  }

  /**
   * Copies bytes in.
   *
   * @param at from the start of the view
   * @param source where the bytes come from
   * @param index the first position in {@code source}
   * @param count how many
   * @throws IllegalTransitionException if the segment has gone on
   */
  public void putBytes(long at, byte[] source, int index, int count) {
    segment.writeBytes(place(at, count), source, index, count);
  }
}
