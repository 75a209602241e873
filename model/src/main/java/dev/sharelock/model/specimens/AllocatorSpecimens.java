package dev.sharelock.model.specimens;

import dev.sharelock.memory.FieldNames;
import dev.sharelock.model.scenario.EndState;
import dev.sharelock.model.scenario.Faults;
import dev.sharelock.model.scenario.ProcessContext;
import dev.sharelock.model.scenario.Scenario;
import dev.sharelock.model.scenario.ScenarioProvider;
import dev.sharelock.model.trace.FailureKind;
import java.util.stream.Stream;

/** Published defects of allocators, each in the smallest scenario that shows it. */
public final class AllocatorSpecimens implements ScenarioProvider {

  @Override
  public Stream<Scenario> scenarios() {
    return Stream.of(
        deathInMutex(),
        deadHolder(),
        staleId(),
        dropBeforeLoad(),
        countBeforeGeneration(),
        blindFree(),
        checkBeforeLock());
  }

  private static Scenario.Builder specimen(String name, String about) {
    return Scenario.named("specimen." + name)
        .about(about)
        .bytes(CountedBlock.BYTES)
        .fields(AllocatorSpecimens::describe)
        .setUp((memory, environment) -> CountedBlock.format(memory))
        .faults(Faults.NONE)
        .exhaustible();
  }

  private static void describe(FieldNames names) {
    CountedBlock.describe(names);
  }

  private static Scenario deathInMutex() {
    return specimen(
            "death-in-mutex", "N1: whoever dies with the mutex of a block stops all others.")
        .process("loader", c -> CountedBlock.load(c.memory(), c.environment(), 0))
        .process(
            "owner",
            c -> {
              CountedBlock.drop(c.memory(), c.environment());
              CountedBlock.recycle(c.memory(), c.environment());
            })
        .faults(Faults.NONE.killing(1, "loader"))
        .mustFailWith(FailureKind.DEADLOCK, FailureKind.LIVELOCK)
        .build();
  }

  private static Scenario deadHolder() {
    return specimen("dead-holder", "N2: a count does not say whose references it counts.")
        .process(
            "loader",
            c -> {
              if (AtomicBlock.load(c.memory(), 0)) {
                AtomicBlock.drop(c.memory());
              }
            })
        .process("owner", c -> AtomicBlock.drop(c.memory()))
        .faults(Faults.NONE.killing(1, "loader"))
        .atEnd(
            "nobody has it",
            end -> {
              long count = end.memory().getLongVolatile(CountedBlock.COUNT);
              end.require(count == 0, "everybody is gone, but the count is " + count);
            })
        .mustFailWith(FailureKind.ASSERTION)
        .build();
  }

  private static Scenario staleId() {
    return specimen("stale-id", "N4: without the reuse count, an old id finds another content.")
        .process("owner", c -> CountedBlock.useTwice(c.memory(), c.environment()))
        .process(
            "loader",
            c -> {
              if (CountedBlock.loadWithoutGeneration(c.memory(), c.environment())) {
                long found = c.memory().readLong(CountedBlock.DATA);
                c.require(found == 0, "the block of id 0 holds the content of id " + found);
                CountedBlock.drop(c.memory(), c.environment());
              }
            })
        .mustFailWith(FailureKind.ASSERTION, FailureKind.DATA_RACE)
        .build();
  }

  private static Scenario dropBeforeLoad() {
    return specimen("drop-before-load", "N5: an id that is on the way keeps nothing alive.")
        .process(
            "sender",
            c -> {
              c.memory().setLongRelease(CountedBlock.MAIL, 1);
              CountedBlock.drop(c.memory(), c.environment());
            })
        .process(
            "receiver",
            c -> {
              if (c.memory().getLongAcquire(CountedBlock.MAIL) != 0) {
                boolean loaded = CountedBlock.load(c.memory(), c.environment(), 0);
                c.require(loaded, "what was sent and received is gone");
              }
            })
        .mustFailWith(FailureKind.ASSERTION)
        .build();
  }

  private static Scenario countBeforeGeneration() {
    return specimen(
            "count-before-generation", "N18: the count is raised before the reuse count is.")
        .process(
            "owner",
            c -> {
              AtomicBlock.drop(c.memory());
              AtomicBlock.recycle(c.memory());
            })
        .process(
            "loader",
            c -> {
              if (AtomicBlock.load(c.memory(), 0)) {
                c.record("loaded", c.memory().getLongVolatile(CountedBlock.GENERATION));
              }
            })
        .atEnd("an id is of one generation", AllocatorSpecimens::requireGeneration)
        .mustFailWith(FailureKind.ASSERTION)
        .build();
  }

  private static void requireGeneration(EndState end) {
    for (Object generation : end.recorded("loader", "loaded")) {
      end.require(generation.equals(0L), "id 0 has loaded generation " + generation);
    }
  }

  private static Scenario blindFree() {
    return specimen("blind-free", "B11: freeing clears the bits of the heap, whosever they are.")
        .process(
            "one",
            c -> {
              int block = BitmapHeap.allocate(c.memory(), c.environment());
              BitmapHeap.free(c.memory(), c.environment(), block);
              BitmapHeap.free(c.memory(), c.environment(), block);
            })
        .process("two", AllocatorSpecimens::takeBlock)
        .process("three", AllocatorSpecimens::takeBlock)
        .atEnd("one owner each", AllocatorSpecimens::requireDifferent)
        .mustFailWith(FailureKind.ASSERTION)
        .build();
  }

  private static void takeBlock(ProcessContext context) {
    context.record("got", BitmapHeap.allocate(context.memory(), context.environment()));
  }

  private static void requireDifferent(EndState end) {
    Object two = end.recorded("two", "got").getFirst();
    Object three = end.recorded("three", "got").getFirst();
    end.require(!two.equals(three), "two and three have both got block " + two);
  }

  private static Scenario checkBeforeLock() {
    return specimen("check-before-lock", "P14: whether a block is free is looked up too early.")
        .process("one", c -> c.record("freed", BitmapHeap.freeChecked(c.memory(), c.environment())))
        .process("two", c -> c.record("freed", BitmapHeap.freeChecked(c.memory(), c.environment())))
        .atEnd(
            "freed once",
            end -> {
              boolean one = end.recorded("one", "freed").getFirst().equals(true);
              boolean two = end.recorded("two", "freed").getFirst().equals(true);
              end.require(!(one && two), "one block was freed twice");
            })
        .mustFailWith(FailureKind.ASSERTION)
        .build();
  }
}
