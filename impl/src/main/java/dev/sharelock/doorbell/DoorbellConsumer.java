package dev.sharelock.doorbell;

import dev.sharelock.Outcome;
import dev.sharelock.environment.ParticipantContext;
import dev.sharelock.environment.Participants;
import dev.sharelock.ring.FrameConsumer;
import dev.sharelock.ring.RingView;
import dev.sharelock.roles.Places;
import dev.sharelock.waiting.Awaited;
import dev.sharelock.waiting.WaitPolicy;
import dev.sharelock.waiting.Waiter;
import java.util.Objects;
import java.util.function.BooleanSupplier;

/**
 * The consumer of a {@link Doorbell}: takes frames from all rings in turns.
 *
 * <p>A ring can be {@linkplain #mask masked}: its frames stay where they are, and its producer is
 * held back when the ring is full, while the others go on.
 *
 * <p>Ordering is explained in {@link Doorbell}. Confined to one thread.
 */
public final class DoorbellConsumer implements AutoCloseable {

  /** What {@link #slot} says when there is no frame. */
  public static final int NONE = -1;

  private final DoorbellLayout layout;
  private final Participants participants;
  private final DoorbellState state;
  private final Places slots;
  private final Waiter waiter;
  private final FrameConsumer[] rings;
  private final Frames frames = new Frames();

  /** The slot whose turn comes last. */
  private int served;

  /** The slot of the frame peeked at, or NONE. */
  private int current = NONE;

  private long masked;
  private boolean open = true;

  DoorbellConsumer(ParticipantContext context, DoorbellLayout layout, WaitPolicy policy) {
    this.layout = layout;
    this.participants = context.participants();
    this.state = new DoorbellState(context, layout);
    this.slots = new Places(context, layout.owner(0), layout.slots());
    this.waiter = new Waiter(context.memory(), context.environment(), policy);
    this.rings = new FrameConsumer[layout.slots()];
    this.served = layout.slots() - 1;
    try {
      for (int slot = 0; slot < rings.length; slot++) {
        rings[slot] = FrameConsumer.open(context, layout.ring(slot), policy);
      }
    } catch (RuntimeException e) {
      closeRings();
      throw e;
    }
  }

  /**
   * Looks at the next frame: the oldest one of the ring whose turn it is. Peeking again shows the
   * same frame, until {@link #release} or {@link #skip}.
   *
   * @param timeoutNanos how long to wait for one; 0 to try once, {@link
   *     dev.sharelock.environment.Deadline#NEVER} for no limit
   * @return {@link Outcome#DONE} if the {@link #view} shows its payload and {@link #slot} says
   *     where it came from; {@link Outcome#WOULD_BLOCK}, {@link Outcome#TIMED_OUT} or {@link
   *     Outcome#INTERRUPTED}, {@link Outcome#CANCELLED} if there is none, {@link Outcome#EVICTED}
   *     if it is not for the caller any more to wait for one; {@link Outcome#CLOSED} if none will
   *     come and no ring is masked; {@link Outcome#CORRUPT} if the ring of {@link #slot} is
   *     corrupt: mask and skip it, the others go on
   * @throws IllegalArgumentException if the time-out is negative
   * @throws IllegalStateException if the handle is closed
   */
  public Outcome peek(long timeoutNanos) {
    return peek(timeoutNanos, () -> false);
  }

  /**
   * Looks at the next frame, or ends the wait because of something else.
   *
   * @param timeoutNanos how long to wait for one
   * @param alsoReady looks, without waiting, whether there is something else to do; whoever makes
   *     it true calls {@link DoorbellProducer#ring} after that
   * @return as {@link #peek(long)}, and {@link Outcome#DONE} with {@link #slot} {@link #NONE} if
   *     the something else is there and no frame
   */
  public Outcome peek(long timeoutNanos, BooleanSupplier alsoReady) {
    Objects.requireNonNull(alsoReady, "alsoReady");
    requireOpen();
    frames.alsoReady = alsoReady;
    return waiter.await(frames, layout.waiting(), timeoutNanos);
  }

  /**
   * Shows the payload of the frame peeked at.
   *
   * @return the view; each slot has one
   * @throws IllegalStateException if no frame was peeked at
   */
  public RingView view() {
    return rings[requireFrame()].view();
  }

  /**
   * Tells where the frame peeked at came from.
   *
   * @return its slot, or {@link #NONE}
   */
  public int slot() {
    return current;
  }

  /**
   * Gives the frame back to its producer; the next turn is that of the next slot.
   *
   * @throws IllegalStateException if no frame was peeked at
   */
  public void release() {
    rings[requireFrame()].release();
    skip();
  }

  /** Leaves the frame where it is and gives the next slot its turn. */
  public void skip() {
    if (current != NONE) {
      served = current;
      current = NONE;
    }
  }

  /**
   * Passes over a slot until {@link #unmask}. The frame peeked at stays until it is released or
   * skipped.
   *
   * @param slot which, from 0
   */
  public void mask(int slot) {
    Objects.checkIndex(slot, rings.length);
    masked |= 1L << slot;
  }

  /**
   * Gives a slot its turns again.
   *
   * @param slot which, from 0
   */
  public void unmask(int slot) {
    Objects.checkIndex(slot, rings.length);
    masked &= ~(1L << slot);
  }

  /**
   * Asks whether a slot is masked.
   *
   * @param slot which, from 0
   * @return whether it is passed over
   */
  public boolean isMasked(int slot) {
    Objects.checkIndex(slot, rings.length);
    return (masked >>> slot & 1) != 0;
  }

  /**
   * Tells who owns a slot now; not necessarily who published the frame in it.
   *
   * @param slot which, from 0
   * @return the number of a participant, dead perhaps, or {@link
   *     dev.sharelock.environment.Participants#NOBODY}
   */
  public long owner(int slot) {
    Objects.checkIndex(slot, rings.length);
    return slots.owner(slot);
  }

  /**
   * Asks whether anybody is there who could publish a frame.
   *
   * @return whether a slot has an owner that lives and was not evicted; stale at once
   */
  public boolean hasProducers() {
    return slots.taken() > 0;
  }

  /**
   * Closes the doorbell. What is in it can still be taken.
   *
   * @see Doorbell#close
   */
  public void closeDoorbell() {
    requireOpen();
    state.close();
  }

  /** Gives the role back, so that another consumer may follow. The doorbell stays open. */
  @Override
  public void close() {
    if (open) {
      open = false;
      current = NONE;
      closeRings();
    }
  }

  /** Ring 0 comes last: its role is that of the consumer of all of them (D3). */
  private void closeRings() {
    for (int slot = rings.length - 1; slot >= 0; slot--) {
      if (rings[slot] != null) {
        rings[slot].close();
      }
    }
  }

  private int requireFrame() {
    if (current == NONE) {
      throw new IllegalStateException(
          "no frame was peeked at: base="
              + layout.base()
              + "; do: release a frame after peek only");
    }
    return current;
  }

  private void requireOpen() {
    if (!open) {
      throw new IllegalStateException(
          "doorbell consumer is closed: base=" + layout.base() + "; do: open another one");
    }
  }

  /** The condition that there is a frame. */
  private final class Frames implements Awaited {
    private BooleanSupplier alsoReady;

    @Override
    public Outcome look() {
      for (int turn = 1; turn <= rings.length; turn++) {
        int slot = current == NONE ? (served + turn) % rings.length : current;
        if (current == NONE && isMasked(slot)) {
          continue;
        }
        Outcome outcome = rings[slot].peek(0);
        if (outcome == Outcome.DONE || outcome == Outcome.CORRUPT) {
          current = slot;
          return outcome;
        }
      }
      return alsoReady.getAsBoolean() ? Outcome.DONE : Outcome.WOULD_BLOCK;
    }

    @Override
    public Outcome lookAround() {
      Outcome open = state.get(); // before the rings: who sees CLOSED sees their last frames
      if (open == Outcome.CLOSED) {
        state.closeRings();
      }
      Outcome outcome = look();
      boolean over = outcome == Outcome.WOULD_BLOCK && open != Outcome.DONE;
      return over && !(open == Outcome.CLOSED && masked != 0) ? open : outcome;
    }

    @Override
    public Outcome lookForPeer() {
      Outcome outcome = lookAround();
      boolean refused = outcome == Outcome.WOULD_BLOCK && participants.isSelfEvicted();
      return refused ? Outcome.EVICTED : outcome;
    }
  }
}
