package dev.sharelock.ring;

import dev.sharelock.Outcome;
import dev.sharelock.SharelockException;
import dev.sharelock.environment.ParticipantContext;
import dev.sharelock.environment.Participants;
import dev.sharelock.memory.SharedMemory;
import dev.sharelock.waiting.Waiter;

/**
 * What both sides of a ring have in common: its state, who is on which side, and the check of the
 * two counters.
 *
 * <p><b>Ordering</b>
 *
 * <pre>
 *   K1 compareAndSet(state, CLOSED); fullFence; store to both waiting words   pairs with
 *   K2 heavyFence of the Waiter; getAcquire(state)
 *      gives: who goes to sleep sees CLOSED, or is woken (S13)
 *   K3 getAcquire(state) before getAcquire(head) pairs with K1
 *      gives: who sees CLOSED sees all that was published before the close
 *   L1 compareAndSet(role, dead or NOBODY, self) pairs with L2 setRelease(role, NOBODY)
 *      gives: the successor sees what its predecessor wrote before it left; if that one died, the
 *      answer of Participants.isAlive gives the same
 * </pre>
 *
 * <p><b>Crash.</b> Each role word is its own commit: a participant that dies before L1 has no role,
 * after L1 its role is taken over as that of a dead one. A closer that dies after K1 and before the
 * wake-ups leaves sleepers to the end of their slice.
 */
final class RingControl {
  static final int OPEN = 1;
  static final int CLOSED = 2;

  final SharedMemory memory;
  final RingLayout layout;
  private final Participants participants;

  RingControl(ParticipantContext context, RingLayout layout) {
    this.memory = context.memory();
    this.layout = layout;
    this.participants = context.participants();
  }

  /** DONE while the ring is open. */
  Outcome state() {
    int state = memory.getIntAcquire(layout.state()); // K2, K3 <- K1
    return switch (state) {
      case OPEN -> Outcome.DONE;
      case CLOSED -> Outcome.CLOSED;
      default -> Outcome.CORRUPT;
    };
  }

  void closeRing() {
    memory.compareAndSetInt(layout.state(), OPEN, CLOSED); // K1 -> K2, K3
    memory.fullFence(); // as W2: a sleeper sees K1, or is overwritten below
    wakeUp(layout.consumerWaiting());
    wakeUp(layout.producerWaiting());
  }

  private void wakeUp(long word) {
    memory.setIntOpaque(word, Waiter.AWAKE);
    memory.wake(word, 1);
  }

  /**
   * Takes a role; the caller then reads the words of that side. A dead predecessor may have died
   * between its last store and the wake-up, so the successor wakes the peer in its stead.
   */
  void take(long role, String name, long peerWaiting) {
    participants.requireNotEvicted();
    long self = participants.self();
    long holder = memory.getLongVolatile(role); // a guess, which L1 confirms
    while (true) {
      if (holder != Participants.NOBODY && participants.isAlive(holder)) {
        throw new IllegalStateException(
            "ring has a "
                + name
                + " already: base="
                + layout.base()
                + ", holder="
                + holder
                + ", self="
                + self
                + "; do: close the other handle first, or use a ring for each pair");
      }
      long found = memory.compareAndExchangeLong(role, holder, self); // L1 <- L2
      if (found == holder) {
        if (holder != Participants.NOBODY) {
          wakeUp(peerWaiting);
        }
        return;
      }
      holder = found;
    }
  }

  void leave(long role) {
    if (memory.getLongOpaque(role) == participants.self()) {
      memory.setLongRelease(role, Participants.NOBODY); // L2 -> L1
    }
  }

  /**
   * Whether anything is to be expected of who has taken a role.
   *
   * @return DONE; or why not, and what it has done before is seen if it is dead
   */
  Outcome peer(long role) {
    long holder = memory.getLongAcquire(role); // <- L1 of the peer
    if (holder == Participants.NOBODY) {
      return Outcome.DONE;
    }
    if (!participants.isAlive(holder)) {
      return Outcome.PEER_DEAD;
    }
    return participants.isEvicted(holder) ? Outcome.PEER_EVICTED : Outcome.DONE;
  }

  /** What a side that is about to wait finds out: whether it is to go on, and its peer. */
  Outcome expected(long peer) {
    return participants.isSelfEvicted() ? Outcome.EVICTED : peer(peer);
  }

  /** Checks R1 for a side that has just opened; gives its role back if it does not hold. */
  void checkCounters(long role, long head, long tail) {
    long used = head - tail;
    if (used < 0 || used > layout.capacity()) {
      leave(role);
      throw new SharelockException(
          Outcome.CORRUPT,
          "ring is corrupt: base="
              + layout.base()
              + ", head="
              + head
              + ", tail="
              + tail
              + ", capacity="
              + layout.capacity()
              + "; do: close and recreate it");
    }
  }
}
