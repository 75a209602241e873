package dev.sharelock.stress.ring;

import dev.sharelock.Outcome;
import dev.sharelock.SharelockException;
import dev.sharelock.environment.ParticipantContext;
import dev.sharelock.memory.SharedMemory;
import dev.sharelock.ring.ByteRing;
import dev.sharelock.ring.FrameConsumer;
import dev.sharelock.ring.FrameProducer;
import dev.sharelock.ring.RingFormat;
import dev.sharelock.ring.RingView;
import dev.sharelock.stress.memory.MappedPair.Slots;
import dev.sharelock.stress.memory.Mappings;
import dev.sharelock.stress.memory.Sleepy;
import dev.sharelock.waiting.WaitPolicy;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** The state of a ring test: a ring of 64 bytes in memory which no other state uses. */
public abstract class RingState {
  /** The capacity of the ring. */
  protected static final int CAPACITY = 64;

  /** After this time a wake-up counts as lost. */
  protected static final long PATIENCE_NANOS = 5_000_000_000L;

  /** Where the count of published bytes is, from the start of the ring. */
  protected static final long HEAD = WordFinder.offset("ring.head");

  /** Where the count of released bytes is. */
  protected static final long TAIL = WordFinder.offset("ring.tail");

  /** Where the word is by which the consumer says that it sleeps. */
  protected static final long CONSUMER_WAITING = WordFinder.offset("ring.consumerWaiting");

  /** Where the word is by which the producer says that it sleeps. */
  protected static final long PRODUCER_WAITING = WordFinder.offset("ring.producerWaiting");

  private static final int SLOT_BYTES = 768;
  private static final Map<Mappings, Slots> SLOTS = new ConcurrentHashMap<>();

  /** The memory as the first actor sees it. */
  protected final SharedMemory left;

  /** The memory as the second actor sees it. */
  protected final SharedMemory right;

  /** Where the ring is. */
  protected final long base;

  /** What is there when the actors begin. */
  protected enum Opened {
    /** Zeroed memory. */
    NOTHING,
    /** An empty ring that nobody has opened. */
    RING,
    /** An empty ring with a producer on the left. */
    PRODUCER,
    /** The same, and a consumer on the right. */
    BOTH
  }

  /** The producer, on the left; null if there is none. */
  protected final FrameProducer producer;

  /** The consumer, on the right; null if there is none. */
  protected final FrameConsumer consumer;

  /** Takes fresh memory, and prepares it. */
  protected RingState(Mappings mappings, Opened opened) {
    Slots slots = SLOTS.computeIfAbsent(mappings, kind -> new Slots(kind, SLOT_BYTES));
    base = slots.next();
    left = slots.pair().left();
    right = slots.pair().right();
    if (opened != Opened.NOTHING) {
      createRing();
    }
    producer =
        opened.compareTo(Opened.PRODUCER) < 0
            ? null
            : FrameProducer.open(onTheLeft(1), base, WaitPolicy.UNTIL_WOKEN);
    consumer =
        opened != Opened.BOTH
            ? null
            : FrameConsumer.open(onTheRight(2), base, WaitPolicy.UNTIL_WOKEN);
  }

  /** Creates the ring. */
  protected final void createRing() {
    RingFormat.create(left, base, CAPACITY);
  }

  /** A participant that sees the memory as the first actor does. */
  protected final ParticipantContext onTheLeft(long number) {
    return participant(left, number);
  }

  /** A participant that sees the memory as the second actor does. */
  protected final ParticipantContext onTheRight(long number) {
    return participant(right, number);
  }

  /** Sends a frame of some longs, all the same. */
  protected static Outcome send(FrameProducer producer, int longs, long value, long timeoutNanos) {
    Outcome outcome = producer.claim(longs * Long.BYTES, timeoutNanos);
    if (outcome == Outcome.DONE) {
      for (int i = 0; i < longs; i++) {
        producer.view().putLong((long) i * Long.BYTES, value);
      }
      producer.publish();
    }
    return outcome;
  }

  /** What a frame holds: the number that all its longs have, or -1 if they differ. */
  protected static long value(RingView frame) {
    long value = frame.getLong(0);
    for (long i = 0; i < frame.length(); i += Long.BYTES) {
      value = frame.getLong(i) == value ? value : -1;
    }
    return value;
  }

  /** Takes a frame: its value, 0 if there is none, or the negative ordinal of another outcome. */
  protected static long receive(FrameConsumer consumer, long timeoutNanos) {
    Outcome outcome = consumer.peek(timeoutNanos);
    if (outcome == Outcome.DONE) {
      long value = value(consumer.view());
      consumer.release();
      return value;
    }
    return outcome == Outcome.WOULD_BLOCK ? 0 : -outcome.ordinal() - 1L;
  }

  /** Tries to become the producer; returns where it would go on, or -1 if there is another one. */
  protected final long position(ParticipantContext context) {
    try {
      return FrameProducer.open(context, base).view().position();
    } catch (IllegalStateException e) {
      return -1;
    }
  }

  /** Tries to attach; returns the capacity of the ring, or -1 if it is not ready. */
  protected final long found(ParticipantContext context) {
    try {
      return ByteRing.attach(context, base).openConsumer().capacity();
    } catch (SharelockException e) {
      return e.outcome() == Outcome.WOULD_BLOCK ? -1 : -2;
    }
  }

  private static ParticipantContext participant(SharedMemory memory, long number) {
    return Sleepy.participant(memory, number);
  }
}
