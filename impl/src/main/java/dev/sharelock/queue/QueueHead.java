package dev.sharelock.queue;

import dev.sharelock.Outcome;
import dev.sharelock.memory.SharedMemory;

/** The front of a queue, where elements are taken and returned. */
final class QueueHead {
  private final SharedMemory memory;
  private final QueueLayout layout;
  private final int words;
  private final long slots;
  private final Slots places;
  private final int lapShift;
  private final long head;
  private final Taking taking;

  /** Is told what is about to be taken. */
  interface Taking {
    /** Is told of an element before the attempt to take it; unless done, it is not taken. */
    Outcome about(long[] value);

    /** Is told that there is none, after all. */
    void nothing();
  }

  QueueHead(SharedMemory memory, QueueLayout layout, Taking taking) {
    this.memory = memory;
    this.layout = layout;
    this.words = layout.words();
    this.slots = layout.slots();
    this.places = new Slots(layout);
    this.lapShift = Long.numberOfTrailingZeros(slots);
    this.head = layout.head();
    this.taking = taking;
  }

  /** Takes the first element, if there is one. */
  Outcome tryTake(long[] value) {
    while (true) {
      long front = front();
      Outcome outcome = first(front, value);
      if (outcome == Outcome.DONE) {
        Outcome about = taking == null ? Outcome.DONE : taking.about(value);
        if (about == Outcome.DONE
            && memory.compareAndSetLong(head, front, without(front))) { // C2 -> P2: it was read
          return Outcome.DONE;
        }
        if (about != Outcome.DONE && isStill(front)) {
          return about;
        }
      } else if (isStill(front)) {
        if (taking != null) {
          taking.nothing();
        }
        return outcome;
      }
    }
  }

  long front() {
    return memory.getLongVolatile(head); // P2, B2 <- C2, B1
  }

  /** Takes the first element, if the ring was full until it is taken. */
  Outcome tryTakeIfFull(QueueTail tail, long[] value) {
    while (!tail.knowsRoomAtEnd()) {
      long front = front();
      boolean sound = tail.goToEnd() != -1;
      if (sound && tail.distance(front) < layout.capacity()) {
        if (isStill(front)) {
          tail.learnRoom(front);
        }
        return Outcome.WOULD_BLOCK;
      }
      sound = sound && first(front, value) == Outcome.DONE;
      if (sound && memory.compareAndSetLong(head, front, without(front))) { // C2 -> P2: it was read
        return Outcome.DONE;
      }
      if (!sound && isStill(front)) {
        return Outcome.CORRUPT;
      }
    }
    return Outcome.WOULD_BLOCK;
  }

  private boolean isStill(long front) {
    return front() == front;
  }

  /** Whether nothing was there at a certain front, and nothing can come any more but returned. */
  boolean isEnd(long front) {
    return HeadWord.returned(front) == 0 && inRing(HeadWord.count(front), null) == Outcome.CLOSED;
  }

  /** Reads the first element of a front, which may have changed meanwhile. */
  private Outcome first(long front, long[] value) {
    int returned = HeadWord.returned(front);
    if (returned == 0) {
      return inRing(HeadWord.count(front), value);
    }
    boolean sound = returned <= layout.seats() && next(returned) <= layout.seats();
    if (sound) {
      read(layout.returned(returned - 1), value);
    }
    return sound ? Outcome.DONE : Outcome.CORRUPT;
  }

  private long without(long front) {
    int returned = HeadWord.returned(front);
    return returned == 0 ? HeadWord.taken(front) : HeadWord.pop(front, next(returned));
  }

  /** The element returned before this one, as a number that is too large if it is corrupt. */
  private int next(int returned) {
    long next = memory.getLongOpaque(layout.next(returned - 1));
    return Math.clamp(next, 0, Integer.MAX_VALUE);
  }

  private Outcome inRing(long count, long[] value) {
    long index = count & slots - 1;
    long slot = memory.getLongVolatile(places.slot(index)); // C1 <- P1, K1
    boolean there = (SlotWord.lap(slot) - 1 - (count >>> lapShift) & 1) == 0;
    if (!there) {
      return SlotWord.isClosed(slot) ? Outcome.CLOSED : Outcome.WOULD_BLOCK;
    }
    if (SlotWord.seat(slot) >= layout.seats()) {
      return Outcome.CORRUPT;
    }
    if (value != null) {
      read(places.element(SlotWord.seat(slot), index), value);
    }
    return Outcome.DONE;
  }

  private void read(long at, long[] value) {
    for (int w = 0; w < words; w++) {
      value[w] = memory.getLongOpaque(at + (long) Long.BYTES * w);
    }
  }

  /** Puts an element before all others, if a seat has none there. */
  Outcome tryReturn(int seat, long[] value) {
    while (true) {
      long front = front();
      int depth = returned(front, seat + 1);
      if (!isStill(front)) {
        continue;
      }
      if (depth < 0 || depth > layout.seats()) {
        return depth < 0 ? Outcome.WOULD_BLOCK : Outcome.CORRUPT;
      }
      memory.setLongOpaque(layout.next(seat), HeadWord.returned(front));
      long at = layout.returned(seat);
      for (int w = 0; w < words; w++) {
        memory.setLongOpaque(at + (long) Long.BYTES * w, value[w]);
      }
      if (memory.compareAndSetLong(head, front, HeadWord.push(front, slots, seat))) { // B1 -> B2
        return Outcome.DONE;
      }
    }
  }

  /**
   * Counts the elements that were returned, as far as one may trust them.
   *
   * @return how many; -1 if one of them is a certain one; too many if they form a cycle
   */
  private int returned(long front, int certain) {
    int at = HeadWord.returned(front);
    int depth = 0;
    while (at != 0 && depth <= layout.seats()) {
      if (at == certain) {
        return -1;
      }
      depth = at > layout.seats() ? Integer.MAX_VALUE : depth + 1;
      at = at > layout.seats() ? 0 : next(at);
    }
    return depth;
  }

  /** Reads the element that has a number of others before it, and leaves it. */
  Outcome peek(long before, long[] value) {
    while (true) {
      long front = front();
      int depth = returned(front, -1);
      Outcome outcome = Outcome.CORRUPT;
      if (depth <= layout.seats()) {
        outcome = before < depth ? inStack(front, before, value) : Outcome.WOULD_BLOCK;
        if (before >= depth && before - depth < slots) {
          outcome = inRing(HeadWord.count(front) + before - depth, value);
        }
      }
      if (isStill(front)) {
        return outcome == Outcome.CLOSED ? Outcome.WOULD_BLOCK : outcome;
      }
    }
  }

  private Outcome inStack(long front, long before, long[] value) {
    int at = HeadWord.returned(front);
    for (long i = 0; i < before && at != 0 && at <= layout.seats(); i++) {
      at = next(at);
    }
    if (at == 0 || at > layout.seats()) {
      return Outcome.CORRUPT;
    }
    read(layout.returned(at - 1), value);
    return Outcome.DONE;
  }

  /**
   * Whether an element is in the queue that nobody puts any more: if not, it never will be again.
   *
   * @param first its first word
   */
  boolean contains(long first, long[] buffer) {
    for (long index = 0; index < slots; index++) {
      if (isInSlot(index, first, buffer)) {
        return true;
      }
    }
    for (int depth = 0; depth < layout.seats(); depth++) {
      long front = front();
      int returned = HeadWord.returned(front);
      for (int i = 0; i < depth && returned != 0 && returned <= layout.seats(); i++) {
        returned = next(returned);
      }
      boolean sound = returned != 0 && returned <= layout.seats();
      boolean found = sound && memory.getLongOpaque(layout.returned(returned - 1)) == first;
      if (!isStill(front)) {
        depth = -1;
      } else if (found || !sound) {
        return found;
      }
    }
    return false;
  }

  private boolean isInSlot(long index, long first, long[] buffer) {
    while (true) {
      long front = front();
      long count = HeadWord.count(front);
      long position = count + (index - count & slots - 1);
      boolean found = inRing(position, buffer) == Outcome.DONE && buffer[0] == first;
      if (isStill(front)) {
        return found;
      }
    }
  }

  /** Counts all elements; -1 if the queue is corrupt. */
  long size(QueueTail tail) {
    while (true) {
      long front = front();
      int depth = returned(front, -1);
      long slot = tail.goToEnd();
      if (isStill(front)) {
        long used = tail.distance(front);
        boolean sound = slot != -1 && depth <= layout.seats() && used <= layout.capacity();
        return sound ? used + depth : -1;
      }
    }
  }

  /** How many elements in the ring: what counts against the capacity; -1 if it is corrupt. */
  long sizeOfRing(QueueTail tail) {
    while (true) {
      long front = front();
      long slot = tail.goToEnd();
      if (isStill(front)) {
        long used = tail.distance(front);
        boolean sound = slot != -1 && used <= layout.capacity();
        if (sound) {
          tail.learnRoom(front);
        }
        return sound ? used : -1;
      }
    }
  }
}
