package dev.sharelock.segment;

import dev.sharelock.Outcome;
import dev.sharelock.SharelockException;
import dev.sharelock.allocator.Allocator;
import dev.sharelock.allocator.Anchors;
import dev.sharelock.allocator.BlockId;

/**
 * What one member does with the contents of segments: makes them, gets handles of them, gives them
 * back, and takes them over from the dead. The protocol stands in {@link SegmentTable}.
 */
final class SegmentStore {
  private final SegmentWords words;
  private final Allocator allocator;
  private final Anchors anchors;
  private final SegmentLeases leases;
  private final int member;

  /** Becomes a member. */
  SegmentStore(SegmentWords words, Allocator allocator, SegmentLeases leases) {
    this.words = words;
    this.allocator = allocator;
    this.anchors = Anchors.open(allocator);
    this.leases = leases;
    this.member = words.join();
  }

  int member() {
    return member;
  }

  SegmentLeases leases() {
    return leases;
  }

  /** What a handle is of: place, state word, who had it before, and which block it is. */
  record Place(int index, long word, int from, BlockPlace block) {}

  /** Where the contents are. */
  record BlockPlace(long id, long offset, long size) {}

  /** Makes the contents of a reserved segment, and publishes it. */
  Segment fill(int index, long reserved, long bytes) {
    long id;
    try {
      id = allocator.allocate(bytes);
    } catch (IllegalArgumentException | SharelockException e) {
      bury(index, reserved);
      throw e;
    }
    words.memory.fillBytes(allocator.offset(id), bytes, (byte) 0);
    words.setBlock(index, id);
    anchors.anchor(id);
    Segment segment = handle(index, next(reserved, SegmentEvent.PUBLISH, 0), member, id);
    if (!words.change(index, reserved, segment.word())) {
      throw words.corrupt(index, "reserved=" + Long.toHexString(reserved));
    }
    allocator.release(id);
    return segment;
  }

  /** A handle; the caller has a reference to the block. */
  private Segment handle(int index, long word, int from, long id) {
    BlockPlace block = new BlockPlace(id, allocator.offset(id), allocator.size(id));
    return new Segment(words, leases, member, new Place(index, word, from, block));
  }

  /**
   * A handle of a segment that has just become this member's.
   *
   * @param before the word that it had
   * @param word the word that it has now
   */
  Segment own(int index, long before, long word) {
    long id = words.block(index);
    Outcome outcome;
    try {
      outcome = allocator.load(id);
    } catch (IllegalArgumentException e) {
      throw words.corrupt(index, e.getMessage());
    }
    if (outcome != Outcome.DONE) {
      throw words.corrupt(index, "block=" + BlockId.text(id) + ", outcome=" + outcome);
    }
    Segment segment = handle(index, word, SegmentWord.owner(before), id);
    allocator.release(id);
    return segment;
  }

  /** The word after an event by which this member has the segment. */
  long next(long word, SegmentEvent event, int target) {
    SegmentPhase phase = SegmentWord.phase(word).after(event);
    if (phase == null) {
      throw new IllegalTransitionException(event, word, word, member);
    }
    return SegmentWord.next(word, phase, member, target);
  }

  /** Gives the memory of a dying segment back. */
  void forget(int index, long dying) {
    long id = words.block(index);
    if (id != BlockId.NONE) {
      anchors.release(id);
      words.setBlock(index, BlockId.NONE);
    }
    words.change(index, dying, SegmentWord.next(dying, SegmentPhase.FREE, 0, 0));
  }

  void bury(int index, long word) {
    long next = next(word, SegmentEvent.BURY, 0);
    leases.end(index);
    if (words.change(index, word, next)) {
      forget(index, next);
    }
  }

  /** Takes a segment over if it is a dead member's, or cannot arrive; null if it is not. */
  Segment reclaim(int index) {
    long word = words.state(index);
    int owner = SegmentWord.owner(word);
    SegmentPhase phase = SegmentWord.phase(word);
    if (phase == SegmentPhase.FREE) {
      return null;
    }
    boolean orphan = owner != member && !words.isAlive(owner);
    if (phase == SegmentPhase.RESERVED || phase == SegmentPhase.DYING) {
      if (orphan) {
        bury(index, word);
      }
      return null;
    }
    boolean undeliverable =
        phase == SegmentPhase.IN_FLIGHT && !words.isAlive(SegmentWord.target(word));
    boolean take =
        phase == SegmentPhase.OWNED ? orphan : undeliverable && (orphan || owner == member);
    long next = take ? next(word, SegmentEvent.RECLAIM, 0) : 0;
    return take && words.change(index, word, next) ? own(index, word, next) : null;
  }
}
