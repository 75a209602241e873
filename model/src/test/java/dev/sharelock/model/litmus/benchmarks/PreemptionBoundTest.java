package dev.sharelock.model.litmus.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.sharelock.model.exhaustive.Exploration;
import dev.sharelock.model.exhaustive.ExplorationOptions;
import dev.sharelock.model.exhaustive.MemoryModel;
import dev.sharelock.model.exhaustive.ProgramExplorer;
import dev.sharelock.model.exhaustive.Reductions;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The published numbers of executions with at most 0, 1, 2, ... preemptions. */
class PreemptionBoundTest {

  private static Exploration explore(String name, MemoryModel model, int preemptions) {
    ExplorationOptions options =
        ExplorationOptions.of(model)
            .withReductions(Reductions.NONE.withPreemptions(preemptions))
            .detectingDuplicates(true);
    return ProgramExplorer.explore(BenchmarkPrograms.named(name).program(), options);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ':',
      value = {
        "inc(2): 2 4",
        "inc(3): 6 24 36",
        "inc(4): 24 168 432 576",
        "cinc(3): 6 42 120 192 216",
        "casw(3): 6 24 54 66",
        "casw(4): 24 168 576 1056 1200",
        "CoA(3): 24 90 130",
        "ms-queue: 2 12 28 42 48 50",
        "buf_ring(3): 6 36 123 261 273",
        "treiber-stack: 6 14 18",
        "linuxrwlocks: 2 4 8 12 14",
        "big0: 14 206 1561",
      })
  void countsAreThePublishedOnes(String name, String counts) {
    check(name, counts);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ':',
      value = {
        "cinc(4): 24 312 1704 5160 9792 12960 13824",
        "big0: 14 206 1561 7410 21891 42700 59856 67435 69009 69112",
      })
  void largeCountsAreThePublishedOnes(String name, String counts) {
    assumeTrue(System.getProperty("sharelock.deep") != null, "takes long: -Dsharelock.deep");
    check(name, counts);
  }

  private static void check(String name, String counts) {
    long[] expected = Arrays.stream(counts.split(" ")).mapToLong(Long::parseLong).toArray();
    for (int bound = 0; bound < expected.length; bound++) {
      Exploration found = explore(name, MemoryModel.SC, bound);
      assertThat(found.executions()).as("bound %d", bound).isEqualTo(expected[bound]);
      assertThat(found.duplicates()).isZero();
    }
  }

  @Test
  void onlySequentialConsistencyHasPreemptions() {
    assertThatThrownBy(() -> explore("inc(2)", MemoryModel.RC11, 1))
        .hasMessageContaining("only interleavings have preemptions: model=RC11, preemptions=1");
  }
}
