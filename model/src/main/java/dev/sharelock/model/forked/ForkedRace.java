package dev.sharelock.model.forked;

import dev.sharelock.model.scenario.Scenario;
import dev.sharelock.model.scenario.SetUpWorld;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.BooleanSupplier;

/**
 * Lets the processes of a scenario race for real: one JVM for each, over a real mapped file, with
 * real waits, seeded delays at the accesses, and, in half of the rounds of a scenario that allows
 * it, a real SIGKILL right before a seeded access. The seed fixes delays and kills, not the
 * machine's timing.
 */
public final class ForkedRace implements AutoCloseable {
  private static final int FIRST_GUESS_OF_ACCESSES = 16;

  private final Scenario scenario;
  private final RaceSettings settings;
  private final List<Racer> racers = new ArrayList<>();
  private final ExecutorService listeners = Executors.newCachedThreadPool();
  private int kills;

  private ForkedRace(Scenario scenario, RaceSettings settings) {
    this.scenario = scenario;
    this.settings = settings;
    List<Scenario.Process> processes = scenario.processes();
    for (int i = 0; i < processes.size(); i++) {
      racers.add(new Racer(i, processes.get(i).name(), settings.flags()));
    }
  }

  /** Runs the rounds until one fails. */
  public static RaceReport run(Scenario scenario, RaceSettings settings)
      throws IOException, InterruptedException {
    return run(scenario, settings, () -> false);
  }

  /** The same until it is to stop; a round in which that happens does not count. */
  public static RaceReport run(Scenario scenario, RaceSettings settings, BooleanSupplier stop)
      throws IOException, InterruptedException {
    try (ForkedRace race = new ForkedRace(scenario, settings)) {
      SplittableRandom random = new SplittableRandom(settings.seed());
      for (int round = 1; round <= settings.rounds(); round++) {
        Optional<String> failure = Optional.empty();
        try {
          failure = race.round(random.split(), round);
        } catch (IOException | RuntimeException e) {
          if (!stop.getAsBoolean()) {
            throw e;
          }
        }
        if (stop.getAsBoolean()) {
          return new RaceReport(settings.seed(), round - 1, race.kills, Optional.empty());
        }
        if (failure.isPresent()) {
          String message = "round " + round + ": " + failure.get();
          return new RaceReport(settings.seed(), round, race.kills, Optional.of(message));
        }
      }
      return new RaceReport(settings.seed(), settings.rounds(), race.kills, Optional.empty());
    }
  }

  private Optional<String> round(SplittableRandom random, int number)
      throws IOException, InterruptedException {
    try (SharedFile file = new SharedFile(scenario.bytes())) {
      ForkedEnd end = new ForkedEnd(file.memory());
      scenario.setUp().run(file.memory(), SetUpWorld.of(scenario));
      KillPlan plan = planKill(random, number);
      List<Future<Optional<String>>> first = new ArrayList<>();
      for (Racer racer : racers) {
        if (scenario.processes().get(racer.index()).after() == null) {
          first.add(start(racer, file, end, random.nextLong(), plan));
        }
      }
      Optional<String> failure = collect(first);
      if (failure.isPresent()) {
        return failure;
      }
      return check(end);
    } catch (IOException | InterruptedException | RuntimeException e) {
      throw e;
    } catch (Exception e) {
      throw new IllegalStateException("set-up failed: scenario=" + scenario.name(), e);
    }
  }

  /** Who is killed, and before which of its accesses. */
  private record KillPlan(String victim, long before) {
    static final KillPlan NOBODY = new KillPlan("", 0);

    long beforeFor(String process) {
      return process.equals(victim) ? before : 0;
    }
  }

  private KillPlan planKill(SplittableRandom random, int number) {
    List<String> victims = scenario.faults().victims().stream().sorted().toList();
    if (scenario.faults().kills() == 0 || victims.isEmpty() || number % 2 == 0) {
      return KillPlan.NOBODY;
    }
    String victim = victims.get(random.nextInt(victims.size()));
    return new KillPlan(victim, 1 + random.nextInt(FIRST_GUESS_OF_ACCESSES));
  }

  private Future<Optional<String>> start(
      Racer racer, SharedFile file, ForkedEnd end, long seed, KillPlan plan) throws IOException {
    ForkedProcess forked = racer.ready();
    String path = file.path().toString();
    long killBefore = plan.beforeFor(racer.name());
    new Order(scenario.name(), racer.index(), path, false, seed, killBefore).send(forked.wire());
    Callable<Optional<String>> listener = () -> listen(racer, forked, file, end);
    return listeners.submit(listener);
  }

  /** Follows one process until it ends, and starts the processes that its death enables. */
  private Optional<String> listen(Racer racer, ForkedProcess forked, SharedFile file, ForkedEnd end)
      throws IOException, InterruptedException {
    CompletableFuture<Void> watchdog = forked.killAfter(settings.patience());
    try {
      while (true) {
        String[] words = forked.wire().receive();
        if (words == null) {
          return Optional.of(
              racer.name() + " hung for " + settings.patience() + " or ended by itself");
        }
        switch (words[0]) {
          case "END" -> {
            return Optional.empty();
          }
          case "FAILED" -> {
            return Optional.of(racer.name() + ": " + Wire.unpack(words[2]));
          }
          case "RECORD" ->
              end.record(racer.name(), (String) Wire.unpack(words[1]), Wire.unpack(words[2]));
          case "ALIVE" -> forked.wire().send(isAlive(Integer.parseInt(words[1])));
          case "KILL-ME" -> {
            forked.kill();
            countKill(end, racer);
            return runSuccessors(racer, file, end);
          }
          default ->
              throw new IllegalStateException("unexpected word from a forked JVM: " + words[0]);
        }
      }
    } finally {
      watchdog.complete(null);
    }
  }

  private synchronized void countKill(ForkedEnd end, Racer racer) {
    kills++;
    end.kill(racer.name());
  }

  private boolean isAlive(int index) {
    return index >= 0 && index < racers.size() && racers.get(index).isAlive();
  }

  private Optional<String> runSuccessors(Racer dead, SharedFile file, ForkedEnd end)
      throws IOException, InterruptedException {
    List<Future<Optional<String>>> started = new ArrayList<>();
    for (Racer racer : racers) {
      if (dead.name().equals(scenario.processes().get(racer.index()).after())) {
        started.add(start(racer, file, end, settings.seed(), KillPlan.NOBODY));
      }
    }
    return collect(started);
  }

  private static Optional<String> collect(List<Future<Optional<String>>> listeners)
      throws InterruptedException {
    Optional<String> failure = Optional.empty();
    for (Future<Optional<String>> listener : listeners) {
      try {
        Optional<String> other = listener.get();
        failure = failure.isPresent() ? failure : other;
      } catch (ExecutionException e) {
        throw new IllegalStateException("the coordinator failed", e.getCause());
      }
    }
    return failure;
  }

  private Optional<String> check(ForkedEnd end) {
    for (Scenario.NamedEndCheck check : scenario.endChecks()) {
      try {
        check.check().check(end);
      } catch (Exception | AssertionError e) {
        return Optional.of(check.name() + ": " + e.getMessage());
      }
    }
    return Optional.empty();
  }

  @Override
  public void close() {
    racers.forEach(Racer::close);
    listeners.shutdownNow();
  }
}
