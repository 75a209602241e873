package dev.sharelock.model.semantics;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sharelock.memory.SharedMemory;
import dev.sharelock.model.exhaustive.MemoryModel;
import dev.sharelock.model.scenario.Body;
import dev.sharelock.model.scenario.Faults;
import dev.sharelock.model.scenario.Scenario;
import java.util.function.Consumer;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Waiting loops that do more in a turn than to look at one word, but nothing that others see. */
class LoopsTest {
  private static final long FLAG = 0;
  private static final long OTHER = 8;
  private static final long DATA = 64;

  private static Scenario.Builder waiting(Consumer<SharedMemory> inTurn, int turns) {
    Body reader =
        c -> {
          SharedMemory memory = c.memory();
          for (int turn = 0; memory.getIntAcquire(FLAG) == 0; turn++) {
            if (turn == turns) {
              c.record("v", "gave up");
              return;
            }
            inTurn.accept(memory);
            c.environment().spinHint();
          }
          c.record("v", memory.readInt(DATA));
        };
    return Scenario.named("test.loop")
        .faults(Faults.NONE)
        .process("reader", reader)
        .process(
            "writer",
            c -> {
              c.memory().writeInt(DATA, 7);
              c.memory().setIntOpaque(OTHER, 1);
              c.memory().setIntRelease(FLAG, 1);
            });
  }

  private static void ends(MemoryModel model, Consumer<SharedMemory> inTurn) {
    for (int turns : new int[] {Integer.MAX_VALUE, 300}) {
      assertThat(
              Outcomes.all(model, waiting(inTurn, turns), end -> "" + end.recorded("reader", "v"))
                  .outcomes())
          .as("turns=" + turns)
          .containsExactly("[7]");
    }
  }

  @ParameterizedTest
  @EnumSource(MemoryModel.class)
  void aLoopThatEndsItsTurnsWithAFenceWaits(MemoryModel model) {
    ends(model, SharedMemory::fullFence);
    ends(model, SharedMemory::acquireFence);
  }

  @ParameterizedTest
  @EnumSource(MemoryModel.class)
  void aLoopThatReadsDataInItsTurnsWaits(MemoryModel model) {
    ends(model, memory -> memory.readInt(DATA + 8));
    ends(
        model,
        memory -> {
          memory.readInt(DATA + 8);
          memory.loadLoadFence();
        });
  }

  @ParameterizedTest
  @EnumSource(MemoryModel.class)
  void aLoopThatLooksAtAnotherWordLastWaitsForTheFirstToo(MemoryModel model) {
    ends(model, memory -> memory.getIntOpaque(OTHER));
  }

  /** With nobody who writes, the loop that counts its turns gives up; that is no failure. */
  @ParameterizedTest
  @EnumSource(MemoryModel.class)
  void aLoopThatCountsItsTurnsGivesUpWhenNothingElseRuns(MemoryModel model) {
    Scenario.Builder alone =
        Scenario.named("test.alone")
            .faults(Faults.NONE)
            .process(
                "reader",
                c -> {
                  for (int turn = 0; turn < 700; turn++) {
                    if (c.memory().getIntAcquire(FLAG) != 0) {
                      return;
                    }
                    c.memory().acquireFence();
                    c.environment().spinHint();
                  }
                  c.record("v", "gave up");
                });
    Outcomes.Found found = Outcomes.all(model, alone, end -> "" + end.recorded("reader", "v"));
    assertThat(found.outcomes()).containsExactly("[gave up]");
    assertThat(found.executions()).isEqualTo(1);
  }
}
