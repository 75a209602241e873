package dev.sharelock.queue;

import dev.sharelock.Outcome;
import dev.sharelock.memory.SharedMemory;

/** The end of a queue, where one seat puts elements. */
final class QueueTail {
  /** For how many elements to fetch the memory at a time. */
  private static final int AHEAD = 32;

  /** Every how many elements the hint in shared memory is renewed. */
  private static final int HINT_INTERVAL = 8;

  private final SharedMemory memory;
  private final QueueLayout layout;
  private final int seat;
  private final int words;
  private final long slots;
  private final Slots places;
  private final int lapShift;
  private final long hintMask;

  /** Whether elements that are not there yet may hold anything. */
  private final boolean blank;

  /** All elements before this position have been put. */
  private long position;

  /** There was room for all positions before this one; there still is, since none is given back. */
  private long room;

  /** For all positions before this one the memory was fetched. */
  private long near;

  QueueTail(SharedMemory memory, QueueLayout layout, int seat, boolean blank) {
    this.memory = memory;
    this.layout = layout;
    this.seat = seat;
    this.words = layout.words();
    this.slots = layout.slots();
    this.places = new Slots(layout);
    this.lapShift = Long.numberOfTrailingZeros(slots);
    this.hintMask = Math.min(HINT_INTERVAL, slots) - 1;
    this.blank = blank;
    this.position = memory.getLongAcquire(layout.tail()); // T2 <- T1
  }

  /** Puts an element, if there is room and the queue is open. */
  Outcome tryPut(long[] value) {
    while (true) {
      long index = position & slots - 1;
      long slot = memory.getLongVolatile(places.slot(index)); // C1 <- P1, K1
      Outcome outcome = find(slot);
      if (outcome == Outcome.DONE && SlotWord.isClosed(slot)) {
        return Outcome.CLOSED;
      }
      if (outcome == Outcome.DONE) {
        outcome = hasRoom(index, slot);
      }
      if (outcome == Outcome.DONE && publish(index, slot, value)) {
        return Outcome.DONE;
      }
      if (outcome != Outcome.DONE && outcome != Outcome.STALE) {
        return outcome;
      }
    }
  }

  /**
   * Compares the slot of the position with what must be there. Done if the position is the end of
   * the queue; otherwise stale, and the position goes on.
   */
  private Outcome find(long slot) {
    long lap = SlotWord.lap(slot);
    long before = position >>> lapShift;
    if (lap == before) {
      return Outcome.DONE;
    }
    if (lap < before) {
      return Outcome.CORRUPT;
    }
    long hint = memory.getLongAcquire(layout.tail()); // T2 <- T1
    long found = (lap - 1 << lapShift) + (position & slots - 1);
    position = Math.max(found + 1, hint);
    return Outcome.STALE;
  }

  private Outcome hasRoom(long index, long slot) {
    if (position < room) {
      return Outcome.DONE;
    }
    long head = memory.getLongVolatile(layout.head()); // P2 <- C2
    long used = used(head);
    if (used < layout.capacity()) {
      room = position + layout.capacity() - used;
      return Outcome.DONE;
    }
    if (memory.getLongVolatile(places.slot(index)) != slot) { // C1 <- P1, K1: is it the end still?
      return Outcome.STALE;
    }
    return used == layout.capacity() ? Outcome.WOULD_BLOCK : Outcome.CORRUPT;
  }

  /** Whether there is room for so many, as far as is known and if nobody else has put. */
  boolean knowsRoom(int count) {
    return room - position >= count;
  }

  /** Whether there is room for one, as far as is known, at the end of the queue as it is now. */
  boolean knowsRoomAtEnd() {
    return knowsRoom(1) && goToEnd() != -1 && knowsRoom(1);
  }

  /** Learns which room there is. The word was at the front when the end was gone to. */
  void learnRoom(long head) {
    room = position + layout.capacity() - used(head);
  }

  private long used(long head) {
    return position - HeadWord.count(head) & 2 * slots - 1;
  }

  /**
   * Fetches the memory of some positions for which there is room. What this seat put there before
   * was taken. Whoever takes it late, and finds something else in the lane, fails at C2.
   */
  private void bringNear(long index) {
    long count = Math.min(Math.min(AHEAD, slots - index), room - position);
    if (blank) {
      memory.prefetchToWrite(places.element(seat, index), count * words * Long.BYTES);
    }
    long last = QueueLayout.lineOf(index + count - 1);
    for (long line = QueueLayout.lineOf(index); line <= last; line++) {
      memory.prefetchToWrite(layout.spare(line), Long.BYTES);
    }
    near = position + count;
  }

  private boolean publish(long index, long slot, long[] value) {
    if (position >= near) {
      bringNear(index);
    }
    long at = places.element(seat, index);
    memory.setLongOpaque(at, value[0]); // most values have no other word
    for (int w = 1; w < words; w++) {
      memory.setLongOpaque(at + (long) Long.BYTES * w, value[w]);
    }
    long next = SlotWord.of(SlotWord.lap(slot) + 1, seat);
    if (!memory.compareAndSetLong(places.slot(index), slot, next)) { // P1 -> C1
      room = 0; // it may have been taken for a position that was not the end any more
      return false;
    }
    position++;
    if ((position & hintMask) == 0) {
      memory.setLongRelease(layout.tail(), position); // T1 -> T2: all before it is put
    }
    return true;
  }

  /**
   * Goes to the end of the queue as it is now.
   *
   * @return the slot word there, which says whether the queue is closed; or -1 if it is corrupt
   */
  long goToEnd() {
    while (true) {
      long slot = memory.getLongVolatile(places.slot(position & slots - 1)); // C1 <- P1, K1
      Outcome outcome = find(slot);
      if (outcome != Outcome.STALE) {
        return outcome == Outcome.DONE ? slot : -1;
      }
    }
  }

  /** Whether the queue is closed: that, corrupt, or would block if it is open. */
  Outcome whetherClosed() {
    long slot = goToEnd();
    if (slot == -1) {
      return Outcome.CORRUPT;
    }
    return SlotWord.isClosed(slot) ? Outcome.CLOSED : Outcome.WOULD_BLOCK;
  }

  /** How many elements are between the front, as a word says it, and the end that was gone to. */
  long distance(long head) {
    return used(head);
  }

  /** Closes the queue: done, or corrupt. */
  Outcome close() {
    while (true) {
      long slot = goToEnd();
      if (slot == -1) {
        return Outcome.CORRUPT;
      }
      long at = places.slot(position & slots - 1);
      if (SlotWord.isClosed(slot)
          || memory.compareAndSetLong(at, slot, SlotWord.closed(slot))) { // K1 -> C1
        return Outcome.DONE;
      }
    }
  }
}
