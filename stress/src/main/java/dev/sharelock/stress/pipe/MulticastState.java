package dev.sharelock.stress.pipe;

import dev.sharelock.Outcome;
import dev.sharelock.environment.ParticipantContext;
import dev.sharelock.pipe.MulticastFormat;
import dev.sharelock.pipe.MulticastLayout;
import dev.sharelock.pipe.Publisher;
import dev.sharelock.pipe.SlowPolicy;
import dev.sharelock.pipe.Subscriber;
import dev.sharelock.stress.memory.MappedPair.Slots;
import dev.sharelock.stress.memory.Mappings;
import dev.sharelock.stress.memory.Sleepy;
import dev.sharelock.waiting.WaitPolicy;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** The state of a test: a multicast to one subscriber, in memory of its own. */
public abstract class MulticastState {
  /** After this time a wake-up counts as lost. */
  protected static final long PATIENCE_NANOS = 5_000_000_000L;

  private static final int SLOT_BYTES = 2048;
  private static final Map<Mappings, Slots> SLOTS = new ConcurrentHashMap<>();

  /** Whoever the second actor is. */
  protected final ParticipantContext other;

  /** Where the multicast is. */
  protected final long base;

  /** The publisher, as the first actor sees the memory. */
  protected final Publisher publisher;

  /** Takes fresh memory, and creates a multicast in it that has a publisher. */
  protected MulticastState(Mappings mappings, int capacity, SlowPolicy policy) {
    Slots slots = SLOTS.computeIfAbsent(mappings, kind -> new Slots(kind, SLOT_BYTES));
    this.base = slots.next();
    MulticastFormat.create(slots.pair().left(), new MulticastLayout(base, 1, capacity, 1));
    ParticipantContext own = Sleepy.participant(slots.pair().left(), 1);
    this.publisher = Publisher.open(own, base, policy, WaitPolicy.UNTIL_WOKEN);
    this.other = Sleepy.participant(slots.pair().right(), 2);
  }

  /** Subscribes. */
  protected static Subscriber subscribe(ParticipantContext other, long base) {
    return Subscriber.open(other, base, WaitPolicy.UNTIL_WOKEN);
  }

  /** Takes a value; a negative number says why there is none. */
  protected static int take(Subscriber subscriber, long timeoutNanos) {
    Outcome outcome = subscriber.take(timeoutNanos);
    return outcome == Outcome.DONE ? (int) subscriber.value() : -outcome.ordinal();
  }
}
