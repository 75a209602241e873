package dev.sharelock.model.necessity;

import dev.sharelock.memory.FieldNames;
import dev.sharelock.memory.SharedMemory;
import dev.sharelock.model.engine.Budget;
import dev.sharelock.model.engine.Progress;
import dev.sharelock.model.engine.Verdict;
import dev.sharelock.model.exhaustive.ExhaustiveEngine;
import dev.sharelock.model.exhaustive.MemoryModel;
import dev.sharelock.model.memory.AccessMode;
import dev.sharelock.model.memory.FenceKind;
import dev.sharelock.model.necessity.Access.Sort;
import dev.sharelock.model.scenario.Scenario;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.concurrent.ConcurrentSkipListSet;

/**
 * Makes each ordered access of an algorithm one step weaker and looks for a scenario that fails
 * then. An access for which there is none asks for more order than anybody has been shown to need.
 */
public final class Necessity {
  private final Budget budget;
  private final Map<Scenario, NavigableSet<Access>> made = new HashMap<>();

  /**
   * One access made weaker.
   *
   * @param access which
   * @param mode how it is made; null if it is left out
   */
  public record Weaker(Access access, AccessMode mode) {
    /** Such as {@code QueueTail.tryPut: queue.slot, update volatile -> acquire}. */
    @Override
    public String toString() {
      return access + " -> " + (mode == null ? "none" : mode.name().toLowerCase(Locale.ROOT));
    }
  }

  /**
   * What became of it.
   *
   * @param weaker which access
   * @param fails a scenario that fails, if one was found
   * @param executions how many executions that took
   * @param exhausted if none fails: whether all executions of all scenarios were looked at
   */
  public record Finding(
      Weaker weaker, Optional<Scenario> fails, long executions, boolean exhausted) {}

  /**
   * Prepares the search.
   *
   * @param scenarios that must pass
   * @param budget for each scenario with each access
   */
  public Necessity(Collection<Scenario> scenarios, Budget budget) {
    this.budget = budget;
    scenarios.forEach(scenario -> made.put(scenario, accessesOf(scenario)));
  }

  /** All ordered accesses that the scenarios make. */
  public List<Access> accesses() {
    return made.values().stream().flatMap(Collection::stream).distinct().sorted().toList();
  }

  /** All accesses, each made weaker in all ways. */
  public List<Weaker> candidates() {
    List<Weaker> all = new ArrayList<>();
    for (Access access : accesses()) {
      access.weaker().forEach(mode -> all.add(new Weaker(access, mode)));
    }
    return all;
  }

  /** Looks for a scenario that fails, beginning with those that make the fewest accesses. */
  public Finding find(Weaker weaker) {
    List<Scenario> concerned =
        made.keySet().stream()
            .filter(scenario -> made.get(scenario).contains(weaker.access()))
            .sorted((one, other) -> made.get(one).size() - made.get(other).size())
            .toList();
    long executions = 0;
    boolean exhausted = true;
    for (Scenario scenario : concerned) {
      Verdict verdict = check(scenario, weaker);
      executions = verdict.executions();
      exhausted &= verdict.exhausted();
      if (verdict.failure().isPresent()) {
        return new Finding(weaker, Optional.of(scenario), executions, false);
      }
    }
    return new Finding(weaker, Optional.empty(), executions, exhausted);
  }

  private Verdict check(Scenario scenario, Weaker weaker) {
    return check(scenario, weaker, budget);
  }

  /** Explores a scenario with an access made weaker. */
  public static Verdict check(Scenario scenario, Weaker weaker, Budget budget) {
    Names names = new Names(scenario);
    return ExhaustiveEngine.under(MemoryModel.RC11)
        .check(
            scenario.withMemory(memory -> weakened(memory, weaker, names)), budget, Progress.NONE);
  }

  private static SharedMemory weakened(SharedMemory memory, Weaker weaker, Names names) {
    Access access = weaker.access();
    return new AccessMemory(
        memory,
        new AccessMemory.Modes() {
          @Override
          public AccessMode of(long offset, Sort sort, AccessMode asked) {
            boolean alike = sort == access.sort() && asked == access.mode();
            boolean here = alike && names.of(offset).equals(access.field());
            return here && isIn(access.method()) ? weaker.mode() : asked;
          }

          @Override
          public boolean makes(FenceKind kind) {
            boolean alike = access.sort() == Sort.FENCE && access.field().equals(Names.of(kind));
            return !alike || !isIn(access.method());
          }
        });
  }

  private static boolean isIn(String method) {
    return method.isEmpty() || method.equals(Callers.current());
  }

  private NavigableSet<Access> accessesOf(Scenario scenario) {
    NavigableSet<Access> all = new ConcurrentSkipListSet<>();
    Names names = new Names(scenario);
    AccessMemory.Modes notes =
        new AccessMemory.Modes() {
          @Override
          public AccessMode of(long offset, Sort sort, AccessMode asked) {
            note(names.of(offset), sort, asked);
            return asked;
          }

          @Override
          public boolean makes(FenceKind kind) {
            note(Names.of(kind), Sort.FENCE, null);
            return true;
          }

          private void note(String field, Sort sort, AccessMode mode) {
            String method = Callers.current();
            if (!method.isEmpty()) {
              all.add(new Access(method, field, sort, mode));
            }
          }
        };
    Verdict verdict =
        ExhaustiveEngine.under(MemoryModel.RC11)
            .check(
                scenario.withMemory(memory -> new AccessMemory(memory, notes)),
                budget,
                Progress.NONE);
    verdict
        .failure()
        .ifPresent(
            failure -> {
              throw new IllegalArgumentException(
                  "scenario fails as it is: name="
                      + scenario.name()
                      + ", failure="
                      + failure.message()
                      + "; do: repair it first");
            });
    return all;
  }

  /** The names of fields without indexes. */
  private static final class Names implements FieldNames {
    private final Map<Long, String> names = new HashMap<>();

    Names(Scenario scenario) {
      scenario.describeFields(this);
    }

    @Override
    public void word(long offset, int bytes, String name) {
      names.put(offset, name.replaceAll("\\[\\d+]", ""));
    }

    @Override
    public void data(long offset, long length, String name) {
      // data has no order
    }

    String of(long offset) {
      return names.getOrDefault(offset, "?");
    }

    static String of(FenceKind kind) {
      return kind.name().toLowerCase(Locale.ROOT).replace('_', ' ') + " fence";
    }
  }
}
