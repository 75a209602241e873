package dev.sharelock.model.litmus;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sharelock.model.engine.Budget;
import dev.sharelock.model.engine.Engine;
import dev.sharelock.model.engine.Progress;
import dev.sharelock.model.engine.Verdict;
import dev.sharelock.model.exhaustive.ExhaustiveEngine;
import dev.sharelock.model.exhaustive.MemoryModel;
import dev.sharelock.model.sampling.SamplingEngine;
import dev.sharelock.model.sampling.SamplingOptions;
import dev.sharelock.model.scenario.Scenario;
import dev.sharelock.model.trace.Failure;
import dev.sharelock.model.trace.FailureKind;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The engines agree with the catalogue when its tests run as scenarios over the seam. */
class EnginesOnLitmusTest {
  private static final Budget BUDGET = new Budget(Duration.ofSeconds(20), 100_000, 1000);

  static Stream<LitmusTest> expressible() {
    return LitmusCatalogue.all().stream()
        .filter(LitmusScenario::expressible)
        .filter(test -> !LitmusPrinter.print(test).contains("plain"));
  }

  private static LitmusTest without(LitmusTest test) {
    return new LitmusTest(
        test.name(),
        test.note(),
        test.locations(),
        test.processes(),
        test.observed(),
        Optional.empty(),
        test.expectations());
  }

  private static Set<ObservedValues> allowed(LitmusTest test, MemoryModel model) {
    return test.expectations().get(model.name().toLowerCase(Locale.ROOT)).outcomes();
  }

  @ParameterizedTest
  @MethodSource("expressible")
  void theExhaustiveEngineSeesExactlyTheAllowedOutcomes(LitmusTest test) {
    for (MemoryModel model : MemoryModel.values()) {
      Set<ObservedValues> seen = new HashSet<>();
      Scenario scenario = LitmusScenario.of(without(test), seen::add);
      Verdict verdict = ExhaustiveEngine.under(model).check(scenario, BUDGET, Progress.NONE);
      String where = test.name() + " " + model;
      assertThat(verdict.failure()).as(where).isEmpty();
      assertThat(verdict.exhausted()).as(where).isTrue();
      assertThat(seen).as(where).isEqualTo(allowed(test, model));
    }
  }

  @ParameterizedTest
  @MethodSource("expressible")
  void theExhaustiveEngineFindsTheAskedOutcomeExactlyIfItIsAllowed(LitmusTest test) {
    for (MemoryModel model : MemoryModel.values()) {
      List<ObservedValues> seen = new ArrayList<>();
      Scenario scenario = LitmusScenario.of(test, seen::add);
      Engine engine = ExhaustiveEngine.under(model);
      Verdict verdict = engine.check(scenario, BUDGET, Progress.NONE);
      boolean allowed = allowed(test, model).stream().anyMatch(test::isAsked);
      assertThat(verdict.failure().isPresent()).as(test.name() + " " + model).isEqualTo(allowed);
      if (allowed) {
        Failure failure = verdict.failure().orElseThrow();
        assertThat(failure.kind()).isEqualTo(FailureKind.ASSERTION);
        seen.clear();
        Verdict again = engine.replay(scenario, failure.token());
        assertThat(again.failure().orElseThrow().kind()).isEqualTo(failure.kind());
        assertThat(again.failure().orElseThrow().message()).isEqualTo(failure.message());
        assertThat(seen).isNotEmpty().allMatch(test::isAsked);
      }
    }
  }

  private static Set<ObservedValues> sampled(LitmusTest test, SamplingOptions options, int count) {
    Set<ObservedValues> seen = Collections.synchronizedSet(new HashSet<>());
    Scenario scenario = LitmusScenario.of(without(test), seen::add);
    Budget few = new Budget(Duration.ofSeconds(20), count, 1000);
    Verdict verdict = new SamplingEngine(options).check(scenario, few, Progress.NONE);
    assertThat(verdict.failure()).isEmpty();
    return seen;
  }

  @ParameterizedTest
  @MethodSource("expressible")
  void samplingWithoutStaleReadsSeesOnlyInterleavings(LitmusTest test) {
    SamplingOptions options = SamplingOptions.ofSeed(42).sequentiallyConsistent();
    assertThat(sampled(test, options, 60)).isNotEmpty().isSubsetOf(allowed(test, MemoryModel.SC));
  }

  @ParameterizedTest
  @MethodSource("expressible")
  void samplingSeesOnlyWhatTheModelAllows(LitmusTest test) {
    assertThat(sampled(test, SamplingOptions.ofSeed(42), 600))
        .isNotEmpty()
        .isSubsetOf(allowed(test, MemoryModel.JMM));
  }

  @Test
  void samplingSeesMostOfWhatTheModelAllows() {
    Set<String> incomplete = new TreeSet<>();
    for (LitmusTest test : expressible().toList()) {
      if (!sampled(test, SamplingOptions.ofSeed(42), 2_000)
          .containsAll(allowed(test, MemoryModel.JMM))) {
        incomplete.add(test.name());
      }
    }
    assertThat(incomplete)
        .containsExactlyInAnyOrder(
            "2+2W/opq",
            "2+2W/rel",
            "IRIW/vol-w,acq+vol-r",
            "S/opq",
            "SB-3/light+heavy+light",
            "VolatileIsNoFence");
  }

  @Test
  void plainAccessesThatRaceAreFoundByBothEngines() {
    LitmusTest test = LitmusCatalogue.find("MP/plain-data").orElseThrow();
    Scenario scenario = LitmusScenario.of(without(test), outcome -> {});
    for (Engine engine :
        List.of(ExhaustiveEngine.under(MemoryModel.RC11), new SamplingEngine(42))) {
      Verdict verdict = engine.check(scenario, BUDGET, Progress.NONE);
      assertThat(verdict.failure().orElseThrow().kind()).isEqualTo(FailureKind.DATA_RACE);
    }
  }

  @Test
  void whatTheSeamLacksIsNotExpressible() {
    assertThat(expressible().map(LitmusTest::name))
        .hasSizeGreaterThan(60)
        .contains("SB/xchg-vol", "MP/cas-fail-acquires")
        .doesNotContain("RMW/unique", "EventCount/acqrel-rmw", "Peterson/vol");
  }
}
