package dev.sharelock.model.litmus.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sharelock.model.exhaustive.Exploration;
import dev.sharelock.model.exhaustive.ExplorationOptions;
import dev.sharelock.model.exhaustive.MemoryModel;
import dev.sharelock.model.exhaustive.ProgramExplorer;
import dev.sharelock.model.exhaustive.Reductions;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** How many executions of benchmarks with identical threads are left by symmetry. */
class SymmetryBenchmarksTest {

  /** N increments in any order are one execution; others count what is not exchangeable. */
  @ParameterizedTest
  @CsvSource({
    "readers(13), 14",
    "ainc(7), 1",
    "binc(4), 24",
    "cinc(4), 576",
    "inc(4), 24",
    "wcas(9), 10",
    "wainc(4), 5",
    "lockinc(4), 1",
    "lock2inc(4), 1",
    "ticketlock(6), 1",
    "spin-cas3(5), 1",
    "conf-loop, 5520"
  })
  void executionsThatAreLeft(String name, long left) {
    for (MemoryModel model : new MemoryModel[] {MemoryModel.SC, MemoryModel.RC11}) {
      Exploration found =
          ProgramExplorer.explore(
              BenchmarkPrograms.named(name).program(),
              ExplorationOptions.of(model)
                  .withReductions(Reductions.NONE.withSymmetry(true))
                  .detectingDuplicates(true));
      assertThat(found.executions()).as("%s", model).isEqualTo(left);
      assertThat(found.duplicates()).isZero();
      assertThat(found.exhausted()).isTrue();
    }
  }
}
