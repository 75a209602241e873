package dev.sharelock.segment;

import dev.sharelock.Outcome;
import dev.sharelock.SharelockException;
import dev.sharelock.environment.Participants;
import dev.sharelock.memory.SharedMemory;

/** The words of one table of segments, by their meaning. It decides nothing. */
final class SegmentWords {
  final SharedMemory memory;
  final SegmentLayout layout;
  private final Participants participants;

  private SegmentWords(SharedMemory memory, Participants participants, SegmentLayout layout) {
    this.memory = memory;
    this.participants = participants;
    this.layout = layout;
  }

  /** Builds an empty table in zeroed memory that nobody else uses yet. */
  static void format(SharedMemory memory, SegmentLayout layout) {
    memory.setLongRelease(layout.format(), layout.formatWord()); // F1 -> F2: all is zero
  }

  static SegmentWords open(SharedMemory memory, Participants participants, long base) {
    return new SegmentWords(memory, participants, layout(memory, base));
  }

  /** The layout of the table that is there. */
  static SegmentLayout layout(SharedMemory memory, long base) {
    SegmentLayout least = new SegmentLayout(base, 1, 1);
    boolean inside = base <= memory.size() - least.bytes();
    long format = inside ? memory.getLongAcquire(least.format()) : 0; // F2 <- F1
    SegmentLayout layout = SegmentLayout.of(base, format);
    if (layout == null || base > memory.size() - layout.bytes()) {
      throw new SharelockException(
          Outcome.CORRUPT,
          "no table of segments there: base="
              + base
              + ", format="
              + Long.toHexString(format)
              + ", memory="
              + memory.size()
              + "; do: create it, or check the version of the library");
    }
    return layout;
  }

  int segments() {
    return layout.segments();
  }

  /** Becomes a member; its number is never given again. */
  int join() {
    int joined = memory.getIntOpaque(layout.joined());
    int member = joined;
    if (joined >= 0 && joined < layout.members()) {
      member = memory.getAndAddIntRelease(layout.joined(), 1); // orders nothing: its own number
    }
    if (member < 0 || member >= layout.members()) {
      throw new SharelockException(
          Outcome.NO_MEMORY,
          "table of segments has had all its members: joined="
              + member
              + ", members="
              + layout.members()
              + "; do: create it for more members");
    }
    memory.setLongOpaque(layout.participant(member), participants.self());
    return member;
  }

  void leave(int member) {
    memory.setLongOpaque(layout.participant(member), Participants.NOBODY);
  }

  boolean isAlive(int member) {
    if (member < 0 || member >= layout.members()) {
      return false;
    }
    long participant = memory.getLongOpaque(layout.participant(member)); // known since S2
    return participant != Participants.NOBODY && participants.isAlive(participant);
  }

  /** DONE if a member takes part; otherwise why it does not. */
  Outcome peer(int member) {
    if (!isAlive(member)) {
      return Outcome.PEER_DEAD;
    }
    long participant = memory.getLongOpaque(layout.participant(member));
    return participants.isEvicted(participant) ? Outcome.PEER_EVICTED : Outcome.DONE;
  }

  void requireNotEvicted() {
    participants.requireNotEvicted();
  }

  boolean isClosed() {
    return memory.getIntOpaque(layout.closed()) != 0;
  }

  /** Says that the table is torn down; its caller wakes all who wait. */
  void close() {
    memory.setIntOpaque(layout.closed(), 1);
  }

  /** A look at a state; what depends on it is confirmed by {@link #change}. */
  long state(int segment) {
    long word = memory.getLongAcquire(layout.state(segment)); // S2 <- S1
    if (SegmentWord.phase(word) == null) {
      throw corrupt(segment, "state=" + Long.toHexString(word));
    }
    return word;
  }

  /** A look that orders nothing, for the check of each access. */
  long glance(int segment) {
    return memory.getLongOpaque(layout.state(segment));
  }

  boolean change(int segment, long from, long to) {
    long state = layout.state(segment);
    return memory.compareAndExchangeLongRelease(state, from, to) == from; // S1 -> S2: contents
  }

  long block(int segment) {
    return memory.getLongOpaque(layout.block(segment));
  }

  void setBlock(int segment, long id) {
    memory.setLongOpaque(layout.block(segment), id);
  }

  SharelockException corrupt(int segment, String what) {
    return new SharelockException(
        Outcome.CORRUPT,
        "segment is corrupt: segment="
            + segment
            + ", "
            + what
            + "; do: recreate the table, and find out who writes to the region");
  }
}
