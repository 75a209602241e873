package dev.sharelock.model.scenarios;

import dev.sharelock.Outcome;
import dev.sharelock.allocator.Allocator;
import dev.sharelock.allocator.HeapCheck;
import dev.sharelock.allocator.HeapFormat;
import dev.sharelock.allocator.HeapGeometry;
import dev.sharelock.environment.ParticipantContext;
import dev.sharelock.memory.SharedMemory;
import dev.sharelock.model.scenario.EndState;
import dev.sharelock.model.scenario.ProcessContext;
import dev.sharelock.model.scenario.Scenario;
import dev.sharelock.model.solo.SoloWorld;
import dev.sharelock.model.specimens.Weakening;
import dev.sharelock.segment.Segment;
import dev.sharelock.segment.SegmentLayout;
import dev.sharelock.segment.SegmentTable;

/** What the scenarios of segments have in common: a small table over a tiny heap. */
final class SegmentWorld {
  static final SegmentLayout LAYOUT = new SegmentLayout(0, 4, 2);
  static final HeapGeometry GEOMETRY = new HeapGeometry(64, 2, 2, 5, 1);

  /** Where the receiver says which member it is, plus 1. */
  static final long MAIL = 240;

  /** Whose turn it is to begin; see Turns. */
  static final long TURN = 248;

  static final long HEAP = 256;
  static final String GOT = "got";

  private static final long SIGNATURE = 77;
  private static final int PHASE_SHIFT = 24;
  private static final Weakening NONE = memory -> memory;

  private SegmentWorld() {}

  /** One member, with what it stands on. */
  record Member(Allocator allocator, SegmentTable table) {
    void close() {
      table.close();
      allocator.close();
    }
  }

  static Scenario.Builder segments(String name, String about) {
    return bare(name, about)
        .setUp(
            (memory, environment) -> {
              createHeap(memory);
              SegmentTable.create(memory, LAYOUT);
            });
  }

  static void createHeap(SharedMemory memory) {
    HeapFormat.create(memory, HEAP, GEOMETRY, SoloWorld.GENERATION);
  }

  /** The same without a table. */
  static Scenario.Builder bare(String name, String about) {
    return Scenario.named("segment." + name)
        .about(about)
        .bytes(HEAP + GEOMETRY.bytes())
        .fields(names -> names.word(MAIL, Long.BYTES, "mail"))
        .fields(names -> names.word(TURN, Long.BYTES, "turn"))
        .fields(names -> LAYOUT.describe("table", names))
        .fields(names -> HeapFormat.describe(HEAP, GEOMETRY, names))
        .atEnd("each block is a segment's", SegmentWorld::requireNoLeak);
  }

  static Member open(ProcessContext context) {
    return open(context, NONE);
  }

  static Member open(ProcessContext context, Weakening weakening) {
    ParticipantContext weak =
        new ParticipantContext(
            weakening.of(context.memory()), context.environment(), context.participants());
    Allocator allocator = Allocator.open(weak, HEAP);
    return new Member(allocator, SegmentTable.open(weak, allocator, 0));
  }

  /** Makes a segment and signs it. */
  static Segment make(Member member) {
    Segment segment = member.table.allocate(Long.BYTES);
    segment.view().putLong(0, SIGNATURE);
    return segment;
  }

  /** Says to whom to send. */
  static void announce(ProcessContext context, Member member) {
    context.memory().setLongRelease(MAIL, member.table.member() + 1);
  }

  /** To whom to send; -1 if nobody has announced itself. */
  static int peer(ProcessContext context) {
    return (int) context.memory().getLongAcquire(MAIL) - 1;
  }

  static void requireSigned(ProcessContext context, Segment segment) {
    long found = segment.view().getLong(0);
    context.require(found == SIGNATURE, "segment holds " + found);
    context.record(GOT, segment.size());
  }

  /** Receives what is there, looks at it, and gives it up. */
  static Outcome take(ProcessContext context, Member member, long timeoutNanos) {
    Outcome outcome = member.table.receive(timeoutNanos);
    if (outcome == Outcome.DONE) {
      requireSigned(context, member.table.received());
      member.table.deallocate(member.table.received());
    }
    return outcome;
  }

  private static void requireNoLeak(EndState end) {
    HeapCheck check = HeapCheck.of(end.memory(), HEAP);
    end.require(check.problems().isEmpty(), String.join("; ", check.problems()));
    int segments = 0;
    for (int segment = 0; segment < LAYOUT.segments(); segment++) {
      segments += hasBlock(end.memory(), segment) ? 1 : 0;
    }
    boolean same = check.allocatedBlocks() == segments;
    end.require(same, segments + " segments, but " + check);
  }

  private static boolean hasBlock(SharedMemory memory, int segment) {
    int phase = (int) (memory.getLongVolatile(LAYOUT.state(segment)) >>> PHASE_SHIFT) & 7;
    return phase == 2 || phase == 3;
  }

  static void requireNone(EndState end) {
    HeapCheck check = HeapCheck.of(end.memory(), HEAP);
    end.require(check.allocatedBlocks() == 0, "segments are left: " + check);
  }

  static void requireOnce(EndState end, String... processes) {
    int count = 0;
    for (String process : processes) {
      count += end.recorded(process, GOT).size();
    }
    end.require(count == 1, "the segment was had " + count + " times");
  }
}
