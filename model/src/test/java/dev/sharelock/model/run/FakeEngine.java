package dev.sharelock.model.run;

import dev.sharelock.model.engine.Budget;
import dev.sharelock.model.engine.Engine;
import dev.sharelock.model.engine.Progress;
import dev.sharelock.model.engine.Verdict;
import dev.sharelock.model.exhaustive.MemoryModel;
import dev.sharelock.model.scenario.Scenario;
import dev.sharelock.model.trace.Execution;
import dev.sharelock.model.trace.Failure;
import dev.sharelock.model.trace.FailureKind;
import dev.sharelock.model.trace.ReplayToken;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** An engine that answers what it is told to, and remembers what it was asked. */
public final class FakeEngine implements EngineFactory, Engine {

  /** What was asked for. */
  public record Asked(String scenario, Seed seed, MemoryModel model, Budget budget) {}

  private final String name;
  private final Map<String, FailureKind> failing;
  private final List<Asked> asked = Collections.synchronizedList(new ArrayList<>());
  private boolean broken;
  private int misses;
  private Seed seed = new Seed(0);
  private MemoryModel model = MemoryModel.SC;

  /** Fails for the named scenarios, each with its kind. */
  public FakeEngine(String name, Map<String, FailureKind> failing) {
    this.name = name;
    this.failing = failing;
  }

  /** Finds nothing in its first checks, whatever it was told. */
  public void missFirst(int checks) {
    misses = checks;
  }

  /** Throws an exception instead of an answer from now on. */
  public void breakDown() {
    broken = true;
  }

  public List<Asked> asked() {
    return asked;
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public boolean supports(MemoryModel wanted) {
    return wanted != MemoryModel.TSO;
  }

  @Override
  public boolean suits(Scenario scenario, MemoryModel wanted) {
    return supports(wanted);
  }

  @Override
  public boolean endsByItself(Scenario scenario) {
    return scenario.exhaustible();
  }

  @Override
  public boolean wrote(ReplayToken token) {
    return token.engine().startsWith(name);
  }

  @Override
  public Engine create(EngineSettings settings) {
    seed = settings.seed();
    model = settings.model();
    return this;
  }

  @Override
  public Engine forReplay(ReplayToken token) {
    return this;
  }

  @Override
  public Verdict check(Scenario scenario, Budget budget, Progress progress) {
    if (broken) {
      throw new UnsupportedOperationException("broken");
    }
    asked.add(new Asked(scenario.name(), seed, model, budget));
    progress.report(1, 0.5);
    return verdict(scenario, new ReplayToken(scenario.name(), name, "0"));
  }

  @Override
  public Verdict replay(Scenario scenario, ReplayToken token) {
    return verdict(scenario, token);
  }

  @Override
  public Optional<Execution> execution(Scenario scenario, long number) {
    ReplayToken token = new ReplayToken(scenario.name(), name, Long.toString(number));
    return number > 3 ? Optional.empty() : Optional.of(execution(scenario, token));
  }

  @Override
  public Execution execution(Scenario scenario, ReplayToken token) {
    return new Execution(token, List.of("a", "b"), List.of(), verdict(scenario, token).failure());
  }

  private Verdict verdict(Scenario scenario, ReplayToken token) {
    Optional<Failure> failure =
        Optional.ofNullable(misses-- > 0 ? null : failing.get(scenario.name()))
            .map(
                kind ->
                    new Failure(
                        scenario.name(),
                        kind,
                        "told to fail",
                        token,
                        List.of("a", "b"),
                        List.of(),
                        null));
    return new Verdict(
        scenario.name(),
        name,
        failure,
        1000,
        0,
        false,
        seed.toString(),
        "explored: nothing",
        Duration.ofMillis(10));
  }
}
