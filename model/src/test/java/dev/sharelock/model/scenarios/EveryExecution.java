package dev.sharelock.model.scenarios;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sharelock.model.catalogue.Catalogue;
import dev.sharelock.model.engine.Budget;
import dev.sharelock.model.engine.Progress;
import dev.sharelock.model.engine.Verdict;
import dev.sharelock.model.exhaustive.ExhaustiveEngine;
import dev.sharelock.model.exhaustive.MemoryModel;
import dev.sharelock.model.memory.AccessMode;
import dev.sharelock.model.scenario.Scenario;
import dev.sharelock.model.specimens.HeapWeakening;
import dev.sharelock.model.specimens.Weakening;
import dev.sharelock.model.trace.Failure;
import dev.sharelock.model.trace.ReplayToken;
import java.time.Duration;
import java.util.function.LongPredicate;

/** What is asked of scenarios of all structures on the exhaustive engine. */
final class EveryExecution {
  private static final Budget WHOLE = new Budget(Duration.ofMinutes(5), Long.MAX_VALUE, 20_000);

  private EveryExecution() {}

  static Verdict explore(Scenario scenario) {
    return explore(MemoryModel.RC11, scenario);
  }

  static Verdict explore(MemoryModel model, Scenario scenario) {
    return explore(model, scenario, WHOLE);
  }

  private static Verdict explore(MemoryModel model, Scenario scenario, Budget budget) {
    return ExhaustiveEngine.under(model).check(scenario, budget, Progress.NONE);
  }

  /** A number that changes says that the structure or the engine has changed: find out which. */
  static void requireSound(String name, long executions) {
    requireSound(name, executions, WHOLE);
  }

  static void requireSound(String name, long executions, Budget budget) {
    Verdict verdict = explore(MemoryModel.RC11, Catalogue.installed().get(name), budget);
    assertThat(verdict.failure()).isEmpty();
    assertThat(verdict.exhausted()).isTrue();
    assertThat(verdict.executions()).isEqualTo(executions);
  }

  /** A mutant fails as it must, and its token repeats that. */
  static void requireCaught(Scenario mutant) {
    requireCaught(mutant, WHOLE);
  }

  static void requireCaught(Scenario mutant, Budget budget) {
    Failure failure = explore(MemoryModel.RC11, mutant, budget).failure().orElseThrow();
    assertThat(mutant.mustFailWith()).as(failure.message()).contains(failure.kind());
    ReplayToken token = ReplayToken.parse(failure.token().toString());
    Failure again =
        ExhaustiveEngine.under(MemoryModel.RC11).replay(mutant, token).failure().orElseThrow();
    assertThat(again.kind()).isEqualTo(failure.kind());
    assertThat(again.message()).isEqualTo(failure.message());
  }

  /** Reads, writes or updates of some words with less order. */
  static Weakening weaker(String access, LongPredicate words, AccessMode mode) {
    return switch (access) {
      case "READ" -> HeapWeakening.reads(words, mode);
      case "WRITE" -> HeapWeakening.writes(words, mode);
      case "UPDATE" -> HeapWeakening.updates(words, mode);
      default -> throw new IllegalArgumentException("no such access: " + access);
    };
  }
}
