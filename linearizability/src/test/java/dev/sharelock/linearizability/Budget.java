package dev.sharelock.linearizability;

import java.util.Locale;
import org.jetbrains.lincheck.datastructures.ModelCheckingOptions;
import org.jetbrains.lincheck.datastructures.StressOptions;

/**
 * How much Lincheck does, by the property {@code linearizability.depth}: {@code quick} for the
 * build, {@code deep} for long runs.
 *
 * <p>Failing scenarios are not minimised: in stress mode that takes minutes, and scenarios are
 * short.
 */
public enum Budget {
  QUICK(6, 200, 4, 200),
  DEEP(200, 5_000, 200, 20_000);

  private static final int THREADS = 2;
  private static final int OPERATIONS_BEFORE = 2;
  private static final int OPERATIONS_PER_THREAD = 4;
  private static final int OPERATIONS_AFTER = 2;

  private final int modelCheckedScenarios;
  private final int modelCheckedExecutions;
  private final int stressedScenarios;
  private final int stressedExecutions;

  Budget(int checkedScenarios, int checkedExecutions, int scenarios, int executions) {
    this.modelCheckedScenarios = checkedScenarios;
    this.modelCheckedExecutions = checkedExecutions;
    this.stressedScenarios = scenarios;
    this.stressedExecutions = executions;
  }

  private static Budget chosen() {
    String depth = System.getProperty("linearizability.depth", "quick");
    try {
      return valueOf(depth.toUpperCase(Locale.ROOT));
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(
          "depth is unknown: linearizability.depth=" + depth + "; do: use quick or deep", e);
    }
  }

  /** Interleaves the accesses to memory systematically. */
  public static ModelCheckingOptions modelChecking() {
    return modelChecking(1);
  }

  /** The same for operations that make many times as many accesses as usual. */
  public static ModelCheckingOptions modelChecking(int times) {
    Budget budget = chosen();
    return new ModelCheckingOptions()
        .iterations(budget.modelCheckedScenarios)
        .invocationsPerIteration(Math.max(1, budget.modelCheckedExecutions / times))
        .threads(THREADS)
        .actorsBefore(OPERATIONS_BEFORE)
        .actorsPerThread(OPERATIONS_PER_THREAD)
        .actorsAfter(OPERATIONS_AFTER)
        .minimizeFailedScenario(false);
  }

  /** Lets the threads race on the machine. */
  public static StressOptions stress() {
    Budget budget = chosen();
    return new StressOptions()
        .iterations(budget.stressedScenarios)
        .invocationsPerIteration(budget.stressedExecutions)
        .threads(THREADS)
        .actorsBefore(OPERATIONS_BEFORE)
        .actorsPerThread(OPERATIONS_PER_THREAD)
        .actorsAfter(OPERATIONS_AFTER)
        .minimizeFailedScenario(false);
  }
}
