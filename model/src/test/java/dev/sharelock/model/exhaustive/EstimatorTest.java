package dev.sharelock.model.exhaustive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.sharelock.model.engine.Budget;
import dev.sharelock.model.engine.Estimate;
import dev.sharelock.model.engine.Progress;
import dev.sharelock.model.litmus.benchmarks.BenchmarkPrograms;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** An estimate is near what an exploration counts. */
class EstimatorTest {

  private static Estimate estimate(String name, BooleanSupplier hasTime) {
    Program program = BenchmarkPrograms.named(name).program();
    byte[] memory = new byte[Math.toIntExact(program.bytes())];
    program.initialWords().forEach((at, value) -> Bytes.set(memory, at.intValue(), 8, value));
    int threads = program.threads().size();
    Locations locations = new Locations(threads, memory);
    ExplorationOptions options = ExplorationOptions.of(MemoryModel.RC11);
    Explorer explorer = new ProgramWorld(program, options, locations, null).explorer();
    return new Estimator(explorer).estimate(new ExecutionGraph(threads, locations), hasTime);
  }

  @ParameterizedTest
  @CsvSource({
    "readers(13), 8192, 0.01",
    "ainc(7), 5040, 0.01",
    "lastzero(10), 3328, 0.3",
    "casw(5), 32880, 0.3",
    "CoA(5), 57600, 0.3",
    "indexer(15), 4096, 0.3",
  })
  void isNearTheNumberOfExecutions(String name, double executions, double error) {
    Estimate estimate = estimate(name, () -> true);
    assertThat(estimate.deviation()).isLessThan(0.1);
    assertThat(estimate.samples()).isBetween(10, 1000);
    assertThat(estimate.executions()).isCloseTo(executions, within(executions * error));
    assertThat(estimate(name, () -> true)).isEqualTo(estimate);
  }

  @Test
  void saysThatItKnowsNothingWithoutTime() {
    assertThat(estimate("big2", () -> false)).isEqualTo(new Estimate(0, 1, 0));
  }

  @Test
  void comesBeforeTheFirstReportAndTheReportsNeverDecrease() {
    List<Double> fractions = new ArrayList<>();
    List<Estimate> estimates = new ArrayList<>();
    Progress progress =
        new Progress() {
          @Override
          public void expects(Estimate estimate) {
            assertThat(fractions).isEmpty();
            estimates.add(estimate);
          }

          @Override
          public void report(long executions, double fraction) {
            fractions.add(fraction);
          }
        };
    ExhaustiveEngine.under(MemoryModel.RC11)
        .estimating(true)
        .check(
            CountingScenarios.increments(),
            new Budget(Duration.ofMinutes(5), Long.MAX_VALUE, 20_000),
            progress);
    assertThat(estimates).hasSize(1);
    assertThat(estimates.getFirst().executions()).isCloseTo(576, within(170.0));
    assertThat(fractions).isSorted();
    assertThat(fractions.getLast()).isCloseTo(1, within(1e-9));
  }
}
