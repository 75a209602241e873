package dev.sharelock.doorbell;

import dev.sharelock.Outcome;
import dev.sharelock.environment.ParticipantContext;
import dev.sharelock.roles.Places;
import dev.sharelock.waiting.WaitPolicy;

/**
 * Frames from many producers to one consumer, in shared memory: each producer has a ring of its
 * own, and the consumer sleeps on one word for all of them.
 *
 * <p>This handle belongs to whoever attached, a third party perhaps: it observes and closes, and
 * opens the sides. Handles are confined to one thread.
 *
 * <p><b>Layout</b>: {@link DoorbellLayout}.
 *
 * <p><b>Invariants</b>
 *
 * <pre>
 *   D1  the frames of one producer arrive in order, each exactly once, as those of its ring
 *   D2  a slot has at most one owner; only the owner opens the producer's side of its ring
 *   D3  whoever is the consumer of ring 0 is the only one that opens the other rings
 *   D4  a frame that is published is taken before any ring that was served since gets its turn
 *       twice (round-robin)
 *   D5  a doorbell that is closed stays closed, and so do its rings
 * </pre>
 *
 * <p><b>Not invariants.</b> Frames of different producers have no order. The owner of a slot is not
 * who published the frames in it: a predecessor's frames are still taken, since they were
 * published; whoever answers must put the number of the participant into the message, as {@code
 * dev.sharelock.request} does. The waiting words of the rings' consumers are not used.
 *
 * <p><b>Ordering</b>
 *
 * <pre>
 *   W1, W2 of Waiter, for the waiting word of the doorbell: publication of a frame (P1 of ByteRing)
 *          then the test of the word; announcement of the sleep then the look at all rings (C1).
 *          No wake-up is lost, whichever producer it is (S21).
 *   O1, O2 of Places; K1, K2 of DoorbellState; F1, A1 of DoorbellFormat
 * </pre>
 *
 * <p><b>Crash.</b>
 *
 * <pre>
 *   producer between publication and wake-up   the consumer finds the frame after its slice, or
 *                                              when the next producer of any slot wakes it
 *   producer after O1                          the slot is taken over by the next producer
 *   consumer                                   its successor takes over ring by ring, from ring 0;
 *                                              what was not released is delivered again
 *   closer after K1                            the consumer closes the rings
 * </pre>
 *
 * <p><b>Progress.</b> With a time-out of 0 all operations are wait-free. Others return after the
 * time-out and one slice of the {@link WaitPolicy} at the latest.
 */
public final class Doorbell {
  private final ParticipantContext context;
  private final DoorbellLayout layout;
  private final DoorbellState state;

  private Doorbell(ParticipantContext context, DoorbellLayout layout) {
    this.context = context;
    this.layout = layout;
    this.state = new DoorbellState(context, layout);
  }

  /**
   * Attaches to a doorbell that {@link DoorbellFormat#create} has made. Writes nothing.
   *
   * @param context for which participant
   * @param base its start, in bytes from the start of the memory
   * @return a handle
   * @throws dev.sharelock.SharelockException if there is none of this version, see {@link
   *     DoorbellFormat#attach}
   */
  public static Doorbell attach(ParticipantContext context, long base) {
    return new Doorbell(context, DoorbellFormat.attach(context.memory(), base));
  }

  /**
   * Becomes one of the producers: takes a slot that is free, or that of a dead producer.
   *
   * @param policy how to wait
   * @return the handle of the producer
   * @throws dev.sharelock.SharelockException with {@link Outcome#REFUSED} if all slots are taken by
   *     producers that live, {@link Outcome#CORRUPT} if the ring of the slot is corrupt
   */
  public DoorbellProducer openProducer(WaitPolicy policy) {
    return new DoorbellProducer(context, layout, policy);
  }

  /**
   * Becomes the consumer. The role of a dead consumer is taken over: what it had not released is
   * delivered again.
   *
   * @param policy how to wait
   * @return the handle of the consumer
   * @throws IllegalStateException if a live participant is the consumer
   * @throws dev.sharelock.SharelockException with {@link Outcome#CORRUPT} if a ring is corrupt
   */
  public DoorbellConsumer openConsumer(WaitPolicy policy) {
    return new DoorbellConsumer(context, layout, policy);
  }

  /**
   * Closes the doorbell for good and wakes all sides. A claim that begins later gets {@link
   * Outcome#CLOSED}; the consumer gets it when it has taken what was published. Closing again
   * changes nothing.
   */
  public void close() {
    state.close();
  }

  /**
   * Asks for the state.
   *
   * @return {@link Outcome#DONE} while it is open, {@link Outcome#CLOSED}, or {@link
   *     Outcome#CORRUPT}
   */
  public Outcome state() {
    return state.get();
  }

  /**
   * Counts the producers. Anyone may ask.
   *
   * @return how many slots have an owner that lives and was not evicted; stale at once
   */
  public int producers() {
    return new Places(context, layout.owner(0), layout.slots()).taken();
  }

  /**
   * Tells the layout.
   *
   * @return where the words and the rings are
   */
  public DoorbellLayout layout() {
    return layout;
  }
}
