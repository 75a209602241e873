package dev.sharelock.doorbell;

import dev.sharelock.Outcome;
import dev.sharelock.environment.ParticipantContext;
import dev.sharelock.memory.SharedMemory;
import dev.sharelock.ring.ByteRing;
import dev.sharelock.waiting.Waiter;

/**
 * Whether a doorbell is open.
 *
 * <p><b>Ordering</b>
 *
 * <pre>
 *   K1 compareAndSet(state, CLOSED); fullFence; store to the waiting word   pairs with
 *   K2 heavyFence of the Waiter; getOpaque(state); the rings are closed, or closed already
 *      gives: a consumer that goes to sleep sees CLOSED, or is woken; a consumer that sees CLOSED
 *      sees the frames before it, by the fence or the order with which rings are closed
 * </pre>
 *
 * <p><b>Crash.</b> K1 is the commit. The closer, and the consumer when it sees CLOSED, close the
 * rings; if the closer dies in between, the consumer does it.
 */
final class DoorbellState {
  static final int OPEN = 1;
  static final int CLOSED = 2;

  private final ParticipantContext context;
  private final SharedMemory memory;
  private final DoorbellLayout layout;
  private boolean ringsAreClosed;

  DoorbellState(ParticipantContext context, DoorbellLayout layout) {
    this.context = context;
    this.memory = context.memory();
    this.layout = layout;
  }

  /** DONE while the doorbell is open. */
  Outcome get() {
    int state = memory.getIntOpaque(layout.state()); // K2 <- K1: the rings order it
    return switch (state) {
      case OPEN -> Outcome.DONE;
      case CLOSED -> Outcome.CLOSED;
      default -> Outcome.CORRUPT;
    };
  }

  void close() {
    memory.compareAndSetInt(layout.state(), OPEN, CLOSED); // K1 -> K2
    memory.fullFence(); // a sleeper sees K1, or is overwritten below
    memory.setIntOpaque(layout.waiting(), Waiter.AWAKE);
    memory.wake(layout.waiting(), 1);
    closeRings();
  }

  /** Lets producers that wait for space know. A ring that was closed stays closed. */
  void closeRings() {
    if (ringsAreClosed) {
      return;
    }
    ringsAreClosed = true;
    for (int slot = 0; slot < layout.slots(); slot++) {
      ByteRing ring = ByteRing.attach(context, layout.ring(slot));
      if (ring.state() == Outcome.DONE) {
        ring.wakeupAll();
      }
    }
  }
}
