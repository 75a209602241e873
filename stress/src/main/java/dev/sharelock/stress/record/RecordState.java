package dev.sharelock.stress.record;

import dev.sharelock.Outcome;
import dev.sharelock.allocator.Allocator;
import dev.sharelock.allocator.HeapFormat;
import dev.sharelock.allocator.HeapGeometry;
import dev.sharelock.environment.ParticipantContext;
import dev.sharelock.memory.SharedMemory;
import dev.sharelock.record.Channel;
import dev.sharelock.record.ChannelKind;
import dev.sharelock.record.ChannelRole;
import dev.sharelock.record.ChannelShape;
import dev.sharelock.record.Record;
import dev.sharelock.record.TableLayout;
import dev.sharelock.record.ThreadContext;
import dev.sharelock.stress.allocator.HeapState;
import dev.sharelock.stress.memory.MappedPair.Slots;
import dev.sharelock.stress.memory.Mappings;
import dev.sharelock.stress.memory.Sleepy;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** The state of a test of records: a channel with a producer and a consumer. */
public abstract class RecordState {
  private static final HeapGeometry GEOMETRY = new HeapGeometry(64, 8, 6, 2, 2);
  private static final ChannelShape SHAPE = new ChannelShape(ChannelKind.SPSC, 1, 2);
  private static final int HEAP = 128;
  private static final int SLOT_BYTES = (HEAP + (int) GEOMETRY.bytes() + 127) & -128;
  private static final Map<Mappings, Slots> SLOTS = new ConcurrentHashMap<>();

  private final ThreadContext left;
  private final ThreadContext right;
  private final Channel producer;
  private final Channel consumer;

  /** Takes fresh memory, and creates a heap and a channel in it. */
  protected RecordState(Mappings mappings) {
    Slots slots = SLOTS.computeIfAbsent(mappings, kind -> new Slots(kind, SLOT_BYTES));
    long base = slots.next();
    HeapFormat.create(slots.pair().left(), base + HEAP, GEOMETRY, HeapState.GENERATION);
    left = thread(slots.pair().left(), 1, base);
    right = thread(slots.pair().right(), 2, base);
    producer = left.addChannel(0, SHAPE, ChannelRole.PRODUCER);
    consumer = right.addChannel(0, SHAPE, ChannelRole.CONSUMER);
  }

  private static ThreadContext thread(SharedMemory memory, long number, long base) {
    ParticipantContext participant = Sleepy.participant(memory, number);
    Allocator allocator = Allocator.open(participant, base + HEAP);
    return ThreadContext.over(participant, allocator, new TableLayout(base, 1));
  }

  /** Sends a record that says the same twice; what it says, or a negative number. */
  protected final int send(int value) {
    Record record = left.allocateRecord(2 * Integer.BYTES);
    record.putInt(0, value);
    record.putInt(Integer.BYTES, value);
    Outcome outcome = producer.send(record, 0);
    return outcome == Outcome.DONE ? value : -outcome.ordinal();
  }

  /** Ends the stream. */
  protected final void end() {
    producer.end();
  }

  /** Receives a record; a thousand if it contradicts itself, a negative number if there is none. */
  protected final int receive() {
    Outcome outcome = consumer.receive(0);
    if (outcome != Outcome.DONE) {
      return -outcome.ordinal();
    }
    Record record = consumer.record();
    int value = record.getInt(0);
    int again = record.getInt(Integer.BYTES);
    right.free(record);
    return value == again ? value : 1000;
  }
}
