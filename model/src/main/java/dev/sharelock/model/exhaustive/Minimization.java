package dev.sharelock.model.exhaustive;

import dev.sharelock.model.engine.Progress;
import dev.sharelock.model.scenario.Faults;
import dev.sharelock.model.scenario.Scenario;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;
import java.util.Locale;

/**
 * Looks for the simplest execution that fails like one that was found: under the strongest memory
 * model, with the fewest processes, then faults, then steps; the order in which it is told has the
 * fewest stale reads, then switches. How much is looked at is counted in steps, not in time, so
 * that a repetition ends with the same result. What is returned was executed once more.
 */
final class Minimization {
  private static final long MOST_STEPS = 4_000_000;
  private static final long MOST_STEPS_IN_ALL = 16_000_000;
  private static final MemoryModel[] FROM_STRONG_TO_WEAK = {
    MemoryModel.SC, MemoryModel.TSO, MemoryModel.RC11, MemoryModel.JMM
  };

  /**
   * A failing execution.
   *
   * @param world where it was executed
   * @param needed how many events of each process it takes
   */
  private record Candidate(
      MemoryModel model, ScenarioWorld world, Part.Failing failing, Faults faults, int[] needed) {

    static Candidate of(MemoryModel model, ScenarioWorld world, Part.Failing failing) {
      int[] needed = new Slices(world).needed(failing);
      ExecutionGraph cut = Slices.cut(failing.graph(), needed);
      Faults faults = FaultCount.of(cut, world.scenario().faults());
      return new Candidate(model, world, failing, faults, needed);
    }

    boolean isSimplerThan(Candidate other) {
      return other == null || SIMPLEST.compare(this, other) < 0;
    }
  }

  private static final Comparator<Candidate> SIMPLEST =
      Comparator.<Candidate>comparingInt(c -> Slices.threads(c.needed))
          .thenComparingInt(c -> FaultCount.sum(c.faults))
          .thenComparingInt(c -> Slices.size(c.needed));

  /** What an exploration came to. */
  private record Outcome(Candidate simplest, boolean exhausted) {}

  /**
   * The simplest failure.
   *
   * @param model the strongest memory model under which it was found
   * @param world where it was executed
   * @param memory what is known about the memory that it needs
   */
  record Result(MemoryModel model, ScenarioWorld world, Part.Failing failing, String memory) {}

  private final Scenario scenario;
  private final ExplorationOptions options;
  private final Locations locations;
  private final Progress progress;
  private ExplorationFailure wanted;
  private long left = MOST_STEPS_IN_ALL;

  Minimization(
      Scenario scenario, ExplorationOptions options, Locations locations, Progress progress) {
    this.scenario = scenario;
    this.options = options;
    this.locations = locations;
    this.progress = progress;
  }

  /** Simplifies what an explorer of a world has come upon. */
  Result simplify(ScenarioWorld world, Part.Failing failing) {
    wanted = failing.failure();
    Candidate best = executed(Candidate.of(options.model(), world, failing));
    boolean[] resting = new boolean[best.needed.length];
    for (int t = 0; t < resting.length; t++) {
      resting[t] = failing.thread() != World.NOBODY && best.needed[t] == 0;
    }
    List<String> without = new ArrayList<>();
    boolean all = true;
    for (MemoryModel model : strongerOnes()) {
      progress.enters("minimising: does it fail under " + nameOf(model));
      Outcome outcome = explore(model, scenario.faults(), resting);
      if (outcome.simplest == null && isAny(resting)) {
        outcome = explore(model, scenario.faults(), new boolean[0]);
      }
      Candidate found = outcome.simplest == null ? sameUnder(model, best) : outcome.simplest;
      if (found != null) {
        Candidate simple = executed(withFewestFaults(found, resting));
        return result(simple, memory(model, without, all));
      }
      without.add(nameOf(model));
      all &= outcome.exhausted;
    }
    progress.enters("minimising under " + nameOf(options.model()));
    Outcome again = explore(options.model(), best.faults, resting);
    if (again.simplest != null && again.simplest.isSimplerThan(best)) {
      best = again.simplest;
    }
    return result(executed(withFewestFaults(best, resting)), memory(best.model, without, all));
  }

  private static Result result(Candidate candidate, String memory) {
    return new Result(candidate.model, candidate.world, candidate.failing, memory);
  }

  private static boolean isAny(boolean[] resting) {
    for (boolean one : resting) {
      if (one) {
        return true;
      }
    }
    return false;
  }

  private List<MemoryModel> strongerOnes() {
    List<MemoryModel> stronger = new ArrayList<>();
    for (MemoryModel model : FROM_STRONG_TO_WEAK) {
      if (model == options.model()) {
        break;
      }
      stronger.add(model);
    }
    return stronger;
  }

  private static String nameOf(MemoryModel model) {
    return model.name().toLowerCase(Locale.ROOT);
  }

  private static String memory(MemoryModel model, List<String> without, boolean all) {
    if (model == MemoryModel.SC) {
      return "fails under sc already";
    }
    if (without.isEmpty()) {
      return "fails under " + nameOf(model);
    }
    String others = String.join(" and ", without);
    return all
        ? "needs " + nameOf(model) + ": no execution under " + others + " fails so"
        : "fails under " + nameOf(model) + ", and was not found under " + others;
  }

  /** Tries fewer faults, the fewest first. */
  private Candidate withFewestFaults(Candidate found, boolean[] resting) {
    for (Faults fewer : FaultCount.below(found.faults)) {
      progress.enters("minimising: fewer faults");
      Candidate simpler = explore(found.model, fewer, resting).simplest;
      if (simpler != null && simpler.isSimplerThan(found)) {
        return simpler;
      }
    }
    return found;
  }

  /** Whether the execution itself exists under a stronger model as well. */
  private Candidate sameUnder(MemoryModel model, Candidate known) {
    ExecutionGraph cut = Slices.cut(known.failing.graph(), known.needed);
    boolean explained = model == MemoryModel.SC && LeastOrder.of(cut).weak() == 0;
    return explained ? follow(model, Guide.to(cut, known.failing.thread())) : null;
  }

  /** The candidate as it is when only what it needs is executed. */
  private Candidate executed(Candidate candidate) {
    ExecutionGraph cut = Slices.cut(candidate.failing.graph(), candidate.needed);
    Candidate again = follow(candidate.model, Guide.to(cut, candidate.failing.thread()));
    return again == null ? candidate : again;
  }

  private ScenarioWorld world(MemoryModel model, Faults faults) {
    ExplorationOptions own =
        ExplorationOptions.of(model).stoppingAtRace(true).withSteps(options.steps());
    return new ScenarioWorld(scenario, own, locations, faults);
  }

  private ExecutionGraph root() {
    return new ExecutionGraph(scenario.processes().size(), locations);
  }

  private Candidate follow(MemoryModel model, Guide guide) {
    ScenarioWorld world = world(model, scenario.faults());
    ExecutionGraph graph = root();
    try {
      world.explorer().follow(graph, Guide.parse(guide.toString()), new Tally());
      return null;
    } catch (ExplorationFailure failure) {
      Part.Failing failing = new Part.Failing(failure, graph, world.explorer().running());
      return wanted.isLike(failure) ? Candidate.of(model, world, failing) : null;
    }
  }

  /** Explores executions, also after failures, and keeps the simplest failing one. */
  private Outcome explore(MemoryModel model, Faults faults, boolean[] resting) {
    ScenarioWorld world = world(model, faults);
    world.letRest(resting);
    Explorer explorer = world.explorer();
    Deque<ExecutionGraph> pending = new ArrayDeque<>();
    pending.push(root());
    Candidate simplest = null;
    Tally tally = new Tally();
    long steps = 0;
    boolean otherFailures = false;
    long limit = Math.min(MOST_STEPS, left);
    while (!pending.isEmpty() && steps < limit) {
      ExecutionGraph graph = pending.pop();
      long runs = tally.runs;
      try {
        explorer.explore(graph, tally);
      } catch (ExplorationFailure failure) {
        Part.Failing failing = new Part.Failing(failure, graph, explorer.running());
        boolean like = wanted.isLike(failure);
        Candidate found = like ? Candidate.of(model, world, failing) : null;
        simplest = like && found.isSimplerThan(simplest) ? found : simplest;
        otherFailures |= !like;
      }
      explorer.children().forEach(pending::push);
      steps += (tally.runs - runs) * (1 + lengthOf(graph));
      progress.report(tally.executions, Math.min(1, (double) steps / limit));
    }
    left -= steps;
    return new Outcome(simplest, pending.isEmpty() && !otherFailures);
  }

  private static int lengthOf(ExecutionGraph graph) {
    int length = 0;
    for (int t = 0; t < graph.threads(); t++) {
      length += graph.log(t).count;
    }
    return length;
  }
}
