package dev.sharelock.stress.segment;

import dev.sharelock.Outcome;
import dev.sharelock.allocator.Allocator;
import dev.sharelock.allocator.HeapFormat;
import dev.sharelock.allocator.HeapGeometry;
import dev.sharelock.environment.Environment;
import dev.sharelock.environment.ParticipantContext;
import dev.sharelock.environment.Participants;
import dev.sharelock.memory.SharedMemory;
import dev.sharelock.platform.SystemEnvironment;
import dev.sharelock.segment.Segment;
import dev.sharelock.segment.SegmentLayout;
import dev.sharelock.segment.SegmentTable;
import dev.sharelock.stress.allocator.HeapState;
import dev.sharelock.stress.memory.MappedPair.Slots;
import dev.sharelock.stress.memory.Mappings;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** The state of a segment test: two members, the first of which has a segment of two words. */
public abstract class SegmentState {
  /** After this time a wake-up counts as lost. */
  protected static final long PATIENCE_NANOS = 5_000_000_000L;

  private static final HeapGeometry GEOMETRY = new HeapGeometry(64, 2, 1, 3, 1);
  private static final int HEAP = 256;
  private static final int SLOT_BYTES = (HEAP + (int) GEOMETRY.bytes() + 127) & -128;
  private static final Environment WORLD = new SystemEnvironment();
  private static final Map<Mappings, Slots> SLOTS = new ConcurrentHashMap<>();

  /** The member that has the segment at the beginning. */
  protected final SegmentTable sender;

  /** The other one. */
  protected final SegmentTable receiver;

  /** The segment, as the first member has it. */
  protected final Segment segment;

  /** Takes fresh memory, and makes a segment in it. */
  protected SegmentState(Mappings mappings) {
    Slots slots = SLOTS.computeIfAbsent(mappings, kind -> new Slots(kind, SLOT_BYTES));
    long base = slots.next();
    SharedMemory memory = slots.pair().left();
    HeapFormat.create(memory, base + HEAP, GEOMETRY, HeapState.GENERATION);
    SegmentTable.create(memory, new SegmentLayout(base, 2, 1));
    sender = open(memory, 1, base);
    receiver = open(slots.pair().right(), 2, base);
    segment = sender.allocate(2 * Long.BYTES);
  }

  private static SegmentTable open(SharedMemory memory, long number, long base) {
    ParticipantContext context = new ParticipantContext(memory, WORLD, new Both(number));
    return SegmentTable.open(context, Allocator.open(context, base + HEAP), base);
  }

  /** Writes the same to both words. */
  protected static void write(Segment owned, long value) {
    owned.view().putLong(0, value);
    owned.view().putLong(Long.BYTES, value);
  }

  /** What both words hold; a thousand if they differ. */
  protected static int read(Segment owned) {
    long value = owned.view().getLong(0);
    return owned.view().getLong(Long.BYTES) == value ? (int) value : 1000;
  }

  /** What the segment holds that somebody gets; a negative number if none comes. */
  protected static int receive(SegmentTable member, long timeoutNanos) {
    Outcome outcome = member.receive(timeoutNanos);
    return outcome == Outcome.DONE ? read(member.received()) : -outcome.ordinal();
  }

  private record Both(long self) implements Participants {
    @Override
    public boolean isAlive(long participant) {
      return participant != NOBODY;
    }
  }
}
