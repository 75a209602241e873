package dev.sharelock.queue;

import dev.sharelock.Outcome;
import dev.sharelock.SharelockException;
import dev.sharelock.environment.Deadline;
import dev.sharelock.environment.ParticipantContext;
import dev.sharelock.waiting.WaitList;
import dev.sharelock.waiting.WaitPolicy;
import java.util.Objects;
import java.util.function.LongConsumer;

/**
 * A bounded queue of small values between any number of processes, first in, first out. Whoever has
 * nothing to take, or no room to put, can wait; nobody can hold anybody else up, however it is
 * stopped or killed.
 *
 * <p>A value has 1 to 4 words of 64 bits; all values of a queue have the same size. Larger things
 * are put into blocks of the {@linkplain dev.sharelock.allocator.Allocator allocator}, and a {@code
 * BlockQueue} moves references to them.
 *
 * <p><b>Layout</b>: {@link QueueLayout}, {@link SlotWord}, {@link HeadWord}.
 *
 * <p><b>Invariants</b>, with {@code n} slots, positions counted from 0:
 *
 * <pre>
 *   Q1  the word of slot p mod n says that p was put only after it said so of p - 1 in its slot, so
 *       elements are put in order; the first position that was not put is the end
 *   Q2  the front is between the end and the capacity before it
 *   Q3  p + n is put only after p was taken
 *   Q4  lane s of slot i is written by seat s alone, and not while its element is to be taken
 *   Q5  no slot word and no front word recurs
 *   Q6  the hint is not behind the end
 * </pre>
 *
 * <p>By Q5 each operation commits by one compare-and-set, which also proves that what it has read
 * before is still true: putting and closing on the slot word at the end, taking and returning on
 * the front word. Producers and consumers write different words, and a producer reads the front
 * only when the room it knew of is used up.
 *
 * <p><b>Not invariants.</b> What a handle knows of the end lags behind and is found by walking. The
 * hint may go back. A lane holds what was taken long ago.
 *
 * <p><b>Ordering</b>
 *
 * <pre>
 *   P1 compareAndSet(slot)   pairs with  C1 getVolatile(slot)   the element was written
 *   C2 compareAndSet(head)   pairs with  P2 getVolatile(head)   the element was read (Q4)
 *   B1 compareAndSet(head)   pairs with  B2 getVolatile(head)   the returned element was written
 *   K1 compareAndSet(slot)   pairs with  C1                     the end, after all that was put
 *   T1 setRelease(tail)      pairs with  T2 getAcquire(tail)    the slots before it say so (Q6)
 *   L2 setRelease(owner)     pairs with  L1 compareAndSet(owner) what the last owner did is over
 *   N1, N2 of WaitList: P1, B1, K1 then notEmpty; C2, K1 then notFull; no lost wake-up
 * </pre>
 *
 * <p>Volatile, and not acquire and release, where an operation answers full, empty or closed: then
 * all queues together are sequentially consistent, as queues of one process are.
 *
 * <p><b>Crash.</b> A death between any two accesses leaves one of these; nothing is to be repaired.
 *
 * <pre>
 *   before P1, C2, B1, K1   the operation has not happened
 *   after it                it has; sleepers that were to be woken end their slice
 *   while asleep            one wake-up goes astray; the other sleepers end their slice
 *   at any time             its seat is given to the next who opens the queue
 * </pre>
 *
 * <p><b>Progress.</b> Lock-free: a compare-and-set fails, and a walk goes on, only because another
 * participant has done something. With a time-out all operations return after it and one slice of
 * the {@link WaitPolicy} at the latest.
 *
 * <p><b>Order among waiters.</b> Values are taken in the order in which they were put. Who of
 * several waiting participants gets the next one is not promised; wake-ups go round ({@link
 * WaitList}), and a participant that does not sleep may be faster than one that was woken.
 *
 * <p>All operations are linearizable, but for {@link #drain} and {@link #drop}, which are sequences
 * of takes. Confined to one thread, like all handles.
 */
public final class ConditionQueue implements AutoCloseable {
  private final QueueLayout layout;
  private final QueueCore core;
  private final long[] one;
  private final long[] taken;

  private ConditionQueue(ParticipantContext context, QueueLayout layout, QueueCore.Waits waits) {
    this.layout = layout;
    Guard guard = waits.watch() instanceof Guard asked ? asked : null;
    this.core = new QueueCore(context, layout, waits, guard == null ? null : new Guarded(guard));
    this.one = new long[layout.words()];
    this.taken = new long[layout.words()];
  }

  /**
   * Opens a queue that {@link QueueFormat#create} has made, with {@link WaitPolicy#DEFAULT}.
   *
   * @param context for which participant
   * @param base the start of the queue, in bytes from the start of the memory
   * @return a handle
   * @throws SharelockException if there is no queue of this version, or no seat left
   */
  public static ConditionQueue open(ParticipantContext context, long base) {
    return open(context, base, WaitPolicy.DEFAULT);
  }

  /**
   * Opens a queue that {@link QueueFormat#create} has made.
   *
   * @param context for which participant
   * @param base the start of the queue, in bytes from the start of the memory
   * @param policy how to wait
   * @return a handle
   * @throws SharelockException if there is no queue of this version, or no seat left
   */
  public static ConditionQueue open(ParticipantContext context, long base, WaitPolicy policy) {
    return open(context, base, policy, Watch.NOTHING);
  }

  /**
   * Opens a queue that {@link QueueFormat#create} has made.
   *
   * @param context for which participant
   * @param base the start of the queue, in bytes from the start of the memory
   * @param policy how to wait
   * @param watch what else ends an operation that cannot be done now; a {@link Guard} is asked
   *     about each value as well
   * @return a handle
   * @throws SharelockException if there is no queue of this version, or no seat left
   */
  public static ConditionQueue open(
      ParticipantContext context, long base, WaitPolicy policy, Watch watch) {
    QueueLayout layout = QueueFormat.attach(context.memory(), base);
    return new ConditionQueue(context, layout, new QueueCore.Waits(policy, watch));
  }

  /**
   * Puts a value of one word; the other words of a larger one are 0.
   *
   * @param value what to put
   * @param timeoutNanos how long to wait for room at the most; 0 not at all, {@link Deadline#NEVER}
   *     for no limit
   * @return {@link Outcome#DONE}; {@link Outcome#WOULD_BLOCK} only without waiting; {@link
   *     Outcome#TIMED_OUT}, {@link Outcome#CLOSED}, {@link Outcome#INTERRUPTED}, {@link
   *     Outcome#CANCELLED}, {@link Outcome#EVICTED} if there is no room, or {@link Outcome#CORRUPT}
   */
  public Outcome enqueue(long value, long timeoutNanos) {
    one[0] = value;
    return core.put(one, timeoutNanos);
  }

  /**
   * Puts a value of one word, and waits for room without limit.
   *
   * @param value what to put
   * @return as {@link #enqueue(long, long)}
   */
  public Outcome enqueue(long value) {
    return enqueue(value, Deadline.NEVER);
  }

  /**
   * Puts a value of one word if there is room.
   *
   * @param value what to put
   * @return as {@link #enqueue(long, long)}
   */
  public Outcome tryEnqueue(long value) {
    return enqueue(value, 0);
  }

  /**
   * Puts a value.
   *
   * @param value its words, as many as {@link #words} says
   * @param timeoutNanos how long to wait for room at the most
   * @return as {@link #enqueue(long, long)}
   */
  public Outcome enqueue(long[] value, long timeoutNanos) {
    requireWords(value);
    return core.put(value, timeoutNanos);
  }

  /**
   * Takes the first value; {@link #value} and {@link #word} give it afterwards.
   *
   * @param timeoutNanos how long to wait for one at the most; 0 not at all, {@link Deadline#NEVER}
   *     for no limit
   * @return {@link Outcome#DONE}; {@link Outcome#WOULD_BLOCK} only without waiting; {@link
   *     Outcome#TIMED_OUT}, {@link Outcome#CLOSED} when all that was put before the close was
   *     taken, {@link Outcome#INTERRUPTED}, {@link Outcome#CANCELLED}, {@link Outcome#EVICTED} if
   *     there is nothing to take, or {@link Outcome#CORRUPT}
   */
  public Outcome dequeue(long timeoutNanos) {
    return core.take(taken, timeoutNanos);
  }

  /**
   * Takes the first value, and waits for one without limit.
   *
   * @return as {@link #dequeue(long)}
   */
  public Outcome dequeue() {
    return dequeue(Deadline.NEVER);
  }

  /**
   * Takes the first value if there is one.
   *
   * @return as {@link #dequeue(long)}
   */
  public Outcome tryDequeue() {
    return dequeue(0);
  }

  /**
   * Gives what was taken or looked at last.
   *
   * @return its first word
   */
  public long value() {
    return taken[0];
  }

  /**
   * Gives what was taken or looked at last.
   *
   * @param index which of its words, from 0
   * @return the word
   */
  public long word(int index) {
    return taken[index];
  }

  /**
   * Looks at a value without taking it; {@link #value} and {@link #word} give it afterwards.
   *
   * @param index how many values are before it
   * @return {@link Outcome#DONE}; {@link Outcome#WOULD_BLOCK} if there are not so many, whether the
   *     queue is closed or not; or {@link Outcome#CORRUPT}
   */
  public Outcome peek(int index) {
    return core.peek(index, taken);
  }

  /**
   * Returns a value of one word to the front: it is taken before all others, and before those that
   * were returned earlier. It does not count against the capacity and may be returned after a
   * close, but each handle has room for one such value.
   *
   * @param value what to return
   * @return {@link Outcome#DONE}; {@link Outcome#WOULD_BLOCK} while the value that this handle
   *     returned before was not taken again; or {@link Outcome#CORRUPT}
   */
  public Outcome pushBack(long value) {
    one[0] = value;
    return pushBack(one);
  }

  /**
   * Returns a value to the front.
   *
   * @param value its words, as many as {@link #words} says
   * @return as {@link #pushBack(long)}
   */
  public Outcome pushBack(long[] value) {
    requireWords(value);
    return core.pushBack(value);
  }

  /**
   * Takes values one by one, without waiting, and forgets them.
   *
   * @param count how many at the most
   * @return how many there were
   */
  public int drop(int count) {
    return drain(value -> {}, count);
  }

  /**
   * Takes values one by one, without waiting.
   *
   * @param consumer is told the first word of each
   * @param count how many at the most
   * @return how many there were
   */
  public int drain(LongConsumer consumer, int count) {
    Objects.requireNonNull(consumer, "consumer");
    int done = 0;
    while (done < count && tryDequeue() == Outcome.DONE) {
      consumer.accept(taken[0]);
      done++;
    }
    return done;
  }

  /**
   * Counts the values.
   *
   * @return how many there are at some moment during the call, with those that were returned
   * @throws SharelockException with {@link Outcome#CORRUPT} if the words contradict each other
   */
  public int size() {
    return core.size();
  }

  /**
   * Asks whether there is nothing to take.
   *
   * @return whether it is so at some moment during the call
   * @throws SharelockException with {@link Outcome#CORRUPT} if the words contradict each other
   */
  public boolean isEmpty() {
    return size() == 0;
  }

  /**
   * Asks whether there is no room to put anything.
   *
   * @return whether it is so at some moment during the call
   * @throws SharelockException with {@link Outcome#CORRUPT} if the words contradict each other
   */
  public boolean isFull() {
    return core.isFull();
  }

  /**
   * Asks whether there is room, as far as this handle knows from before: it does not look what was
   * taken since. The room stays if nobody else puts.
   *
   * @param count for how many values, at most the capacity
   * @return whether there is; if not, {@link #awaitRoom} looks
   */
  public boolean knowsRoom(int count) {
    return core.knowsRoom(count);
  }

  /**
   * Waits until there is room, and puts nothing. The room stays if nobody else puts.
   *
   * @param count for how many values, at most the capacity
   * @param timeoutNanos how long to wait at the most
   * @return as {@link #enqueue(long, long)}
   */
  public Outcome awaitRoom(int count, long timeoutNanos) {
    return core.awaitRoom(count, timeoutNanos);
  }

  /**
   * Takes the first value and forgets it, if there is no room; not if somebody else has taken one
   * at this moment.
   *
   * @return {@link Outcome#DONE}; {@link Outcome#WOULD_BLOCK} if there is room; or {@link
   *     Outcome#CORRUPT}
   */
  public Outcome dropIfFull() {
    return core.takeIfFull(taken);
  }

  /** {@return the capacity: how many values can be put that are not taken} */
  public int capacity() {
    return layout.capacity();
  }

  /** {@return how large a value is: the number of its 64-bit words} */
  public int words() {
    return layout.words();
  }

  /**
   * Closes the queue for everybody and for good: nothing is put any more, and when all was taken,
   * whoever wants to take is told. Everybody who waits is woken. Closing again changes nothing.
   *
   * @return {@link Outcome#DONE}, or {@link Outcome#CORRUPT}
   */
  public Outcome closeQueue() {
    return core.closeQueue();
  }

  /** Gives the seat back. The queue stays as it is. */
  @Override
  public void close() {
    core.close();
  }

  private void requireWords(long[] value) {
    if (value.length != layout.words()) {
      throw new IllegalArgumentException(
          "value does not fit: words="
              + value.length
              + ", wordsOfQueue="
              + layout.words()
              + "; do: pass as many words as the queue was created with");
    }
  }
}
