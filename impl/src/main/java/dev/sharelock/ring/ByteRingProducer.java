package dev.sharelock.ring;

import dev.sharelock.Outcome;
import dev.sharelock.environment.ParticipantContext;
import dev.sharelock.memory.SharedMemory;
import dev.sharelock.waiting.Awaited;
import dev.sharelock.waiting.LockStep;
import dev.sharelock.waiting.WaitPolicy;
import dev.sharelock.waiting.Waiter;

/**
 * The producer's side of a {@link ByteRing}: claim bytes, write them through the {@link #view},
 * publish them.
 *
 * <p>{@link #commit} and {@link #flush} are the two halves of {@link #publish}: several commits can
 * share one flush, which is what makes small messages fast. Committed bytes are visible to the
 * consumer after the flush; a claim that has to look for space flushes first, and so does {@link
 * #close}.
 *
 * <p>Ordering labels are explained in {@link ByteRing}. Confined to one thread.
 */
public final class ByteRingProducer implements AutoCloseable {
  final SharedMemory memory;
  final RingLayout layout;
  final WritableRingView view;
  private final RingControl control;
  private final Waiter waiter;
  private final LockStep lockStep;
  private final Space space = new Space();
  private final long capacity;

  /** How much space to wait for while spinning, so that the sides leave lock-step. */
  private final long room;

  /** How much free space to ask for in advance, and up to where it was asked for. */
  private final long ahead;

  private long near;

  /** What the head word holds. */
  private long published;

  /** Where the next claim starts: published plus committed. */
  private long position;

  /** Up to where may be written: the last tail seen plus the capacity. */
  private long bound;

  private boolean open = true;

  ByteRingProducer(ParticipantContext context, RingLayout layout, WaitPolicy policy) {
    this.memory = context.memory();
    this.layout = layout;
    this.capacity = layout.capacity();
    this.control = new RingControl(context, layout);
    this.waiter = new Waiter(memory, context.environment(), policy);
    this.view = new WritableRingView(memory, layout);
    this.lockStep = new LockStep(context.environment(), RingLayout.paying(capacity));
    this.ahead = Math.min(capacity / 8, RingLayout.AHEAD_BYTES);
    this.room = LockStep.room(context.environment(), capacity);
    control.take(layout.producer(), "producer", layout.consumerWaiting());
    long tail = memory.getLongAcquire(layout.tail()); // P2 <- C2
    this.published = memory.getLongAcquire(layout.head()); // of the predecessor, after L1
    this.position = published;
    this.bound = tail + capacity;
    control.checkCounters(layout.producer(), published, tail);
    drop();
  }

  /**
   * Claims bytes to write. Nothing is reserved in shared memory; claiming again replaces the claim.
   *
   * @param want how many, at least 1
   * @param timeoutNanos how long to wait for space; 0 to try once, {@link
   *     dev.sharelock.environment.Deadline#NEVER} for no limit
   * @return {@link Outcome#DONE} if the {@link #view} shows the bytes; {@link Outcome#TOO_LARGE},
   *     {@link Outcome#WOULD_BLOCK}, {@link Outcome#TIMED_OUT}, {@link Outcome#CLOSED}, {@link
   *     Outcome#PEER_DEAD} or {@link Outcome#PEER_EVICTED} if the consumer will not make space,
   *     {@link Outcome#EVICTED}, {@link Outcome#INTERRUPTED}, {@link Outcome#CANCELLED} or {@link
   *     Outcome#CORRUPT} if not; there is no claim then
   * @throws IllegalArgumentException if an argument is out of range
   * @throws IllegalStateException if the handle is closed
   */
  public Outcome claim(long want, long timeoutNanos) {
    Outcome outcome = reserve(want, timeoutNanos);
    if (outcome == Outcome.DONE) {
      view.aim(position, want);
    }
    return outcome;
  }

  /** Makes sure that there is space, without looking at shared memory if it is known. */
  Outcome reserve(long want, long timeoutNanos) {
    if (want < 1 || timeoutNanos < 0 || want > bound - position || isClosed()) {
      Outcome outcome = waitForSpace(want, timeoutNanos);
      if (outcome != Outcome.DONE) {
        return outcome;
      }
    }
    if (position + want > near) {
      bringNear();
    }
    return Outcome.DONE;
  }

  /** Nobody reads the free space, and what was announced is free: it is before the bound. */
  private void bringNear() {
    long from = Math.max(near, position);
    long place = view.place(from);
    long count = Math.min(bound - from, layout.data() + capacity - place);
    count = Math.min(count, ahead);
    memory.prefetchToWrite(place, count);
    near = from + count;
  }

  /** Looks at the state only where a batch begins: committed bytes belong to the past. */
  private boolean isClosed() {
    return position == published && memory.getIntOpaque(layout.state()) != RingControl.OPEN;
  }

  /** Where the next claim starts. */
  long position() {
    return position;
  }

  /** Commits bytes that were reserved. */
  void advance(long count) {
    position += count;
    view.length = RingView.NOTHING;
  }

  /**
   * Waits until bytes can be claimed, and drops the claim if there is one.
   *
   * @param need how many, at least 1
   * @param timeoutNanos how long to wait
   * @return as {@link #claim}
   * @throws IllegalArgumentException if an argument is out of range
   * @throws IllegalStateException if the handle is closed
   */
  public Outcome waitForSpace(long need, long timeoutNanos) {
    RingArguments.check("claim", need, timeoutNanos, open);
    drop();
    if (need > capacity) {
      return Outcome.TOO_LARGE;
    }
    flush();
    Outcome state = control.state();
    if (state != Outcome.DONE) {
      return state;
    }
    space.need = need;
    Outcome outcome = waiter.await(space, layout.producerWaiting(), timeoutNanos);
    if (outcome == Outcome.DONE && bound - position < room && lockStep.isDue()) {
      return gather();
    }
    return outcome;
  }

  /** Finds little space, and looks again after a moment. */
  private Outcome gather() {
    long before = bound;
    lockStep.pause();
    Outcome outcome = space.look(space.need);
    lockStep.learn(bound - before);
    return outcome;
  }

  /**
   * Makes the first bytes of the claim visible to the consumer, with all that was committed before,
   * and ends the claim.
   *
   * @param count how many, from 0 to what was claimed; the rest of the claim is dropped
   * @throws IllegalStateException if there is no claim
   * @throws IllegalArgumentException if the count is out of range
   */
  public void publish(long count) {
    commit(count);
    flush();
  }

  /**
   * Ends the claim and keeps its first bytes for the next {@link #flush}. The next claim starts
   * behind them.
   *
   * @param count how many, from 0 to what was claimed; the rest of the claim is dropped
   * @throws IllegalStateException if there is no claim
   * @throws IllegalArgumentException if the count is out of range
   */
  public void commit(long count) {
    if (count < 0 || count > view.length) {
      throw RingArguments.wrongCount("publish", count, view.length);
    }
    advance(count);
  }

  /** Makes all committed bytes visible to the consumer, and wakes it if it sleeps. */
  public void flush() {
    if (position != published) {
      memory.setLongRelease(layout.head(), position); // P1 -> C1: the bytes are there
      published = position;
      waiter.wake(layout.consumerWaiting());
    }
  }

  /** Drops the claim, if there is one. */
  public void drop() {
    view.aim(position, RingView.NOTHING);
  }

  /**
   * Shows the claimed bytes.
   *
   * @return the view, always the same object
   */
  public WritableRingView view() {
    return view;
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
   * Closes the ring, with what was committed in it.
   *
   * @see ByteRing#wakeupAll
   */
  public void wakeupAll() {
    RingArguments.checkOpen("close of the ring", open);
    flush();
    control.closeRing();
  }

  /** Flushes and gives the role back, so that another producer may follow. The ring stays open. */
  @Override
  public void close() {
    if (open) {
      flush();
      drop();
      open = false;
      bound = position;
      control.leave(layout.producer());
    }
  }

  /** The condition that there is space. */
  private final class Space implements Awaited {
    private long need;

    @Override
    public Outcome look() {
      return look(Math.max(need, room));
    }

    @Override
    public Outcome lookAround() {
      Outcome state = control.state();
      return state == Outcome.DONE ? look(need) : state;
    }

    @Override
    public Outcome lookForPeer() {
      Outcome expected = control.expected(layout.consumer());
      Outcome outcome = lookAround();
      boolean inVain = expected != Outcome.DONE && outcome == Outcome.WOULD_BLOCK;
      return inVain ? expected : outcome;
    }

    private Outcome look(long enough) {
      long tail = memory.getLongAcquire(layout.tail()); // P2 <- C2: the bytes were read
      long used = published - tail;
      if (used < 0 || used > published - (bound - capacity)) {
        return Outcome.CORRUPT;
      }
      bound = tail + capacity;
      return capacity - used >= enough ? Outcome.DONE : Outcome.WOULD_BLOCK;
    }
  }
}
