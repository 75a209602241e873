package dev.sharelock.ring;

import dev.sharelock.Outcome;
import dev.sharelock.environment.ParticipantContext;
import dev.sharelock.memory.SharedMemory;
import dev.sharelock.waiting.Awaited;
import dev.sharelock.waiting.LockStep;
import dev.sharelock.waiting.WaitPolicy;
import dev.sharelock.waiting.Waiter;

/**
 * The consumer's side of a {@link ByteRing}: peek at bytes, read them through the {@link #view},
 * release them.
 *
 * <p>{@link #consume} and {@link #giveBack} are the two halves of {@link #release}: several can
 * share one store. Consumed bytes are free for the producer after they were given back; a peek that
 * has to look for bytes gives back first, and so does {@link #close}.
 *
 * <p>Ordering labels are explained in {@link ByteRing}. Confined to one thread.
 */
public final class ByteRingConsumer implements AutoCloseable {
  final SharedMemory memory;
  final RingLayout layout;
  final RingView view;
  private final RingControl control;
  private final Waiter waiter;
  private final LockStep lockStep;
  private final Bytes bytes = new Bytes();
  private final long capacity;

  /** Finding less than this is finding little. */
  private final long little;

  /** What the head must be a multiple of, minus 1. */
  private final long granule;

  /** What the tail word holds. */
  private long released;

  /** Where the next peek starts: released plus consumed. */
  private long position;

  /** The last head seen. */
  private long bound;

  private long peeked = -1;
  private boolean open = true;

  ByteRingConsumer(ParticipantContext context, RingLayout layout, WaitPolicy policy) {
    this(context, layout, policy, 0);
  }

  ByteRingConsumer(ParticipantContext context, RingLayout layout, WaitPolicy policy, long granule) {
    this.memory = context.memory();
    this.layout = layout;
    this.capacity = layout.capacity();
    this.little = Math.min(capacity / 8, 8192);
    this.granule = granule;
    this.control = new RingControl(context, layout);
    this.waiter = new Waiter(memory, context.environment(), policy);
    this.lockStep = new LockStep(context.environment(), RingLayout.paying(capacity));
    this.view = new RingView(memory, layout);
    control.take(layout.consumer(), "consumer", layout.producerWaiting());
    this.released = memory.getLongAcquire(layout.tail()); // of the predecessor, after L1
    this.position = released;
    this.bound = memory.getLongAcquire(layout.head()); // C1 <- P1
    control.checkCounters(layout.consumer(), bound, released);
    drop();
  }

  /**
   * Looks at the next bytes. They stay in the ring; peeking again shows the same bytes.
   *
   * @param want how many, at least 1
   * @param timeoutNanos how long to wait for them; 0 to try once, {@link
   *     dev.sharelock.environment.Deadline#NEVER} for no limit
   * @return {@link Outcome#DONE} if the {@link #view} shows the bytes; {@link Outcome#TOO_LARGE},
   *     {@link Outcome#WOULD_BLOCK}, {@link Outcome#TIMED_OUT}, {@link Outcome#CLOSED} or {@link
   *     Outcome#PEER_DEAD} if fewer bytes are left and no more will come, {@link
   *     Outcome#PEER_EVICTED} if no more are to be expected, {@link Outcome#EVICTED}, {@link
   *     Outcome#INTERRUPTED}, {@link Outcome#CANCELLED} or {@link Outcome#CORRUPT} if not
   * @throws IllegalArgumentException if an argument is out of range
   * @throws IllegalStateException if the handle is closed
   */
  public Outcome peek(long want, long timeoutNanos) {
    if (want < 1 || timeoutNanos < 0 || want > bound - position) {
      return peekSlowly(want, timeoutNanos);
    }
    grant(want);
    return Outcome.DONE;
  }

  private Outcome peekSlowly(long want, long timeoutNanos) {
    Outcome outcome = waitForData(want, timeoutNanos);
    if (outcome == Outcome.DONE) {
      grant(want);
    }
    return outcome;
  }

  private void grant(long count) {
    view.aim(position, count);
    peeked = count;
  }

  /**
   * Waits until bytes can be peeked at; nothing is shown then.
   *
   * @param need how many, at least 1
   * @param timeoutNanos how long to wait
   * @return as {@link #peek}
   * @throws IllegalArgumentException if an argument is out of range
   * @throws IllegalStateException if the handle is closed
   */
  public Outcome waitForData(long need, long timeoutNanos) {
    RingArguments.check("peek", need, timeoutNanos, open);
    drop();
    if (need > capacity) {
      return Outcome.TOO_LARGE;
    }
    giveBack();
    bytes.need = need;
    Outcome outcome = waiter.await(bytes, layout.consumerWaiting(), timeoutNanos);
    if (outcome == Outcome.DONE && bound - position < little && lockStep.isDue()) {
      return gather();
    }
    return outcome;
  }

  private Outcome gather() {
    long before = bound;
    lockStep.pause();
    Outcome outcome = bytes.look();
    lockStep.learn(bound - before);
    return outcome;
  }

  /**
   * Gives the first bytes of the view back to the producer, with all that was consumed before.
   *
   * @param count how many, from 0 to what was peeked at
   * @throws IllegalStateException if nothing was peeked at
   * @throws IllegalArgumentException if the count is out of range
   */
  public void release(long count) {
    consume(count);
    giveBack();
  }

  /**
   * Goes on behind the first bytes of the view. Until {@link #giveBack} the producer cannot use
   * them, and if this consumer dies, its successor reads them again.
   *
   * @param count how many, from 0 to what was peeked at
   * @throws IllegalStateException if nothing was peeked at
   * @throws IllegalArgumentException if the count is out of range
   */
  public void consume(long count) {
    if (count < 0 || count > peeked) {
      throw RingArguments.wrongCount("release", count, peeked);
    }
    position += count;
    drop();
  }

  /** Gives all consumed bytes back to the producer, and wakes it if it sleeps. */
  public void giveBack() {
    if (position != released) {
      memory.setLongRelease(layout.tail(), position); // C2 -> P2: the bytes were read
      released = position;
      waiter.wake(layout.producerWaiting());
    }
  }

  /** Ends the view without consuming anything. */
  public void drop() {
    peeked = -1;
    view.aim(position, 0);
  }

  /**
   * Shows the bytes peeked at.
   *
   * @return the view, always the same object
   */
  public RingView view() {
    return view;
  }

  /** Where the next peek starts. */
  long position() {
    return position;
  }

  /** Consumes bytes that are known to be there. */
  void advance(long count) {
    position += count;
    view.length = 0;
  }

  /** How many bytes can be peeked at without looking at shared memory. */
  long buffered() {
    return bound - position;
  }

  /**
   * Tells how many bytes can be peeked at now.
   *
   * @return the number; more may have come at once
   */
  public long available() {
    long head = memory.getLongAcquire(layout.head()); // C1 <- P1
    return Math.clamp(head - position, 0, capacity);
  }

  /**
   * Tells the capacity.
   *
   * @return the capacity in bytes
   */
  public long capacity() {
    return capacity;
  }

  /**
   * Closes the ring. What is in it can still be consumed.
   *
   * @see ByteRing#wakeupAll
   */
  public void wakeupAll() {
    RingArguments.checkOpen("close of the ring", open);
    control.closeRing();
  }

  /** Gives back what was consumed, and the role, so that another consumer may follow. */
  @Override
  public void close() {
    if (open) {
      giveBack();
      drop();
      open = false;
      bound = position;
      control.leave(layout.consumer());
    }
  }

  /** The condition that there are bytes. */
  private final class Bytes implements Awaited {
    private long need;

    @Override
    public Outcome look() {
      long head = memory.getLongAcquire(layout.head()); // C1 <- P1: the bytes are there
      long used = head - released;
      if (used < bound - released || used > capacity || (head & granule) != 0) {
        return Outcome.CORRUPT;
      }
      bound = head;
      if (head - position >= need) {
        return Outcome.DONE;
      }
      memory.prefetchToRead(view.place(head)); // together with the head, when both have changed
      return Outcome.WOULD_BLOCK;
    }

    @Override
    public Outcome lookAround() {
      Outcome state = control.state(); // before the head: who sees CLOSED sees the last byte
      Outcome outcome = look();
      return outcome == Outcome.WOULD_BLOCK && state != Outcome.DONE ? state : outcome;
    }

    @Override
    public Outcome lookForPeer() {
      Outcome expected = control.expected(layout.producer());
      Outcome outcome = lookAround();
      boolean inVain = expected != Outcome.DONE && outcome == Outcome.WOULD_BLOCK;
      return inVain ? expected : outcome;
    }
  }
}
