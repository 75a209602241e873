package dev.sharelock.doorbell;

import dev.sharelock.Outcome;
import dev.sharelock.SharelockException;
import dev.sharelock.environment.ParticipantContext;
import dev.sharelock.ring.FrameProducer;
import dev.sharelock.ring.WritableRingView;
import dev.sharelock.roles.Places;
import dev.sharelock.waiting.WaitPolicy;
import dev.sharelock.waiting.Waiter;

/**
 * One of the producers of a {@link Doorbell}, with a slot and a ring of its own.
 *
 * <p>{@link #commit} and {@link #flush} are the two halves of {@link #publish}: several frames can
 * share one flush. A claim that finds no space flushes first.
 *
 * <p>Ordering is explained in {@link Doorbell}. Confined to one thread.
 */
public final class DoorbellProducer implements AutoCloseable {
  private final DoorbellLayout layout;
  private final Places slots;
  private final Waiter waiter;
  private final int slot;
  private final FrameProducer frames;

  /** Whether something was committed that the consumer was not woken for. */
  private boolean silent;

  private boolean open = true;

  DoorbellProducer(ParticipantContext context, DoorbellLayout layout, WaitPolicy policy) {
    this.layout = layout;
    this.slots = new Places(context, layout.owner(0), layout.slots());
    this.waiter = new Waiter(context.memory(), context.environment(), policy);
    this.slot = slots.claim();
    if (slot == Places.NONE) {
      throw full();
    }
    try {
      this.frames = FrameProducer.open(context, layout.ring(slot), policy);
    } catch (RuntimeException e) {
      slots.leave(slot);
      throw e;
    }
    waiter.wake(layout.waiting()); // a predecessor may have died before it could
  }

  private SharelockException full() {
    return new SharelockException(
        Outcome.REFUSED,
        "all slots are taken: base="
            + layout.base()
            + ", slots="
            + layout.slots()
            + "; do: close another producer first, or create the doorbell with more slots");
  }

  /**
   * Claims a frame. Claiming again replaces the claim.
   *
   * @param length of the payload in bytes, at least 0
   * @param timeoutNanos how long to wait for space; 0 to try once, {@link
   *     dev.sharelock.environment.Deadline#NEVER} for no limit
   * @return as {@link FrameProducer#claim}
   * @throws IllegalArgumentException if an argument is out of range
   * @throws IllegalStateException if the handle is closed
   */
  public Outcome claim(int length, long timeoutNanos) {
    if (silent && timeoutNanos > 0) {
      Outcome outcome = frames.claim(length, 0);
      if (outcome != Outcome.WOULD_BLOCK) {
        return outcome;
      }
      flush(); // before the wait: nobody else would wake the consumer
    }
    return frames.claim(length, timeoutNanos);
  }

  /**
   * Shows the payload of the claimed frame.
   *
   * @return the view, always the same object
   */
  public WritableRingView view() {
    return frames.view();
  }

  /** Makes the claimed frame visible to the consumer, and wakes it if it sleeps. */
  public void publish() {
    commit();
    flush();
  }

  /**
   * Makes the claimed frame visible to the consumer, shortened.
   *
   * @param length of the payload, from 0 to what was claimed
   */
  public void publish(int length) {
    frames.commit(length);
    silent = true;
    flush();
  }

  /** Ends the claim and keeps the frame for the next {@link #flush}. */
  public void commit() {
    frames.commit();
    silent = true;
  }

  /** Makes all committed frames visible to the consumer, and wakes it if it sleeps. */
  public void flush() {
    frames.flush();
    silent = false;
    waiter.wake(layout.waiting()); // after the heads, as W2 of Waiter has it
  }

  /**
   * Claims, copies and publishes.
   *
   * @param source where the payload comes from
   * @param from its first position in {@code source}
   * @param length of the payload in bytes
   * @param timeoutNanos how long to wait for space; 0 to try once
   * @return as {@link #claim}
   */
  public Outcome offer(byte[] source, int from, int length, long timeoutNanos) {
    Outcome outcome = claim(length, timeoutNanos);
    if (outcome == Outcome.DONE) {
      view().putBytes(0, source, from, length);
      publish();
    }
    return outcome;
  }

  /** Drops the claim, if there is one. */
  public void drop() {
    frames.drop();
  }

  /**
   * Wakes the consumer if it sleeps, so that it looks around again. For those who tell it something
   * by other words than frames; see {@link DoorbellConsumer#peek(long,
   * java.util.function.BooleanSupplier)}.
   */
  public void ring() {
    waiter.wake(layout.waiting());
  }

  /**
   * Tells which slot this producer owns.
   *
   * @return the slot, from 0
   */
  public int slot() {
    return slot;
  }

  /**
   * Tells the limit of the length of a frame.
   *
   * @return the number of bytes that an empty ring can take
   */
  public int maxLength() {
    return frames.maxLength();
  }

  /** Flushes and gives the slot back, so that another producer may have it. */
  @Override
  public void close() {
    if (open) {
      open = false;
      frames.close();
      if (silent) {
        flush();
      }
      slots.leave(slot);
    }
  }
}
