package dev.sharelock.model.junit;

import dev.sharelock.model.engine.Budget;
import dev.sharelock.model.engine.Progress;
import dev.sharelock.model.engine.Verdict;
import dev.sharelock.model.exhaustive.MemoryModel;
import dev.sharelock.model.exhaustive.Reductions;
import dev.sharelock.model.report.ReportFiles;
import dev.sharelock.model.report.TextReport;
import dev.sharelock.model.run.CheckResult;
import dev.sharelock.model.run.Durations;
import dev.sharelock.model.run.EngineFactory;
import dev.sharelock.model.run.EngineSettings;
import dev.sharelock.model.run.Engines;
import dev.sharelock.model.run.ReplayText;
import dev.sharelock.model.run.Seed;
import dev.sharelock.model.run.Settings;
import dev.sharelock.model.scenario.Faults;
import dev.sharelock.model.scenario.Leeway;
import dev.sharelock.model.scenario.Scenario;
import dev.sharelock.model.trace.Failure;
import dev.sharelock.model.trace.ReplayToken;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.opentest4j.TestAbortedException;

/** Checks scenarios within a test. */
public final class ModelRun {

  /**
   * How a test wants its scenarios checked.
   *
   * @param engine the name of an engine, or {@code all}
   * @param model the memory model
   * @param budget what each engine may take
   * @param exploration how it is explored exhaustively
   */
  record Wish(String engine, MemoryModel model, Budget budget, Exploration exploration) {

    Wish(String engine, MemoryModel model, Budget budget) {
      this(engine, model, budget, new Exploration(false, 1, Reductions.NONE, List.of()));
    }
  }

  /**
   * How a scenario is explored exhaustively.
   *
   * @param whole whether every execution has to be looked at
   * @param workers how many threads explore
   * @param reductions what is left out
   * @param leeways what may happen besides what the scenario allows
   */
  record Exploration(boolean whole, int workers, Reductions reductions, List<Leeway> leeways) {

    Scenario applyTo(Scenario scenario) {
      Faults faults = scenario.faults();
      for (Leeway leeway : leeways) {
        faults = faults.allowing(leeway);
      }
      return scenario.withFaults(faults);
    }
  }

  private static final int PATIENCE = 4;

  private final Engines engines;
  private final Settings settings;
  private final Seed seed;
  private final Wish wish;

  ModelRun(Engines engines, Settings settings, Seed seed, Wish wish) {
    this.engines = engines;
    this.settings = settings;
    this.seed = seed;
    this.wish = wish;
  }

  /** What sampled executions are derived from. */
  public Seed seed() {
    return seed;
  }

  /**
   * Checks a scenario with every engine that is wanted and suits it.
   *
   * @return what the engines found, where that is as it must be
   * @throws AssertionError if a scenario fails that must not, or must and does not; the message is
   *     the report
   */
  public List<CheckResult> check(Scenario scenario) {
    if (settings.replay().isPresent()) {
      return List.of(replay(scenario, ReplayText.read(settings.replay().get())));
    }
    List<CheckResult> results = new ArrayList<>();
    Scenario allowed = wish.exploration().applyTo(scenario);
    for (EngineFactory factory : wanted(allowed)) {
      Verdict verdict = factory.create(made()).check(allowed, budget(allowed), Progress.NONE);
      CheckResult result = new CheckResult(allowed, verdict);
      if (!result.standing().good()) {
        throw failed(result);
      }
      requireWhole(result);
      results.add(result);
    }
    return results;
  }

  private void requireWhole(CheckResult result) {
    Verdict verdict = result.verdict();
    if (wish.exploration().whole() && verdict.failure().isEmpty() && !verdict.exhausted()) {
      throw new AssertionError(
          "not everything was looked at: scenario="
              + verdict.scenario()
              + ", executions="
              + verdict.executions()
              + ", time="
              + Durations.show(verdict.time())
              + "; do: give it more time, or make the scenario smaller");
    }
  }

  private EngineSettings made() {
    int workers = settings.workers().orElse(wish.exploration().workers());
    return EngineSettings.of(seed, wish.model())
        .withWorkers(wish.budget().workers(workers))
        .withReductions(wish.exploration().reductions());
  }

  /** A scenario that must fail ends when it does, so it gets more time on a busy machine. */
  private Budget budget(Scenario scenario) {
    Budget budget = wish.budget();
    return scenario.mustFailWith().isEmpty()
        ? budget
        : new Budget(budget.time().multipliedBy(PATIENCE), budget.executions(), budget.steps());
  }

  private List<EngineFactory> wanted(Scenario scenario) {
    if (!wish.engine().equals("all")) {
      return List.of(engines.named(wish.engine()));
    }
    List<EngineFactory> suiting = engines.suiting(scenario, wish.model());
    if (suiting.isEmpty()) {
      throw new IllegalArgumentException(
          "no engine suits the scenario: scenario="
              + scenario.name()
              + ", model="
              + wish.model()
              + "; do: name an engine or another model in @ModelCheck");
    }
    return suiting;
  }

  private CheckResult replay(Scenario scenario, ReplayToken token) {
    if (!token.scenario().equals(scenario.name()) && scenario.smaller().isPresent()) {
      return replay(scenario.smaller().get(), token);
    }
    if (!token.scenario().equals(scenario.name())) {
      throw new TestAbortedException(
          "another scenario is replayed: scenario=" + scenario.name() + ", token=" + token);
    }
    Verdict verdict = engines.writerOf(token).forReplay(token).replay(scenario, token);
    CheckResult result = new CheckResult(scenario, verdict);
    if (verdict.failure().isPresent()) {
      throw failed(result);
    }
    return result;
  }

  private AssertionError failed(CheckResult result) {
    Optional<ReportFiles> files;
    try {
      files = ReportFiles.write(result, settings.report());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    Throwable cause = result.verdict().failure().map(Failure::cause).orElse(null);
    return new AssertionError("\n" + TextReport.render(result, files), cause);
  }
}
