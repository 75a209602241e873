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
    this.own = new OwnReferences(heap);
  }

  int count(int unit) {
    return own.count(unit);
  }

  void add(int unit, int delta) {
    own.add(unit, delta);
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
        boolean justFreed = BlockState.isFree(state) && current == BlockState.next(generation);
        return justFreed ? Outcome.RELEASED : Outcome.STALE;
      }
      if (BlockState.isFree(state)) {
        return Outcome.STALE;
      }
      if (BlockState.isHeldBy(state, self)
          || heap.changeState(unit, state, BlockState.with(state, self))) {
        return Outcome.DONE;
      }
      environment.spinHint();
    }
  }

  /** Returns one reference. */
  void release(int unit) {
    own.add(unit, -1);
    if (own.count(unit) == 0) {
      if (outbox.inUse() > 0 && outbox.onTheWay(unit) > 0) {
        reap();
      } else {
        dropBit(unit);
      }
    }
  }

  /** Clears this holder's bit, which stands for no reference any more. */
  private void dropBit(int unit) {
    while (true) {
      long state = heap.glance(unit);
      long left = BlockState.without(state, self);
      if (!BlockState.isHeldBy(state, self)) {
        return;
      }
      if (heap.changeState(unit, state, left)) {
        if (BlockState.isFree(left)) {
          space.suggest(unit, left);
        }
        return;
      }
      environment.spinHint();
    }
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
      int count = own.count(unit);
      if (count > 0) {
        own.add(unit, -count);
        if (outbox.onTheWay(unit) == 0) {
          dropBit(unit);
        }
      }
    }
  }
}
