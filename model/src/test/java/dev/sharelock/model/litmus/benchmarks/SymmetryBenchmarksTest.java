package dev.sharelock.model.litmus.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.sharelock.model.exhaustive.Exploration;
import dev.sharelock.model.exhaustive.ExplorationOptions;
import dev.sharelock.model.exhaustive.MemoryModel;
import dev.sharelock.model.exhaustive.Program;
import dev.sharelock.model.exhaustive.ProgramExplorer;
import dev.sharelock.model.exhaustive.Reductions;
import org.junit.jupiter.api.Test;
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
    "conf-loop, 5520",
    "linuxrwlocks, 7",
    "fmutex(3), 3685",
    "hw-queue(R2W2), 6",
    "hw-queue(R2W3), 33",
    "hw-queue(R3W3), 216",
    "ms-queue-dyn(R2W1), 12",
    "ms-queue-dyn(R2W2), 232",
    "ms-queue-dyn(R3W2), 1616",
    "treiber-dyn(R2W2), 13",
    "treiber-dyn(R3W2), 24",
    "treiber-dyn(R3W3), 122"
  })
  void executionsThatAreLeft(String name, long left) {
    check(BenchmarkPrograms.named(name).program(), left);
  }

  @Test
  void executionsThatAreLeftOfLargeDataStructures() {
    assumeTrue(System.getProperty("sharelock.deep") != null, "takes long: -Dsharelock.deep");
    check(DataStructurePrograms.herlihyWingQueue(3, 4), 1800);
    check(DataStructurePrograms.linkedStack(3, 4), 407);
    check(DataStructurePrograms.linkedQueue(3, 3), 133_264);
    check(DataStructurePrograms.herlihyWingQueue(3, 4), false, 259_200);
    check(DataStructurePrograms.linkedStack(3, 4), false, 24_576);
  }

  private static void check(Program program, long left) {
    check(program, true, left);
  }

  private static void check(Program program, boolean symmetry, long left) {
    for (MemoryModel model : new MemoryModel[] {MemoryModel.SC, MemoryModel.RC11}) {
      Exploration found =
          ProgramExplorer.explore(
              program,
              ExplorationOptions.of(model)
                  .withReductions(Reductions.NONE.withSymmetry(symmetry))
                  .detectingDuplicates(left < 10_000));
      assertThat(found.executions()).as("%s", model).isEqualTo(left);
      assertThat(found.duplicates()).isZero();
      assertThat(found.exhausted()).isTrue();
    }
  }
}
