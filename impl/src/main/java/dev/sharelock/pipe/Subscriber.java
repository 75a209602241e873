package dev.sharelock.pipe;

import dev.sharelock.Outcome;
import dev.sharelock.SharelockException;
import dev.sharelock.environment.ParticipantContext;
import dev.sharelock.queue.ConditionQueue;
import dev.sharelock.waiting.WaitPolicy;

/**
 * Takes all values of a {@link Publisher}, from some moment on. Waits for a value end, when there
 * is none left, with
 *
 * <ul>
 *   <li>{@link Outcome#CLOSED} if the stream has ended and all of it was taken,
 *   <li>{@link Outcome#STALE} if the publisher has dropped this subscriber since it was slow,
 *   <li>{@link Outcome#PEER_DEAD} if the publisher is dead and nobody has taken its place,
 *   <li>{@link Outcome#PEER_EVICTED} if it was evicted and has not ended.
 * </ul>
 *
 * <p>Protocol and order: {@link Publisher}.
 *
 * <p><b>Crash.</b> Before A4 nobody knows of the subscription; its place is that of a dead
 * participant, and the next one takes it.
 *
 * <p>Confined to one thread.
 */
public final class Subscriber implements AutoCloseable {
  private final Subscription subscription;
  private final ConditionQueue queue;

  private Subscriber(ParticipantContext context, MulticastLayout layout, WaitPolicy policy) {
    this.subscription = new Subscription(context, layout, policy, null);
    this.queue = subscription.queue();
  }

  /**
   * Subscribes.
   *
   * @param context for which participant
   * @param base the start of the multicast, in bytes from the start of the memory
   * @param policy how to wait
   * @return the handle of the subscriber
   * @throws SharelockException {@link Outcome#NO_MEMORY} if there are as many subscribers as there
   *     can be, {@link Outcome#CORRUPT} if there is no multicast
   */
  public static Subscriber open(ParticipantContext context, long base, WaitPolicy policy) {
    return new Subscriber(
        context, MulticastFormat.attach(context.memory(), base).requireBlocks(false), policy);
  }

  /**
   * Takes the next value; {@link #value} and {@link #word} give it afterwards.
   *
   * @param timeoutNanos how long to wait for one at the most
   * @return as {@link ConditionQueue#dequeue(long)}, {@link Outcome#STALE}, {@link
   *     Outcome#PEER_DEAD} or {@link Outcome#PEER_EVICTED}
   */
  public Outcome take(long timeoutNanos) {
    return queue.dequeue(timeoutNanos);
  }

  /**
   * Gives what was taken last.
   *
   * @return its first word
   */
  public long value() {
    return queue.value();
  }

  /**
   * Gives what was taken last.
   *
   * @param index which of its words, from 0
   * @return the word
   */
  public long word(int index) {
    return queue.word(index);
  }

  /** Ends the subscription. */
  @Override
  public void close() {
    boolean ignored = subscription.close();
  }
}
