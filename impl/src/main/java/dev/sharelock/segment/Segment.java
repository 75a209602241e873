package dev.sharelock.segment;

import dev.sharelock.memory.Lease;
import dev.sharelock.memory.SharedMemory;

/**
 * The handle of one ownership of a segment: from its allocation or receipt to its next transfer.
 *
 * <p>Every access looks whether the segment is still in the epoch of this handle. So after a
 * transfer the handle fails at once, with all its aliases and all views that come from it, in
 * whatever process somebody has it. What this cannot catch is an access that began before the
 * transfer in another thread, and memory that was reached without a handle; with {@link
 * SegmentAccess#STRICT} all accesses go to a {@link Lease} that is ended at the transfer, which
 * catches these too.
 *
 * <p>An unsafe segment may be accessed by whoever has a handle of it, until its memory is given
 * back; the owner is only who may give it back or on. Its users order their accesses themselves.
 */
public final class Segment {
  private final SegmentWords words;
  private final SegmentLeases leases;
  private final SharedMemory table;
  private final long state;
  private final int member;
  private final int index;
  private final long word;
  private final int from;
  private final SegmentStore.BlockPlace block;
  private final long size;

  /** Where the first byte is in the contents. */
  private final long base;

  /** Null before the first access to leased memory. */
  private SharedMemory contents;

  private Lease lease;

  Segment(SegmentWords words, SegmentLeases leases, int member, SegmentStore.Place place) {
    this.words = words;
    this.leases = leases;
    this.table = words.memory;
    this.state = words.layout.state(place.index());
    this.member = member;
    this.index = place.index();
    this.word = place.word();
    this.from = place.from();
    this.block = place.block();
    this.size = block.size();
    boolean leased = leases.strict() && !SegmentWord.isUnsafe(word);
    this.base = leased ? 0 : block.offset();
    this.contents = leased ? null : words.memory;
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
   * Tells who had the segment before, to give it back.
   *
   * @return the number of the member who sent it, or who died with it; this member's own if it made
   *     the segment or took it back
   */
  public int from() {
    return from;
  }

  /**
   * Tells whether the handle can be used.
   *
   * @return whether nothing has happened to the segment since
   */
  public boolean isCurrent() {
    return isCurrent(table.getLongOpaque(state));
  }

  private boolean isCurrent(long now) {
    return now == word || SegmentWord.isUnsafe(word) && isReachable(now);
  }

  /** Whether an unsafe segment is still in the life in which the handle was made. */
  private boolean isReachable(long now) {
    SegmentPhase phase = SegmentWord.phase(now);
    boolean lives = phase == SegmentPhase.OWNED || phase == SegmentPhase.IN_FLIGHT;
    return lives && words.block(index) == block.id();
  }

  /** Whether a member has made it that uses these words. */
  boolean isOf(SegmentWords member) {
    return words == member;
  }

  int index() {
    return index;
  }

  long word() {
    return word;
  }

  /** Refuses a handle whose segment has gone on. */
  private void require() {
    long now = table.getLongOpaque(state);
    if (now != word) {
      requireReachable(now);
    }
  }

  /** Apart, so that what happens at each access stays small. */
  private void requireReachable(long now) {
    if (!isCurrent(now)) {
      throw new IllegalTransitionException(null, word, now, member);
    }
  }

  private void requireInside(long from, long length) {
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
  }

  /**
   * Gives a part of the segment, which can be used as long as this handle.
   *
   * @param from the first byte
   * @param length how many bytes
   * @return the view
   */
  public SegmentView view(long from, long length) {
    require();
    requireInside(from, length);
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

  /**
   * Gives the contents as raw memory: for calls of the operating system, bulk work, and code that
   * knows nothing of segments. It is taken away as soon as this member gives the segment up: every
   * access fails then with an {@link IllegalStateException}, whoever has kept it.
   *
   * @return the memory, the same one each time
   * @throws IllegalTransitionException if the segment has gone on
   * @throws IllegalStateException if the table was not opened with {@link SegmentAccess#STRICT} or
   *     {@link SegmentAccess#STRICT_SHARED}, or the segment is unsafe
   */
  public Lease raw() {
    require();
    if (SegmentWord.isUnsafe(word)) {
      throw new IllegalStateException(
          "unsafe segment has no raw memory: segment="
              + index
              + "; do: allocate() it, since nobody can take memory away from all its users");
    }
    if (lease == null) {
      lease = leases.take(index, block.offset(), size);
      contents = lease.memory();
    }
    return lease;
  }

  /** Where the contents are, if the handle may still be used; views have checked their bounds. */
  private SharedMemory contents() {
    require();
    SharedMemory known = contents;
    return known == null ? raw().memory() : known;
  }

  byte readByte(long from) {
    return contents().readByte(base + from);
  }

  int readInt(long from) {
    return contents().readInt(base + from);
  }

  long readLong(long from) {
    return contents().readLong(base + from);
  }

  void readBytes(long from, byte[] target, int index, int length) {
    contents().readBytes(base + from, target, index, length);
  }

  void writeByte(long from, byte value) {
    contents().writeByte(base + from, value);
  }

  void writeInt(long from, int value) {
    contents().writeInt(base + from, value);
  }

  void writeLong(long from, long value) {
    contents().writeLong(base + from, value);
  }

  void writeBytes(long from, byte[] source, int index, int length) {
    contents().writeBytes(base + from, source, index, length);
  }

  @Override
  public String toString() {
    return "segment " + index + " epoch " + SegmentWord.epoch(word) + ", " + size + " bytes";
  }
}
