package dev.sharelock.pipe;

import dev.sharelock.Outcome;
import dev.sharelock.SharelockException;
import dev.sharelock.environment.Deadline;
import dev.sharelock.environment.Environment;
import dev.sharelock.environment.ParticipantContext;
import dev.sharelock.environment.Participants;
import dev.sharelock.memory.SharedMemory;
import dev.sharelock.queue.ConditionQueue;
import dev.sharelock.queue.QueueObserver;
import dev.sharelock.queue.Watch;
import dev.sharelock.roles.Places;
import dev.sharelock.waiting.WaitPolicy;

/**
 * Gives each value to all who subscribe. There is one publisher at a time; a dead one is succeeded.
 *
 * <p><b>Layout</b>: {@link MulticastLayout}. Each subscriber has a queue of its own, into which
 * only the publisher puts.
 *
 * <p><b>Invariants</b>
 *
 * <pre>
 *   M1  a place is owned by one participant; it is active, or was dropped, or is about to begin
 *   M2  whoever is dropped is dropped once, by a compare-and-set, and stays it until it leaves
 *   M3  what a subscriber takes was published in this order while it was active; with BLOCK and
 *       DROP nothing is missing in between, with CONFLATE the newest is never missing
 * </pre>
 *
 * <p><b>Not invariants.</b> Who is active may be dead. The first values after the begin of a
 * subscription may have been published a little before it.
 *
 * <p><b>Ordering</b>
 *
 * <pre>
 *   A2 compareAndSet(active, 0); wakeAll   pairs with  A3 getVolatile(active)   who was dropped
 *      sees it before it goes to sleep, or is woken
 *   A4 setVolatile(active, self)           pairs with  A1 getVolatile(active)   the queue of the
 *      place is empty, but for what was published since
 *   O1, O2 of Places, for the publisher and for each place
 * </pre>
 *
 * <p><b>Crash.</b> A publisher that dies while it publishes has given the value to some and not to
 * others. A subscriber that dies stays active until the publisher has no room for it and asks
 * whether it lives; its place is for the next who subscribes.
 *
 * <p><b>Progress.</b> With {@link SlowPolicy#CONFLATE} publishing is lock-free, with {@link
 * SlowPolicy#dropAfter} it returns in time whatever the subscribers do. Confined to one thread.
 */
public final class Publisher implements AutoCloseable {
  private final SharedMemory memory;
  private final Environment environment;
  private final Participants participants;
  private final MulticastLayout layout;
  private final Places role;
  private final SlowPolicy policy;
  private final Lane[] lanes;
  private final long[] one;
  private long dropped;
  private long conflated;

  private Publisher(
      ParticipantContext context, MulticastLayout layout, SlowPolicy policy, WaitPolicy waits) {
    this.memory = context.memory();
    this.environment = context.environment();
    this.participants = context.participants();
    this.layout = layout;
    this.policy = policy;
    this.one = new long[layout.words()];
    this.role = new Places(context, layout.publisher(), 1);
    if (role.claim() == Places.NONE) {
      throw new SharelockException(
          Outcome.REFUSED,
          "multicast has a publisher: base="
              + layout.base()
              + ", publisher="
              + role.owner(0)
              + "; do: subscribe, or wait until the publisher is closed or dead");
    }
    this.lanes = new Lane[layout.places()];
    for (int place = 0; place < lanes.length; place++) {
      lanes[place] = new Lane(context, place, waits);
    }
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
    MulticastLayout layout = MulticastFormat.attach(context.memory(), base);
    return new Publisher(context, layout, policy, waits);
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
   *     after {@link #end}
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
    long now = environment.nanoTime();
    long deadline = Deadline.after(now, timeoutNanos);
    long patience = Deadline.after(now, policy.patienceNanos());
    for (Lane lane : lanes) {
      Outcome outcome = lane.begin() ? lane.makeRoom(deadline, patience) : Outcome.DONE;
      if (outcome != Outcome.DONE) {
        return outcome;
      }
    }
    Outcome all = Outcome.DONE;
    for (Lane lane : lanes) {
      Outcome outcome = lane.subscriber == Participants.NOBODY ? Outcome.DONE : lane.put(value);
      all = outcome == Outcome.DONE ? all : outcome;
    }
    return all;
  }

  /** Ends the stream for all subscribers, after what was published, and for those to come. */
  public void end() {
    for (Lane lane : lanes) {
      lane.queue.closeQueue();
    }
  }

  /**
   * Counts the subscribers.
   *
   * @return how many are active; some may be dead
   */
  public int subscribers() {
    int active = 0;
    for (int place = 0; place < lanes.length; place++) {
      active += memory.getLongOpaque(layout.active(place)) == Participants.NOBODY ? 0 : 1;
    }
    return active;
  }

  /**
   * Counts the subscribers that this publisher has dropped.
   *
   * @return how many were slow or dead
   */
  public long dropped() {
    return dropped;
  }

  /**
   * Counts the values that this publisher has replaced by newer ones.
   *
   * @return how many, summed over the subscribers
   */
  public long conflated() {
    return conflated;
  }

  /** Leaves the role. The subscribers stay. */
  @Override
  public void close() {
    for (Lane lane : lanes) {
      lane.queue.close();
    }
    role.leave(0);
  }

  /** The way to one subscriber. */
  private final class Lane implements Watch {
    private final long active;
    private final QueueObserver observer;
    private final ConditionQueue queue;
    private long subscriber;

    Lane(ParticipantContext context, int place, WaitPolicy waits) {
      long base = layout.queue(place).base();
      this.active = layout.active(place);
      this.observer = QueueObserver.of(memory, base);
      this.queue = ConditionQueue.open(context, base, waits, this);
    }

    /** Looks who is there; whether there is somebody. */
    boolean begin() {
      subscriber = memory.getLongVolatile(active); // A1 <- A4
      return subscriber != Participants.NOBODY;
    }

    @Override
    public Outcome look() {
      boolean same = memory.getLongVolatile(active) == subscriber; // A1 <- A4
      return same ? Outcome.WOULD_BLOCK : Outcome.STALE;
    }

    @Override
    public Outcome lookForPeer() {
      boolean alive = participants.isAlive(subscriber);
      return alive ? look() : Outcome.PEER_DEAD;
    }

    Outcome makeRoom(long deadline, long patience) {
      if (policy.kind() == SlowPolicy.Kind.CONFLATE) {
        return Outcome.DONE;
      }
      boolean impatient =
          patience != Deadline.NEVER && (deadline == Deadline.NEVER || patience - deadline <= 0);
      long end = impatient ? patience : deadline;
      Outcome outcome = queue.awaitRoom(Deadline.rest(end, environment));
      return switch (outcome) {
        case WOULD_BLOCK, TIMED_OUT -> impatient ? drop() : outcome;
        case STALE, PEER_DEAD -> drop();
        default -> outcome;
      };
    }

    private Outcome drop() {
      boolean mine = memory.compareAndSetLong(active, subscriber, Participants.NOBODY); // A2 -> A3
      dropped += mine ? 1 : 0;
      subscriber = Participants.NOBODY;
      observer.wakeAll();
      return Outcome.DONE;
    }

    Outcome put(long[] value) {
      Outcome outcome = queue.enqueue(value, 0);
      while (outcome == Outcome.WOULD_BLOCK) {
        conflated += queue.drop(1);
        outcome = queue.enqueue(value, 0);
      }
      return outcome == Outcome.STALE ? Outcome.DONE : outcome;
    }
  }
}
