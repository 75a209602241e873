package dev.sharelock.queue;

import dev.sharelock.Outcome;
import dev.sharelock.SharelockException;
import dev.sharelock.allocator.Allocator;
import dev.sharelock.allocator.BlockId;
import dev.sharelock.allocator.Tickets;
import dev.sharelock.environment.Deadline;
import dev.sharelock.environment.ParticipantContext;
import dev.sharelock.environment.Participants;
import dev.sharelock.waiting.Awaited;
import java.util.Objects;
import java.util.function.LongConsumer;
import java.util.function.LongPredicate;

/**
 * A queue of references to blocks. The reference of whoever puts a block moves into the queue, and
 * from there to whoever takes it; it belongs to somebody all the time, so the producer may release
 * its memory of the block, or die, at once. An element is a ticket of the {@link Allocator} and the
 * id of the block. Everything that is said of the {@link ConditionQueue} holds; in addition, a
 * death leaves references that have left one hand and not reached the other, and {@link #recover}
 * finds them ({@link BlockRecovery}). How many references a participant can have on the way is
 * limited by its allocator ({@link dev.sharelock.allocator.HeapGeometry}); beyond that, putting
 * looks every 5 ms whether one has arrived, perhaps through a queue where nobody knows of the wait.
 *
 * <p>Whoever was evicted can neither put nor take nor recover (Z5 of {@link Participants}), but
 * acknowledge, give back and close. What it has in hand stays with it until it has ended. Confined
 * to one thread, like its allocator.
 */
public final class BlockQueue implements AutoCloseable {
  /** How many words the elements of such a queue have. */
  public static final int WORDS = 2;

  private final Participants participants;
  private final Allocator allocator;
  private final Delivery delivery;
  private final Notes notes;
  private final QueueCore core;
  private final BlockRecovery recovery;
  private final Passing arrival;
  private final long[] put = new long[WORDS];
  private final long[] taken = new long[WORDS];
  private long unacknowledged;

  private BlockQueue(
      ParticipantContext context, QueueLayout layout, Allocator allocator, QueueManner manner) {
    Tickets.requireSameMemory(allocator, context.memory());
    this.participants = context.participants();
    this.allocator = allocator;
    this.delivery = manner.delivery();
    this.notes = new Notes(context.memory(), layout, allocator, delivery);
    QueueCore.Waits waits = new QueueCore.Waits(manner.policy(), manner.watch());
    this.core = new QueueCore(context, layout, waits, notes);
    this.recovery = new BlockRecovery(context, layout, allocator, core);
    notes.recoverAtTheEnd(recovery);
    this.arrival = new Passing(context.memory(), layout, allocator, core);
  }

  /**
   * Opens a queue that {@link QueueFormat#create} has made for elements of {@link #WORDS} words.
   *
   * @param context for which participant
   * @param base the start of the queue, in bytes from the start of the memory
   * @param allocator of the same participant, for the heap in which the blocks are
   * @param delivery what becomes of a block if this participant dies after it has taken it
   * @return a handle
   * @throws SharelockException if there is no such queue, or no seat left
   */
  public static BlockQueue open(
      ParticipantContext context, long base, Allocator allocator, Delivery delivery) {
    return open(context, base, allocator, QueueManner.of(delivery));
  }

  /**
   * Opens a queue that {@link QueueFormat#create} has made for elements of {@link #WORDS} words.
   *
   * @param context for which participant
   * @param base the start of the queue, in bytes from the start of the memory
   * @param allocator of the same participant, for the heap in which the blocks are
   * @param manner how this participant uses it
   * @return a handle
   * @throws SharelockException if there is no such queue, or no seat left
   */
  public static BlockQueue open(
      ParticipantContext context, long base, Allocator allocator, QueueManner manner) {
    QueueLayout layout = QueueFormat.attachBlocks(context.memory(), base);
    return new BlockQueue(context, layout, allocator, manner);
  }

  /**
   * Puts a block: one reference of the caller moves into the queue.
   *
   * @param id a block to which the caller has a reference
   * @param timeoutNanos how long to wait for room at the most; 0 not at all, {@link Deadline#NEVER}
   *     for no limit
   * @return as {@link ConditionQueue#enqueue(long, long)}; unless done, the caller keeps its
   *     reference
   * @throws IllegalStateException if the caller has no reference
   */
  public Outcome enqueue(long id, long timeoutNanos) {
    put[0] = 0;
    put[1] = id;
    try {
      return finish(core.put(put, timeoutNanos));
    } catch (RuntimeException e) {
      Outcome ignored = finish(Outcome.CORRUPT);
      throw e;
    }
  }

  /**
   * {@return as {@link #enqueue(long, long)}, which waits for room without limit}
   *
   * @param id a block to which the caller has a reference
   */
  public Outcome enqueue(long id) {
    return enqueue(id, Deadline.NEVER);
  }

  /**
   * {@return as {@link #enqueue(long, long)}, which puts a block if there is room}
   *
   * @param id a block to which the caller has a reference
   */
  public Outcome tryEnqueue(long id) {
    return enqueue(id, 0);
  }

  /**
   * {@return as {@link ConditionQueue#pushBack(long)}; unless done, the caller keeps its reference}
   *
   * @param id a block to which the caller has a reference
   */
  public Outcome pushBack(long id) {
    acknowledge();
    core.requireOpen();
    put[0] = 0;
    put[1] = id;
    return finish(notes.prepare(put) ? core.pushBack(put) : Outcome.WOULD_BLOCK);
  }

  /** What was sent and not put is the caller's again. */
  private Outcome finish(Outcome outcome) {
    if (outcome != Outcome.DONE && put[0] != 0) {
      allocator.cancel(put[0]);
    }
    if (put[0] != 0) {
      notes.sent();
    }
    return outcome;
  }

  /**
   * Takes the first block; {@link #block} tells its id, and the caller has a reference to it. What
   * was taken before is {@linkplain #acknowledge acknowledged}.
   *
   * @param timeoutNanos how long to wait for one at the most; 0 not at all, {@link Deadline#NEVER}
   *     for no limit
   * @return as {@link ConditionQueue#dequeue(long)}; the end comes after what the dead had in hand
   * @throws SharelockException with {@link Outcome#EVICTED} if the caller was evicted
   */
  public Outcome dequeue(long timeoutNanos) {
    acknowledge();
    participants.requireNotEvicted();
    Outcome outcome = core.take(taken, timeoutNanos);
    if (outcome != Outcome.DONE) {
      return outcome;
    }
    boolean sound = Tickets.isTicket(allocator, taken[0]);
    if (sound && delivery == Delivery.AT_LEAST_ONCE) {
      unacknowledged = taken[0];
      sound = Tickets.load(allocator, taken[1]) == Outcome.DONE;
    } else {
      sound = accept(taken[0]) == taken[1] && taken[1] != BlockId.NONE;
    }
    return sound ? Outcome.DONE : Outcome.CORRUPT;
  }

  private long accept(long ticket) {
    long id = Tickets.accept(allocator, ticket);
    notes.forget();
    core.wakeForRoom();
    return id;
  }

  /** {@return as {@link #dequeue(long)}, which waits for a block without limit} */
  public Outcome dequeue() {
    return dequeue(Deadline.NEVER);
  }

  /** {@return as {@link #dequeue(long)}, which takes the first block if there is one} */
  public Outcome tryDequeue() {
    return dequeue(0);
  }

  /**
   * Says that the block that was taken last needs no further delivery, whatever happens to the
   * caller; it keeps its reference. Without {@link Delivery#AT_LEAST_ONCE} this has no effect.
   */
  public void acknowledge() {
    if (unacknowledged != 0) {
      long id = accept(unacknowledged);
      unacknowledged = 0;
      if (id != BlockId.NONE) {
        allocator.release(id);
      }
    }
  }

  /**
   * Passes the block that was taken last, and not acknowledged, on to another queue, with the
   * caller's reference. It is in exactly one of the two all the time, whoever dies.
   *
   * @param next a queue of the same participant, over the same heap
   * @param timeoutNanos how long to wait for room there at the most
   * @return as {@link #enqueue(long, long)} of the other queue; unless done, the block stays taken
   * @throws IllegalStateException if there is no such block
   */
  public Outcome passTo(BlockQueue next, long timeoutNanos) {
    requireTaken();
    participants.requireNotEvicted();
    return moveTo(next.arrival, PassedWord.toEnd(taken[1]), timeoutNanos);
  }

  private Outcome moveTo(Passing arrival, long word, long timeoutNanos) {
    if (!arrival.begin(unacknowledged, word)) {
      return Outcome.CORRUPT;
    }
    Outcome outcome;
    try {
      outcome = arrival.put(timeoutNanos);
    } catch (RuntimeException e) {
      boolean ignored = takeBack(arrival);
      throw e;
    }
    if (outcome == Outcome.DONE) {
      notes.forget();
      unacknowledged = 0;
      allocator.release(taken[1]);
      return outcome;
    }
    return takeBack(arrival) ? outcome : Outcome.CORRUPT;
  }

  private boolean takeBack(Passing arrival) {
    unacknowledged = arrival.ticketBack();
    notes.takeBack(unacknowledged);
    return arrival.back();
  }

  /**
   * Returns the block that was taken last, and not acknowledged, to the front of the queue.
   *
   * @return {@link Outcome#DONE}; {@link Outcome#WOULD_BLOCK} while blocks that were returned
   *     before are there yet, one for this handle and one for each seat that nobody has; or {@link
   *     Outcome#CORRUPT}
   * @throws IllegalStateException if there is no such block
   */
  public Outcome giveBack() {
    requireTaken();
    return moveTo(arrival, PassedWord.toFront(taken[1]), 0);
  }

  private void requireTaken() {
    if (unacknowledged == 0) {
      throw new IllegalStateException(
          "no block is taken: delivery=" + delivery + "; do: dequeue() with AT_LEAST_ONCE first");
    }
  }

  /**
   * Passes the end of the stream on: closes the other queue when this one is closed and empty, and
   * nothing is on its way from here to there, in whosever hand. Settles what the dead have left.
   *
   * @param next a queue of the same participant, over the same heap
   * @param timeoutNanos how long to wait at the most for those who have blocks of this queue in
   *     hand
   * @return {@link Outcome#CLOSED} if the other queue is closed; {@link Outcome#DONE} if there is
   *     something to take first, such as what somebody has given back; otherwise what ended the
   *     wait
   */
  public Outcome passEndTo(BlockQueue next, long timeoutNanos) {
    acknowledge();
    Awaited end = new PassingEnd(core, recovery, next.core, next.recovery);
    return next.core.awaitChange(end, timeoutNanos);
  }

  /**
   * {@return {@link Outcome#DONE} when what the dead have left is settled, or what ended the wait}
   *
   * @param remainder which part of it
   * @param timeoutNanos how long to wait at the most
   */
  public Outcome awaitSettled(Remainder remainder, long timeoutNanos) {
    return core.awaitChange(recovery.settled(remainder), timeoutNanos);
  }

  /**
   * {@return whether all that was put is acknowledged: the queue is closed and empty, and nobody
   * has a block in hand, or had when it died; it stays so}
   */
  public boolean isUsedUp() {
    long front = core.front();
    return core.isEnd(front) && recovery.isSettled() && core.front() == front;
  }

  /** {@return the id of the block that was taken or looked at last} */
  public long block() {
    return taken[1];
  }

  /**
   * Looks at a block without taking it; {@link #block} tells its id. The caller gets no reference:
   * {@link Allocator#load} gives one if the block is still there.
   *
   * @param index how many blocks are before it
   * @return as {@link ConditionQueue#peek}
   */
  public Outcome peek(int index) {
    return core.peek(index, taken);
  }

  /**
   * {@return how many blocks there were; takes them one by one, without waiting, and releases them}
   *
   * @param count how many at the most
   */
  public int drop(int count) {
    return drain(allocator::release, count);
  }

  /**
   * {@return how many blocks there were; takes them one by one, without waiting}
   *
   * @param consumer is told the id of each, and has the reference; then it is acknowledged
   * @param count how many at the most
   */
  public int drain(LongConsumer consumer, int count) {
    Objects.requireNonNull(consumer, "consumer");
    int done = 0;
    for (; done < count && tryDequeue() == Outcome.DONE; done++) {
      consumer.accept(block());
    }
    acknowledge();
    return done;
  }

  /**
   * {@return whether the first block was taken, and released, since a condition held of its ticket}
   *
   * @param condition of the ticket; it may be asked several times
   */
  public boolean dropFirstIf(LongPredicate condition) {
    notes.only(condition);
    try {
      return drop(1) == 1;
    } finally {
      notes.only(null);
    }
  }

  /** {@return how many blocks there are, as {@link ConditionQueue#size} says} */
  public int size() {
    return core.size();
  }

  /** {@return whether there is nothing to take, as {@link ConditionQueue#isEmpty} says} */
  public boolean isEmpty() {
    return size() == 0;
  }

  /** {@return whether there is no room, as {@link ConditionQueue#isFull} says} */
  public boolean isFull() {
    return core.isFull();
  }

  /** {@return as {@link ConditionQueue#closeQueue}, which closes it for everybody and for good} */
  public Outcome closeQueue() {
    return core.closeQueue();
  }

  /**
   * {@return what was settled of what dead participants have left on the way into this queue and
   * out of it, with their seats} Then settles the heap. Anybody may call it, at any time.
   */
  public BlockRecovered recover() {
    core.requireOpen();
    participants.requireNotEvicted();
    BlockRecovered recovered = recovery.run();
    allocator.recover();
    return recovered;
  }

  /** Acknowledges what was taken last and gives the seat back. The queue stays as it is. */
  @Override
  public void close() {
    acknowledge();
    core.close();
  }
}
