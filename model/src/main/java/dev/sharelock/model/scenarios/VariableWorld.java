package dev.sharelock.model.scenarios;

import dev.sharelock.Outcome;
import dev.sharelock.allocator.Allocator;
import dev.sharelock.allocator.HeapCheck;
import dev.sharelock.allocator.HeapFormat;
import dev.sharelock.allocator.HeapGeometry;
import dev.sharelock.environment.Environment;
import dev.sharelock.environment.ParticipantContext;
import dev.sharelock.environment.Participants;
import dev.sharelock.memory.SharedMemory;
import dev.sharelock.model.scenario.EndState;
import dev.sharelock.model.scenario.ProcessContext;
import dev.sharelock.model.scenario.Scenario;
import dev.sharelock.model.solo.SoloWorld;
import dev.sharelock.model.specimens.Weakening;
import dev.sharelock.values.SharedTree;
import dev.sharelock.values.SharedValues;
import dev.sharelock.values.SharedVariable;
import dev.sharelock.values.VariableLayout;
import java.util.Optional;

/**
 * What the scenarios of variables have in common: one variable with the value 1 in a tiny heap, and
 * what must hold.
 */
final class VariableWorld {
  static final VariableLayout LAYOUT = new VariableLayout(0, 3);
  static final HeapGeometry GEOMETRY = new HeapGeometry(64, 4, 2, 5, 1);
  static final long HEAP = 384;
  static final long FIRST = 1;
  static final String GOT = "got";
  static final String DID = "did";

  private static final long CREATOR = 1_000;
  private static final Weakening NONE = memory -> memory;

  private VariableWorld() {}

  /** One handle of the variable, with what it stands on. */
  record Handle(Allocator allocator, SharedVariable variable) {
    /** Leaves as a participant does that ends in peace. */
    void close() {
      variable.close();
      allocator.close();
    }
  }

  static Scenario.Builder variable(String name, String about) {
    return Scenario.named("variable." + name)
        .about(about)
        .bytes(HEAP + GEOMETRY.bytes())
        .fields(names -> LAYOUT.describe("variable", names))
        .fields(names -> HeapFormat.describe(HEAP, GEOMETRY, names))
        .setUp(VariableWorld::prepare)
        .atEnd("the heap is consistent", VariableWorld::requireConsistent);
  }

  private static void prepare(SharedMemory memory, Environment environment) {
    HeapFormat.create(memory, HEAP, GEOMETRY, SoloWorld.GENERATION);
    SharedVariable.create(memory, LAYOUT);
    Handle creator = open(new ParticipantContext(memory, environment, new Creator()), NONE);
    creator.variable.set(FIRST, 0);
    creator.close();
  }

  static Handle open(ProcessContext context) {
    return open(context.participant());
  }

  static Handle open(ParticipantContext context) {
    return open(context, NONE);
  }

  static Handle open(ProcessContext context, Weakening weakening) {
    return open(context.participant(), weakening);
  }

  private static Handle open(ParticipantContext context, Weakening weakening) {
    ParticipantContext weak =
        new ParticipantContext(
            weakening.of(context.memory()), context.environment(), context.participants());
    Allocator allocator = Allocator.open(weak, HEAP);
    return new Handle(allocator, SharedVariable.open(new SharedValues(weak, allocator), 0));
  }

  static void set(ProcessContext context, SharedVariable variable, long value) {
    Outcome outcome = variable.set(value, 0);
    context.require(outcome == Outcome.DONE, "set ended with " + outcome);
    context.record(DID, value);
  }

  /** Reads the value and records it; the snapshot is returned. */
  static long read(ProcessContext context, SharedVariable variable) {
    Optional<SharedTree> found = variable.get();
    context.require(found.isPresent(), "there is no value");
    try (SharedTree tree = found.get()) {
      long value = tree.root().asLong();
      context.record(GOT, value);
      return value;
    }
  }

  static void setAndLeave(ProcessContext context, long value) {
    Handle handle = open(context);
    set(context, handle.variable, value);
    handle.close();
  }

  static void readAndLeave(ProcessContext context) {
    Handle handle = open(context);
    read(context, handle.variable);
    handle.close();
  }

  /** What a survivor does: gives back what the dead have left, and reads. */
  static void recover(ProcessContext context) {
    Handle handle = open(context);
    handle.variable.recover();
    handle.allocator.recover();
    read(context, handle.variable);
    handle.close();
  }

  private static void requireConsistent(EndState end) {
    HeapCheck check = HeapCheck.of(end.memory(), HEAP);
    end.require(check.problems().isEmpty(), String.join("; ", check.problems()));
  }

  /** The value is the only tree that is left. */
  static void requireOneTree(EndState end) {
    HeapCheck check = HeapCheck.of(end.memory(), HEAP);
    end.require(check.allocatedBlocks() == 1, "not one tree is left: " + check);
  }

  static void requireOneOf(EndState end, String process, long... values) {
    for (Object got : end.recorded(process, GOT)) {
      boolean known = false;
      for (long value : values) {
        known |= got.equals(value);
      }
      end.require(known, process + " got " + got);
    }
  }

  /** Who prepares the variable and has left before anything begins. */
  private static final class Creator implements Participants {
    @Override
    public long self() {
      return CREATOR;
    }

    @Override
    public boolean isAlive(long participant) {
      return participant == CREATOR;
    }
  }
}
