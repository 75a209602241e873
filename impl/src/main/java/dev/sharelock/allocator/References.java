package dev.sharelock.allocator;

import dev.sharelock.Outcome;
import dev.sharelock.environment.Environment;

/**
 * The references of one holder: many in private memory, one bit in the state word of the block. The
 * bit is set with the first reference and cleared with the last, unless one is on the way to
 * others.
 */
final class References {
  private final Heap heap;
  private final Environment environment;
  private final Hints hints;
  private final Outbox outbox;
  private final Space space;
  private final int self;
  private final OwnReferences own;

  References(Heap heap, Environment environment, Hints hints, Outbox outbox, Space space) {
    this.heap = heap;
    this.environment = environment;
    this.hints = hints;
    this.outbox = outbox;
    this.space = space;
    this.self = hints.holder();
    this.own = new OwnReferences(heap.geometry());
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
    if (own.count(unit) == 0) {
      own.first(unit, id);
    } else {
      own.another(unit);
    }
  }

  /** Counts the first reference to a block that this holder has allocated. */
  void allocated(int unit, long id) {
    own.first(unit, id);
  }

  /** Sends one reference to a block; returns its ticket, or 0 if no entry is empty. */
  long send(int unit) {
    long ticket = offer(unit);
    if (ticket == 0) {
      reap();
      ticket = offer(unit);
    }
    if (ticket != 0) {
      own.less(unit);
    }
    return ticket;
  }

  private long offer(int unit) {
    boolean last = own.count(unit) == 1 && outbox.onTheWay(unit) == 0;
    return outbox.offer(unit, last);
  }

  long total() {
    return own.total();
  }

  /** Whether the only references to a block are on the way, so that the bit may be taken away. */
  boolean isOnlyOnTheWay(int unit) {
    return own.count(unit) == 0 && outbox.inUse() > 0 && outbox.onTheWay(unit) > 0;
  }

  /** Sets the bit if the block is still in the generation. */
  Outcome acquire(int unit, int generation) {
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
      environment.spinHint();
    }
  }

  /** Returns one reference to a block. */
  void release(int unit) {
    if (own.less(unit) == 0) {
      if (outbox.inUse() > 0 && outbox.onTheWay(unit) > 0) {
        reap();
      } else {
        dropBit(unit);
      }
    }
  }

  /**
   * Clears this holder's bit, which stands for no reference any more; or keeps the block, if no
   * other holder is left.
   */
  private void dropBit(int unit) {
    long state = heap.glance(unit);
    boolean done = BlockState.isHeldOnlyBy(state, self) ? endUse(unit, state) : leave(unit, state);
    while (!done) {
      environment.spinHint();
      state = heap.glance(unit);
      done = BlockState.isHeldOnlyBy(state, self) ? endUse(unit, state) : leave(unit, state);
    }
  }

  /** Ends the use of a block that nobody else holds; false if its state has changed. */
  private boolean endUse(int unit, long state) {
    boolean keep = space.wouldKeep(unit);
    long next = keep ? BlockState.kept(state) : BlockState.without(state, self);
    if (!heap.changeState(unit, state, next)) {
      return false;
    }
    if (keep) {
      space.keep(unit, next);
    } else {
      space.suggest(unit, next);
    }
    return true;
  }

  /** Leaves a block to its other holders; false if its state has changed. */
  private boolean leave(int unit, long state) {
    return !BlockState.isHeldBy(state, self)
        || heap.changeState(unit, state, BlockState.without(state, self));
  }

  /** Looks which of the references that were sent have arrived, and lets go of them. */
  void reap() {
    outbox.reap(
        unit -> {
          if (own.count(unit) == 0 && outbox.onTheWay(unit) == 0) {
            dropBit(unit);
          }
        });
  }

  /** Returns all references that are left. */
  void releaseAll() {
    for (int unit = 0; unit < heap.geometry().units() && own.total() > 0; unit++) {
      if (own.count(unit) > 0) {
        own.none(unit);
        if (outbox.onTheWay(unit) == 0) {
          dropBit(unit);
        }
      }
    }
  }
}
