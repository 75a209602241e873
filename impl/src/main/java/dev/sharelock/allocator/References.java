package dev.sharelock.allocator;

import dev.sharelock.Outcome;

/**
 * The references of one holder: many in private memory, one bit in the state word of the block. The
 * bit is set with the first reference and cleared with the last, unless one is on the way to
 * others.
 */
final class References {
  private final Heap heap;
  private final Hints hints;
  private final Outbox outbox;
  private final Space space;
  private final int self;
  private final OwnReferences own;
  private final Kept kept;

  References(Heap heap, Hints hints, Space space) {
    this.heap = heap;
    this.hints = hints;
    this.space = space;
    this.kept = space.kept();
    this.self = hints.holder();
    this.own = new OwnReferences(heap.geometry());
    this.outbox = new Outbox(heap, self, own);
  }

  Hints hints() {
    return hints;
  }

  Outbox outbox() {
    return outbox;
  }

  OwnReferences own() {
    return own;
  }

  /** How many references this holder has to a block, in whatever use. */
  int count(int unit) {
    return own.count(unit);
  }

  /** How many references this holder has to one use of a block. */
  int count(int unit, long id) {
    return own.count(unit, id);
  }

  /** Counts a reference that this holder has got; its bit is set. */
  void gained(int unit, long id) {
    if (own.isUnknown(unit)) {
      kept.gained(unit);
    }
    own.more(unit, id);
  }

  /** Sends one reference to a block; returns its ticket, or 0 if no entry is empty. */
  long send(int unit, long id) {
    long ticket = offer(unit);
    if (ticket == 0) {
      reap();
      ticket = offer(unit);
    }
    if (ticket != 0) {
      own.less(unit, id);
    }
    return ticket;
  }

  /** Takes a ticket back; whether this holder has the reference again. */
  boolean cancel(long ticket) {
    int unit = outbox.cancel(ticket);
    if (unit < 0) {
      return false;
    }
    gained(unit, heap.id(unit, BlockState.generation(heap.state(unit))));
    return true;
  }

  private long offer(int unit) {
    boolean last = own.count(unit) == 1 && own.onTheWay(unit) == 0;
    return outbox.offer(unit, last);
  }

  /** Whether the only references to a block are on the way, so that the bit may be taken away. */
  boolean isOnlyOnTheWay(int unit) {
    return own.isOnlyOnTheWay(unit);
  }

  /**
   * Returns the only reference of this holder; if nobody else has any, begins the next use of the
   * block instead and returns its id.
   */
  long dropOrSeal(int unit, long id) {
    while (true) {
      long state = heap.state(unit);
      boolean last = BlockState.isHeldOnlyBy(state, self);
      long next = last ? BlockState.sealed(state) : BlockState.without(state, self);
      if (heap.changeState(unit, state, next)) {
        int ignored = own.less(unit, id);
        if (last) {
          long sealed = heap.id(unit, BlockState.generation(next));
          own.more(unit, sealed);
          return sealed;
        }
        kept.left(unit);
        return BlockId.NONE;
      }
    }
  }

  /** Whether this holder has one reference to a block, and none on the way. */
  boolean hasOne(int unit, long id) {
    boolean one = own.count(unit, id) == 1;
    if (one && own.onTheWay(unit) != 0) {
      reap(); // what was on the way may have been a former use of the block, and have arrived
    }
    return one && own.onTheWay(unit) == 0;
  }

  /** Gets the first reference to a block, in the usual case that nothing is known of it. */
  Outcome first(int unit, long id) {
    Outcome outcome = acquire(unit, BlockId.generation(id));
    if (outcome == Outcome.DONE) {
      kept.gained(unit);
      own.more(unit, id);
    }
    return outcome;
  }

  /** Sets the bit if the block is still in the generation. */
  private Outcome acquire(int unit, int generation) {
    hints.cover(heap.chunkOf(unit));
    while (true) {
      long state = heap.state(unit);
      int current = BlockState.generation(state);
      if (current != generation) {
        return current == generation + 1 ? Outcome.RELEASED : Outcome.STALE;
      }
      if (BlockState.isHeldBy(state, self)
          || heap.changeState(unit, state, BlockState.with(state, self))) {
        return Outcome.DONE;
      }
    }
  }

  /**
   * Clears this holder's bit, which stands for no reference any more; or keeps the block, if no
   * other holder is left.
   */
  void dropBit(int unit) {
    boolean dropped = tryDropBit(unit);
    while (!dropped) {
      dropped = tryDropBit(unit);
    }
  }

  private boolean tryDropBit(int unit) {
    long state = heap.state(unit);
    if (!BlockState.isHeldBy(state, self)) {
      kept.left(unit);
      return true;
    }
    if (BlockState.isHeldOnlyBy(state, self) && space.keep(unit, state)) {
      return true;
    }
    long next = BlockState.without(state, self);
    if (!heap.changeState(unit, state, next)) {
      return false;
    }
    kept.left(unit);
    if (BlockState.isFree(next)) {
      space.suggest(unit, next);
    }
    return true;
  }

  /** Looks which of the references that were sent have arrived, and lets go of them. */
  void reap() {
    outbox.reap(
        unit -> {
          if (own.isUnknown(unit)) {
            dropBit(unit);
          }
        });
  }

  /** Returns all references that are left. */
  void releaseAll() {
    own.none(this::dropBit);
  }
}
