package dev.sharelock.pipe;

import dev.sharelock.Outcome;
import dev.sharelock.SharelockException;
import dev.sharelock.environment.Deadline;
import dev.sharelock.environment.ParticipantContext;
import dev.sharelock.waiting.WaitPolicy;

/**
 * Gives each value to all who subscribe. There is one publisher at a time; a dead one is succeeded.
 *
 * <p><b>Layout</b>: {@link MulticastLayout}. Each subscriber has a queue of its own, its lane, into
 * which only the publisher puts. A lane has room for one value more than was asked for: the newest
 * is put before the oldest is dropped.
 *
 * <p><b>Invariants</b>
 *
 * <pre>
 *   M1  a place is owned by one participant; its word active is the number of a subscription of
 *       that one or, until it begins, of one before it; or none
 *   M2  a subscription is dropped once, by a compare-and-set of its number, which never recurs,
 *       and stays dropped
 *   M3  what a subscriber takes was published in this order; with BLOCK and DROP nothing is
 *       missing in between, with CONFLATE the newest is never missing, whoever dies
 *   M4  whoever is told CLOSED was not dropped, and has taken all that was published for it
 * </pre>
 *
 * <p>Why there is no gap at the begin of a subscription: the publisher looks who is there, then
 * puts. So it may put one value for somebody whose place has been taken meanwhile, and must give
 * the successor the next value as well. The successor first becomes active and then drops what is
 * there (A4): if it does not drop that value, it was put later, and the publisher sees the
 * successor before it puts the next.
 *
 * <p><b>Not invariants.</b> Who is active may be dead. The first value of a subscription may have
 * been published a little before it.
 *
 * <p><b>Ordering</b>
 *
 * <pre>
 *   A2 compareAndSet(active, none); wakeAll   pairs with  A3 getVolatile(active)   who was dropped
 *      sees it before it goes to sleep, or is woken; and the publisher, if somebody leaves
 *   A4 setVolatile(active); getVolatile(slot) of the end   pairs with
 *      compareAndSet(slot); A1 getVolatile(active)   a value that is put for a predecessor is
 *      dropped, or the next one is put, too
 *   E1 setVolatile(ended); wakeAll            pairs with  E2 getVolatile(ended)    all that was
 *      published can be taken; whoever was dropped before sees that it was
 *   O1, O2 of Places, for the publisher and for each place
 * </pre>
 *
 * <p><b>Crash.</b>
 *
 * <pre>
 *   publisher, while it publishes    some have the value and others have not
 *   between putting and dropping     a lane has one value more, which the successor drops
 *   between A2, E1 and the wake-up   whoever sleeps looks around after its slice
 *   subscriber, before A4            the place is that of a dead participant with the active
 *                                    number of the one before: as the next
 *   after it                         active until the publisher has no room for it and asks
 *                                    whether it lives; its place is for the next who subscribes
 * </pre>
 *
 * <p><b>Eviction.</b> Nobody waits for an evicted subscriber, which is dropped when it is slow; its
 * place stays its own until it has ended. So does the role of an evicted publisher; it publishes
 * nothing more, but for what it was in the middle of, and subscribers are told.
 *
 * <p><b>Progress.</b> With {@link SlowPolicy#CONFLATE} publishing is lock-free, with {@link
 * SlowPolicy#dropAfter} it returns in time whatever the subscribers do. Confined to one thread.
 */
public final class Publisher implements AutoCloseable {
  private final Lanes lanes;
  private final long[] one;

  private Publisher(ParticipantContext context, MulticastLayout layout, PublisherManner manner) {
    this.one = new long[layout.words()];
    this.lanes = new Lanes(context, layout, manner);
  }

  /**
   * Becomes the publisher.
   *
   * @param context for which participant
   * @param base the start of the multicast, in bytes from the start of the memory
   * @param policy what to do about the slow
   * @param waits how to wait for them
   * @return the handle of the publisher
   * @throws SharelockException {@link Outcome#REFUSED} if a living participant is the publisher,
   *     {@link Outcome#CORRUPT} if there is no multicast
   */
  public static Publisher open(
      ParticipantContext context, long base, SlowPolicy policy, WaitPolicy waits) {
    MulticastLayout layout = MulticastFormat.attach(context.memory(), base).requireBlocks(false);
    return new Publisher(context, layout, new PublisherManner(policy, waits));
  }

  /**
   * Publishes a value of one word; the other words of a larger one are 0.
   *
   * @param value what to publish
   * @param timeoutNanos how long to wait for the slow at the most; 0 not at all, {@link
   *     Deadline#NEVER} for no limit
   * @return {@link Outcome#DONE} if all subscribers have it, however few; {@link
   *     Outcome#WOULD_BLOCK}, {@link Outcome#TIMED_OUT}, {@link Outcome#INTERRUPTED} or {@link
   *     Outcome#CANCELLED} if nobody has it, since somebody has no room; {@link Outcome#CLOSED}
   *     after {@link #end}, also of a predecessor; {@link Outcome#EVICTED} if the caller was;
   *     {@link Outcome#CORRUPT}
   */
  public Outcome publish(long value, long timeoutNanos) {
    one[0] = value;
    return publish(one, timeoutNanos);
  }

  /**
   * Publishes a value.
   *
   * @param value its words
   * @param timeoutNanos how long to wait for the slow at the most
   * @return as {@link #publish(long, long)}
   */
  public Outcome publish(long[] value, long timeoutNanos) {
    if (value.length != one.length) {
      throw new IllegalArgumentException(
          "value does not fit: words="
              + value.length
              + ", wordsOfMulticast="
              + one.length
              + "; do: pass as many words as it was created with");
    }
    Outcome outcome = lanes.makeRoom(timeoutNanos);
    return outcome == Outcome.DONE ? lanes.put(value) : outcome;
  }

  /** Ends the stream for all subscribers, after what was published, and for those to come. */
  public void end() {
    lanes.end();
  }

  /**
   * Counts the subscribers.
   *
   * @return how many are active; some may be dead
   */
  public int subscribers() {
    return lanes.subscribers();
  }

  /**
   * Counts the subscribers that this publisher has dropped.
   *
   * @return how many were slow or dead
   */
  public long dropped() {
    return lanes.sum(Lane::dropped);
  }

  /**
   * Counts the values that this publisher has replaced by newer ones.
   *
   * @return how many, summed over the subscribers
   */
  public long conflated() {
    return lanes.sum(Lane::conflated);
  }

  /** Leaves the role. The subscribers stay. */
  @Override
  public void close() {
    lanes.close();
  }
}
