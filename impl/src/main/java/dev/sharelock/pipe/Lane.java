package dev.sharelock.pipe;

import dev.sharelock.Outcome;
import dev.sharelock.environment.ParticipantContext;
import dev.sharelock.environment.Participants;
import dev.sharelock.memory.SharedMemory;
import dev.sharelock.queue.ConditionQueue;
import dev.sharelock.queue.QueueObserver;
import dev.sharelock.queue.Watch;
import dev.sharelock.roles.Places;

/**
 * The way from the publisher to one subscriber. Protocol and order: {@link Publisher}. Confined to
 * one thread.
 */
final class Lane implements Watch {
  /** That nobody subscribes. */
  static final long NONE = 0;

  private static final int ROOM = 1 + MulticastLayout.SPARE;

  private final SharedMemory memory;
  private final Participants participants;
  private final boolean conflating;
  private final Places owners;
  private final int place;
  private final long active;
  private final QueueObserver observer;
  private final ConditionQueue queue;
  private long subscription;
  private long dropped;
  private long conflated;

  Lane(ParticipantContext context, MulticastLayout layout, int place, PublisherManner manner) {
    long base = layout.queue(place).base();
    this.memory = context.memory();
    this.participants = context.participants();
    this.conflating = manner.policy().kind() == SlowPolicy.Kind.CONFLATE;
    this.owners = new Places(context, layout.owners(), layout.places());
    this.place = place;
    this.active = layout.active(place);
    this.observer = QueueObserver.of(memory, base);
    this.queue = ConditionQueue.open(context, base, manner.waits(), this);
  }

  /** Looks who is there; whether there is somebody. */
  boolean begin() {
    subscription = memory.getLongVolatile(active); // A1 <- A4
    return subscription != NONE;
  }

  /** Whether there was somebody, who was not dropped since. */
  boolean isUsed() {
    return subscription != NONE;
  }

  @Override
  public Outcome look() {
    boolean same = memory.getLongVolatile(active) == subscription; // A1 <- A4
    return same ? Outcome.WOULD_BLOCK : Outcome.STALE;
  }

  @Override
  public Outcome lookForPeer() {
    boolean there = participants.takesPart(owners.owner(place));
    return there ? look() : Outcome.PEER_DEAD;
  }

  /**
   * Waits until there is room for one more than the spare one.
   *
   * @return done if nobody has to be waited for any more
   */
  Outcome makeRoom(SlowPatience patience) {
    if (conflating) {
      Outcome outcome = queue.dropIfFull(); // a predecessor has died before it could do so
      return outcome == Outcome.WOULD_BLOCK ? Outcome.DONE : outcome;
    }
    if (queue.knowsRoom(ROOM)) {
      return Outcome.DONE;
    }
    Outcome outcome = queue.awaitRoom(ROOM, patience.rest());
    return switch (outcome) {
      case WOULD_BLOCK, TIMED_OUT -> patience.isThatOfPolicy() ? drop() : outcome;
      case STALE, PEER_DEAD -> drop();
      default -> outcome;
    };
  }

  private Outcome drop() {
    boolean mine = memory.compareAndSetLong(active, subscription, NONE); // A2, L1 -> A3, L2
    dropped += mine ? 1 : 0;
    subscription = NONE;
    observer.wakeAll();
    return Outcome.DONE;
  }

  /** Puts a value, for which there is room, and then takes one back if there are too many. */
  Outcome put(long[] value) {
    Outcome outcome = queue.enqueue(value, 0);
    if (outcome == Outcome.DONE && conflating && queue.dropIfFull() == Outcome.DONE) {
      conflated++;
    }
    return switch (outcome) {
      case STALE -> Outcome.DONE;
      case WOULD_BLOCK -> Outcome.CORRUPT;
      default -> outcome;
    };
  }

  /** How many subscribers were dropped here. */
  long dropped() {
    return dropped;
  }

  /** How many values were replaced here. */
  long conflated() {
    return conflated;
  }

  /** Wakes the subscriber, so that it looks what has changed. */
  void wake() {
    observer.wakeAll();
  }

  void close() {
    queue.close();
  }
}
