package dev.sharelock.stress.queue;

import dev.sharelock.Outcome;
import dev.sharelock.memory.SharedMemory;
import dev.sharelock.queue.ConditionQueue;
import dev.sharelock.queue.QueueFormat;
import dev.sharelock.queue.QueueLayout;
import dev.sharelock.stress.memory.MappedPair.Slots;
import dev.sharelock.stress.memory.Mappings;
import dev.sharelock.stress.memory.Sleepy;
import dev.sharelock.waiting.WaitPolicy;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** The state of a queue test: a queue for one value of two words, in memory of its own. */
public abstract class QueueState {
  /** After this time a wake-up counts as lost. */
  protected static final long PATIENCE_NANOS = 5_000_000_000L;

  private static final int WORDS = 2;
  private static final int SLOT_BYTES = 1024;
  private static final Map<Mappings, Slots> SLOTS = new ConcurrentHashMap<>();

  /** The queue as the first actor sees it. */
  protected final ConditionQueue left;

  /** The queue as the second actor sees it. */
  protected final ConditionQueue right;

  /** Takes fresh memory, and creates an empty queue in it. */
  protected QueueState(Mappings mappings) {
    Slots slots = SLOTS.computeIfAbsent(mappings, kind -> new Slots(kind, SLOT_BYTES));
    QueueLayout layout = new QueueLayout(slots.next(), 1, 2, WORDS);
    QueueFormat.create(slots.pair().left(), layout);
    left = open(slots.pair().left(), 1, layout.base());
    right = open(slots.pair().right(), 2, layout.base());
  }

  private static ConditionQueue open(SharedMemory memory, long number, long base) {
    return ConditionQueue.open(Sleepy.participant(memory, number), base, WaitPolicy.UNTIL_WOKEN);
  }

  /** Puts a value that is the same in both words. */
  protected static int put(ConditionQueue queue, int value, long timeoutNanos) {
    Outcome outcome = queue.enqueue(new long[] {value, value}, timeoutNanos);
    return outcome == Outcome.DONE ? value : -outcome.ordinal();
  }

  /** Takes a value; a thousand if its words differ, a negative number if there is none. */
  protected static int take(ConditionQueue queue, long timeoutNanos) {
    Outcome outcome = queue.dequeue(timeoutNanos);
    if (outcome != Outcome.DONE) {
      return -outcome.ordinal();
    }
    return queue.word(0) == queue.word(1) ? (int) queue.value() : 1000;
  }
}
