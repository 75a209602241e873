package dev.sharelock.model.litmus.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.sharelock.model.exhaustive.Exploration;
import dev.sharelock.model.exhaustive.ExplorationOptions;
import dev.sharelock.model.exhaustive.MemoryModel;
import dev.sharelock.model.exhaustive.ProgramExplorer;
import dev.sharelock.model.litmus.benchmarks.Benchmark.Size;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The exhaustive engine counts what has been published, and sees nothing twice. */
class BenchmarksTest {

  static Stream<Benchmark> all() {
    return BenchmarkPrograms.all().stream();
  }

  @ParameterizedTest
  @MethodSource("all")
  void executionsUnderSequentialConsistency(Benchmark benchmark) {
    check(benchmark, MemoryModel.SC, benchmark.sc());
  }

  @ParameterizedTest
  @MethodSource("all")
  void executionsUnderRc11(Benchmark benchmark) {
    check(benchmark, MemoryModel.RC11, benchmark.rc11());
  }

  private static void check(Benchmark benchmark, MemoryModel model, long executions) {
    assumeTrue(
        benchmark.size() != Size.LARGE || System.getProperty("sharelock.deep") != null,
        "takes long: -Dsharelock.deep");
    boolean duplicates = benchmark.size() == Size.SMALL;
    Exploration found =
        ProgramExplorer.explore(
            benchmark.program(), ExplorationOptions.of(model).detectingDuplicates(duplicates));
    assertThat(found.failure()).isEmpty();
    assertThat(found.executions()).isEqualTo(executions);
    assertThat(found.duplicates()).isZero();
    assertThat(found.exhausted()).isTrue();
  }

  @Test
  void locksThatSpinAreNeverExploredWhileTheyOnlyWait() {
    Benchmark ticketLock = BenchmarkPrograms.named("ticketlock(6)");
    for (MemoryModel model : MemoryModel.values()) {
      assertThat(
              ProgramExplorer.explore(ticketLock.program(), ExplorationOptions.of(model)).blocked())
          .isZero();
    }
  }

  @Test
  void anUnknownNameIsRefused() {
    assertThatThrownBy(() -> BenchmarkPrograms.named("fib"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("fib_bench(5)");
  }
}
