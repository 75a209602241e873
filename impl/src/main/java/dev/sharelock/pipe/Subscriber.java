package dev.sharelock.pipe;

import dev.sharelock.Outcome;
import dev.sharelock.SharelockException;
import dev.sharelock.environment.ParticipantContext;
import dev.sharelock.environment.Participants;
import dev.sharelock.memory.SharedMemory;
import dev.sharelock.queue.ConditionQueue;
import dev.sharelock.queue.Watch;
import dev.sharelock.roles.Places;
import dev.sharelock.waiting.WaitPolicy;

/**
 * Takes all values of a {@link Publisher}, from some moment on. Waits for a value end, when there
 * is none left, with
 *
 * <ul>
 *   <li>{@link Outcome#CLOSED} if the stream has ended,
 *   <li>{@link Outcome#STALE} if the publisher has dropped this subscriber since it was slow,
 *   <li>{@link Outcome#PEER_DEAD} if the publisher is dead and nobody has taken its place.
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
  private final SharedMemory memory;
  private final Participants participants;
  private final Places places;
  private final long publisher;
  private final int place;
  private final long active;
  private final ConditionQueue queue;

  private Subscriber(ParticipantContext context, MulticastLayout layout, WaitPolicy policy) {
    this.memory = context.memory();
    this.participants = context.participants();
    this.publisher = layout.publisher();
    this.places = new Places(context, layout.owners(), layout.places());
    this.place = places.claim();
    if (place == Places.NONE) {
      throw new SharelockException(
          Outcome.NO_MEMORY,
          "multicast has no place left: base="
              + layout.base()
              + ", places="
              + layout.places()
              + "; do: close subscribers, or create it with more places");
    }
    this.active = layout.active(place);
    this.queue =
        ConditionQueue.open(context, layout.queue(place).base(), policy, new PublisherWatch());
    queue.drop(Integer.MAX_VALUE);
    memory.setLongVolatile(active, participants.self()); // A4 -> A1: what others had is gone
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
    return new Subscriber(context, MulticastFormat.attach(context.memory(), base), policy);
  }

  /**
   * Takes the next value; {@link #value} and {@link #word} give it afterwards.
   *
   * @param timeoutNanos how long to wait for one at the most
   * @return as {@link ConditionQueue#dequeue(long)}, {@link Outcome#STALE} or {@link
   *     Outcome#PEER_DEAD}
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
    long self = participants.self();
    memory.compareAndSetLong(active, self, Participants.NOBODY); // A2 -> A3: nobody puts any more
    queue.close();
    places.leave(place);
  }

  private final class PublisherWatch implements Watch {
    @Override
    public Outcome look() {
      boolean mine = memory.getLongVolatile(active) == participants.self(); // A3 <- A2
      return mine ? Outcome.WOULD_BLOCK : Outcome.STALE;
    }

    @Override
    public Outcome lookForPeer() {
      long named = memory.getLongOpaque(publisher);
      boolean dead = named != Participants.NOBODY && !participants.isAlive(named);
      Outcome outcome = look();
      return outcome == Outcome.WOULD_BLOCK && dead ? Outcome.PEER_DEAD : outcome;
    }
  }
}
