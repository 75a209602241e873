package dev.sharelock.model.exhaustive;

import dev.sharelock.model.engine.Budget;
import dev.sharelock.model.engine.Engine;
import dev.sharelock.model.engine.Progress;
import dev.sharelock.model.engine.Verdict;
import dev.sharelock.model.scenario.Faults;
import dev.sharelock.model.scenario.Scenario;
import dev.sharelock.model.trace.Failure;
import dev.sharelock.model.trace.ReplayToken;
import dev.sharelock.model.trace.TraceEvent;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Looks at every execution of a scenario under a memory model, once each up to the order of
 * independent steps.
 *
 * <p>Invariants are looked at along one interleaving of each execution; checks at the end, in every
 * execution; data races, deadlocks and exceptions wherever they occur.
 */
public final class ExhaustiveEngine implements Engine {
  private static final int REPORT_EVERY = 256;
  private static final Budget UNBOUNDED = new Budget(Duration.ofDays(1), Long.MAX_VALUE, 20_000);

  private final MemoryModel model;

  private ExhaustiveEngine(MemoryModel model) {
    this.model = model;
  }

  /** An engine for a memory model. */
  public static ExhaustiveEngine under(MemoryModel model) {
    return new ExhaustiveEngine(model);
  }

  /** The name of the engine in tokens, such as {@code rc11}. */
  public String name() {
    return model.name().toLowerCase(Locale.ROOT);
  }

  private ExplorationOptions options(Budget budget) {
    return ExplorationOptions.of(model).stoppingAtRace(true).withSteps(budget.steps());
  }

  @Override
  public Verdict check(Scenario scenario, Budget budget, Progress progress) {
    return new Run(scenario, budget).check(progress);
  }

  @Override
  public Verdict replay(Scenario scenario, ReplayToken token) {
    if (!token.engine().equals(name())) {
      throw new IllegalArgumentException(
          "token is of another engine: token="
              + token
              + ", engine="
              + name()
              + "; do: replay it with the engine that is named in it");
    }
    return new Run(scenario, UNBOUNDED).replay(Guide.parse(token.payload()));
  }

  /** One check of one scenario. */
  private final class Run {
    private final Scenario scenario;
    private final Budget budget;
    private final long start = System.nanoTime();
    private ScenarioWorld world;

    Run(Scenario scenario, Budget budget) {
      this.scenario = scenario;
      this.budget = budget;
    }

    private void open() {
      world = new ScenarioWorld(scenario, ScenarioWorld.setUp(scenario), options(budget));
    }

    Verdict check(Progress progress) {
      try {
        open();
        Explorer explorer = world.explorer();
        long looks = 0;
        while (!explorer.isExhausted() && !isSpent(explorer)) {
          explorer.step();
          if (looks++ % REPORT_EVERY == 0) {
            progress.report(explorer.executions(), explorer.done());
          }
        }
        progress.report(explorer.executions(), explorer.done());
        return verdict(Optional.empty());
      } catch (ExplorationFailure found) {
        return verdict(Optional.of(report(found)));
      }
    }

    Verdict replay(Guide guide) {
      try {
        open();
        world.explorer().follow(guide);
        return verdict(Optional.empty());
      } catch (ExplorationFailure found) {
        return verdict(Optional.of(report(found)));
      }
    }

    private boolean isSpent(Explorer explorer) {
      return explorer.executions() + explorer.blocked() >= budget.executions()
          || System.nanoTime() - start >= budget.time().toNanos();
    }

    private Failure report(ExplorationFailure found) {
      if (world == null || world.explorer().current() == null) {
        return failure(found, "", List.of());
      }
      Explorer explorer = world.explorer();
      int failing = explorer.machine().growth().thread();
      String payload = Guide.to(explorer.current(), failing).toString();
      TraceWriter writer = new TraceWriter(world.locations(), world.names());
      return failure(found, payload, writer.write(explorer));
    }

    private Failure failure(ExplorationFailure found, String payload, List<TraceEvent> steps) {
      return new Failure(
          scenario.name(),
          found.kind(),
          found.getMessage(),
          new ReplayToken(scenario.name(), name(), payload),
          scenario.processes().stream().map(Scenario.Process::name).toList(),
          steps,
          found.getCause());
    }

    private Verdict verdict(Optional<Failure> failure) {
      boolean ran = world != null;
      Explorer explorer = ran ? world.explorer() : null;
      return new Verdict(
          scenario.name(),
          "exhaustive " + name(),
          failure,
          ran ? explorer.executions() : 0,
          ran ? explorer.blocked() : 0,
          ran && failure.isEmpty() && explorer.isExhausted(),
          "",
          bounds(ran && explorer.isExhausted()),
          Duration.ofNanos(System.nanoTime() - start));
    }

    private String bounds(boolean all) {
      Faults faults = scenario.faults();
      String invariants =
          scenario.invariants().isEmpty()
              ? ""
              : ", invariants between other orders of independent steps";
      return (all ? "every execution under " : "a part of the executions under ")
          + name()
          + " with at most "
          + faults.kills()
          + " kills, "
          + faults.spuriousWakeUps()
          + " spurious wake-ups, "
          + faults.earlyTimeOuts()
          + " early time-outs and "
          + faults.weakFailures()
          + " spurious weak failures; not explored: "
          + (all ? "more faults" : "the rest, since the budget was spent")
          + invariants;
    }
  }
}
