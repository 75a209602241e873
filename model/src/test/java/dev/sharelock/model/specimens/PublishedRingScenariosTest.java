package dev.sharelock.model.specimens;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import dev.sharelock.model.engine.Budget;
import dev.sharelock.model.engine.Engine;
import dev.sharelock.model.engine.Progress;
import dev.sharelock.model.engine.Verdict;
import dev.sharelock.model.exhaustive.ExhaustiveEngine;
import dev.sharelock.model.exhaustive.MemoryModel;
import dev.sharelock.model.sampling.SamplingEngine;
import dev.sharelock.model.scenario.Scenario;
import dev.sharelock.model.trace.Failure;
import dev.sharelock.model.trace.ReplayToken;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** If one of these passes, the engine is broken, not the specimen mended. */
class PublishedRingScenariosTest {

  static Stream<Scenario> specimens() {
    return new PublishedRingScenarios().scenarios();
  }

  @ParameterizedTest
  @MethodSource("specimens")
  void theExhaustiveEngineCatchesIt(Scenario specimen) {
    assertCaught(ExhaustiveEngine.under(MemoryModel.RC11), specimen);
  }

  @ParameterizedTest
  @MethodSource("specimens")
  void theSamplingEngineCatchesIt(Scenario specimen) {
    assumeFalse(specimen.needsWeakMemory(), "needs weak memory");
    assertCaught(new SamplingEngine(42), specimen);
  }

  @Test
  void theStoreLoadDefectShowsUnderStoreBuffersButNotUnderSequentialConsistency() {
    Scenario specimen = StoreLoadRing.scenario();
    assertCaught(ExhaustiveEngine.under(MemoryModel.TSO), specimen);
    Verdict verdict =
        ExhaustiveEngine.under(MemoryModel.SC).check(specimen, Budget.QUICK, Progress.NONE);
    assertThat(verdict.failure()).isEmpty();
    assertThat(verdict.exhausted()).isTrue();
  }

  private static void assertCaught(Engine engine, Scenario specimen) {
    Verdict verdict = engine.check(specimen, Budget.QUICK, Progress.NONE);
    assertThat(verdict.failure()).as("%s finds %s", verdict.engine(), specimen.name()).isPresent();
    Failure failure = verdict.failure().get();
    assertThat(specimen.mustFailWith()).as(failure.message()).contains(failure.kind());
    ReplayToken token = ReplayToken.parse(failure.token().toString());
    Failure again = engine.replay(specimen, token).failure().orElseThrow();
    assertThat(again.kind()).isEqualTo(failure.kind());
    assertThat(again.message()).isEqualTo(failure.message());
  }
}
