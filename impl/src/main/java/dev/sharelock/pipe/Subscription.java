package dev.sharelock.pipe;

import dev.sharelock.Outcome;
import dev.sharelock.SharelockException;
import dev.sharelock.environment.ParticipantContext;
import dev.sharelock.environment.Participants;
import dev.sharelock.memory.SharedMemory;
import dev.sharelock.queue.ConditionQueue;
import dev.sharelock.queue.QueueObserver;
import dev.sharelock.queue.Watch;
import dev.sharelock.roles.Places;
import dev.sharelock.waiting.WaitPolicy;

/** A place among the subscribers. Protocol and order: {@link Publisher}. Confined to one thread. */
final class Subscription implements Watch {
  private final SharedMemory memory;
  private final Participants participants;
  private final MulticastLayout layout;
  private final Places places;
  private final int place;
  private final long number;
  private final ConditionQueue queue;
  private boolean open = true;

  Subscription(ParticipantContext context, MulticastLayout layout, WaitPolicy policy, Watch watch) {
    this.memory = context.memory();
    this.participants = context.participants();
    this.layout = layout;
    participants.requireNotEvicted();
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
    this.number = memory.getAndAddLong(layout.subscriptions(), 1) + 1; // nobody else's
    try {
      this.queue =
          ConditionQueue.open(
              context, layout.queue(place).base(), policy, watch == null ? this : watch);
      begin();
    } catch (RuntimeException e) {
      places.leave(place);
      throw e;
    }
  }

  /**
   * Whatever is there was for others; what comes has no gap. Dropping most of it before it is the
   * own lane keeps the publisher from dropping this subscription for it.
   */
  private void begin() {
    long active = layout.active(place);
    memory.setLongOpaque(active, Lane.NONE);
    queue.drop(queue.size());
    memory.setLongVolatile(active, number); // A4 -> A1: before the end of the queue is looked at
    queue.drop(queue.size());
  }

  ConditionQueue queue() {
    return queue;
  }

  @Override
  public Outcome look() {
    boolean ended = isEnded();
    boolean mine = memory.getLongVolatile(layout.active(place)) == number; // A3 <- A2
    Outcome last = ended ? Outcome.CLOSED : Outcome.WOULD_BLOCK;
    return mine ? last : Outcome.STALE;
  }

  @Override
  public Outcome lookForPeer() {
    long named = memory.getLongOpaque(layout.publisher());
    Outcome peer = Outcome.WOULD_BLOCK;
    if (named != Participants.NOBODY && !participants.takesPart(named)) {
      peer = participants.isAlive(named) ? Outcome.PEER_EVICTED : Outcome.PEER_DEAD;
    }
    Outcome outcome = look();
    return outcome == Outcome.WOULD_BLOCK ? peer : outcome;
  }

  /** Leaves; whether the stream has ended, the first time. */
  boolean close() {
    boolean leaving = open;
    open = false;
    if (leaving) {
      boolean ignored = memory.compareAndSetLong(layout.active(place), number, Lane.NONE); // A2
      QueueObserver.of(memory, layout.queue(place).base()).wakeAll(); // the publisher, if it waits
      queue.close();
      places.leave(place);
    }
    return leaving && isEnded();
  }

  private boolean isEnded() {
    return memory.getLongVolatile(layout.ended()) != 0; // E2 <- E1
  }
}
