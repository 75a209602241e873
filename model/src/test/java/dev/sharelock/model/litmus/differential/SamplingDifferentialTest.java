package dev.sharelock.model.litmus.differential;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sharelock.model.engine.Budget;
import dev.sharelock.model.engine.Progress;
import dev.sharelock.model.exhaustive.ExplorationOptions;
import dev.sharelock.model.exhaustive.MemoryModel;
import dev.sharelock.model.litmus.LitmusPrinter;
import dev.sharelock.model.litmus.LitmusProgram;
import dev.sharelock.model.litmus.LitmusScenario;
import dev.sharelock.model.litmus.LitmusTest;
import dev.sharelock.model.litmus.ObservedValues;
import dev.sharelock.model.run.Seed;
import dev.sharelock.model.run.Settings;
import dev.sharelock.model.sampling.SamplingEngine;
import dev.sharelock.model.scenario.Scenario;
import java.time.Duration;
import java.util.Collections;
import java.util.HashSet;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

/**
 * Stale reads of the sampling engine give no outcome that the memory model forbids, in random
 * programs. {@code -Dsharelock.seed=N} chooses the programs, {@code -Dsharelock.deep} takes a
 * hundred times as many.
 */
class SamplingDifferentialTest {
  private static final int PROGRAMS = 500;
  private static final Budget SAMPLES = new Budget(Duration.ofSeconds(20), 150, 1_000);
  private static final int LIMIT = 20_000;

  @Test
  void whatIsSampledIsAllowed() {
    Seed seed = Settings.ofProcess().seedOrFresh();
    System.out.println("sampling differential: -Dsharelock.seed=" + seed);
    Random seeds = new Random(seed.value());
    int programs = System.getProperty("sharelock.deep") == null ? PROGRAMS : 100 * PROGRAMS;
    int compared = 0;
    int notInterleavings = 0;
    while (compared < programs) {
      LitmusTest test = RandomLitmus.of(seeds.nextLong());
      Optional<Set<ObservedValues>> allowed = outcomes(test, MemoryModel.JMM);
      Optional<Set<ObservedValues>> strong = outcomes(test, MemoryModel.SC);
      if (LitmusScenario.expressible(test) && allowed.isPresent() && strong.isPresent()) {
        Set<ObservedValues> sampled = sampled(test, seed.value());
        assertThat(sampled).as(LitmusPrinter.print(test)).isSubsetOf(allowed.get());
        notInterleavings += strong.get().containsAll(sampled) ? 0 : 1;
        compared++;
      }
    }
    System.out.printf(
        "sampling differential: programs=%d, with outcomes of no interleaving=%d%n",
        compared, notInterleavings);
    assertThat(notInterleavings).as("programs with a weak outcome").isGreaterThan(programs / 20);
  }

  /** What a model allows, unless there is a race or too much of it. */
  private static Optional<Set<ObservedValues>> outcomes(LitmusTest test, MemoryModel model) {
    LitmusProgram.Result result = LitmusProgram.of(test).explore(ExplorationOptions.of(model));
    boolean judged = result.exploration().racy() == 0 && result.exploration().executions() <= LIMIT;
    return judged ? Optional.of(result.outcomes().keySet()) : Optional.empty();
  }

  private static Set<ObservedValues> sampled(LitmusTest test, long seed) {
    LitmusTest unasked =
        new LitmusTest(
            "random",
            test.note(),
            test.locations(),
            test.processes(),
            test.observed(),
            Optional.empty(),
            test.expectations());
    Set<ObservedValues> seen = Collections.synchronizedSet(new HashSet<>());
    Scenario scenario = LitmusScenario.of(unasked, seen::add);
    var verdict = new SamplingEngine(seed).check(scenario, SAMPLES, Progress.NONE);
    assertThat(verdict.failure()).as(LitmusPrinter.print(test)).isEmpty();
    return seen;
  }
}
