package dev.sharelock.queue;

import dev.sharelock.Outcome;
import dev.sharelock.memory.SharedMemory;
import dev.sharelock.waiting.WaitList;
import java.util.function.LongPredicate;

/**
 * Looks at a queue without a seat, and takes nothing. What it tells is true of a moment during the
 * call as long as nobody puts or takes meanwhile, and close to it otherwise.
 *
 * <p><b>Ordering.</b> Reads are opaque: nothing is concluded from one about another.
 */
public final class QueueObserver {
  private final SharedMemory memory;
  private final QueueLayout layout;
  private final QueueHead head;

  private QueueObserver(SharedMemory memory, QueueLayout layout) {
    this.memory = memory;
    this.layout = layout;
    this.head = new QueueHead(memory, layout, null);
  }

  /**
   * Looks at a queue that {@link QueueFormat#create} has made.
   *
   * @param memory where
   * @param base the start of the queue, in bytes from the start of the memory
   * @return an observer
   * @throws dev.sharelock.SharelockException if there is no queue of this version
   */
  public static QueueObserver of(SharedMemory memory, long base) {
    return new QueueObserver(memory, QueueFormat.attach(memory, base));
  }

  /**
   * What an observer has seen.
   *
   * @param put how many values have been put since the queue was created
   * @param size how many are in it, without those that were returned to the front
   * @param capacity how many fit
   * @param closed whether nothing is put any more
   * @param waitingForElement how many of the living are about to sleep until there is one
   * @param waitingForRoom how many of the living are about to sleep until there is room
   */
  public record Sight(
      long put,
      long size,
      int capacity,
      boolean closed,
      int waitingForElement,
      int waitingForRoom) {

    /**
     * Tells how many values have been taken.
     *
     * @return how many
     */
    public long taken() {
      return put - size;
    }
  }

  /**
   * Looks.
   *
   * @param alive says of the number of a participant whether that one lives; a dead one may have
   *     died in its sleep, and waits for nothing
   * @return what is there
   */
  public Sight look(LongPredicate alive) {
    long slots = layout.slots();
    long count = HeadWord.count(memory.getLongOpaque(layout.head()));
    long put = 0;
    boolean closed = false;
    for (long index = 0; index < slots; index++) {
      long slot = memory.getLongOpaque(layout.slot(index));
      closed |= SlotWord.isClosed(slot);
      long lap = SlotWord.lap(slot);
      put = lap == 0 ? put : Math.max(put, (lap - 1) * slots + index + 1);
    }
    long size = Math.min(put - count & 2 * slots - 1, layout.capacity());
    return new Sight(
        put,
        size,
        layout.capacity(),
        closed,
        sleepers(layout.notEmpty(), alive),
        sleepers(layout.notFull(), alive));
  }

  private int sleepers(WaitList.Words words, LongPredicate alive) {
    long list = memory.getLongOpaque(words.list());
    int sleepers = 0;
    for (int seat = 0; seat < words.seats(); seat++) {
      boolean sleeps = (list & 1L << seat) != 0;
      sleepers += sleeps && alive.test(memory.getLongOpaque(layout.owner(seat))) ? 1 : 0;
    }
    return sleepers;
  }

  /**
   * Looks at the first value without taking it.
   *
   * @param value where its words go
   * @return as {@link ConditionQueue#peek}
   */
  public Outcome first(long[] value) {
    return head.peek(0, value);
  }

  /**
   * Asks whether a value is in the queue that nobody puts any more: if not, it never will be again.
   *
   * @param first its first word
   * @return whether it is there
   */
  public boolean contains(long first) {
    return head.contains(first, new long[layout.words()]);
  }

  /** Wakes everybody who waits at the queue, so that they look what has changed. */
  public void wakeAll() {
    new WaitList(memory, layout.notEmpty(), 0).wakeAll();
    new WaitList(memory, layout.notFull(), 0).wakeAll();
  }
}
