package dev.sharelock.model.litmus.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sharelock.model.exhaustive.Exploration;
import dev.sharelock.model.exhaustive.ExplorationOptions;
import dev.sharelock.model.exhaustive.MemoryModel;
import dev.sharelock.model.exhaustive.ProgramExplorer;
import dev.sharelock.model.exhaustive.Reductions;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Waiting loops that look again in place save the executions that end while somebody waits, and no
 * others.
 */
class InPlaceTest {

  private static Exploration explore(String name, MemoryModel model, boolean inPlace) {
    return ProgramExplorer.explore(
        BenchmarkPrograms.named(name).program(),
        ExplorationOptions.of(model).withReductions(Reductions.NONE.withInPlace(inPlace)));
  }

  /** What is saved for ticketlock(6) and ms-queue is what was published for them. */
  @ParameterizedTest
  @CsvSource({
    "lockinc(3), 15",
    "lockinc(4), 124",
    "lock2inc(3), 15",
    "ticketlock(2), 2",
    "ticketlock(4), 312",
    "ticketlock(6), 102960",
    "spin-cas3(4), 124",
    "spin-cas3(5), 1185",
    "ms-queue, 128",
    "treiber-stack, 4"
  })
  void completeExecutionsAreTheSame(String name, long saved) {
    for (MemoryModel model : new MemoryModel[] {MemoryModel.SC, MemoryModel.RC11}) {
      Exploration on = explore(name, model, true);
      Exploration off = explore(name, model, false);
      assertThat(off.executions()).as("%s", model).isEqualTo(on.executions());
      assertThat(on.blocked()).as("%s", model).isZero();
      assertThat(off.blocked()).as("%s", model).isEqualTo(saved);
    }
  }
}
