package dev.sharelock.model.run;

import dev.sharelock.model.engine.Budget;
import dev.sharelock.model.engine.Progress;
import dev.sharelock.model.engine.Verdict;
import dev.sharelock.model.exhaustive.MemoryModel;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;

/** Checks one scenario after the other and divides the time among them. */
public final class CheckRun {
  private static final long SHORTEST = Duration.ofMillis(50).toNanos();

  private static final long BLINK = Duration.ofMillis(50).toNanos();

  /** How many times its share a scenario that must fail may take, since it seldom needs it. */
  private static final int PATIENCE = 4;

  /** Is told what happens. */
  public interface Listener {
    /** A check begins. */
    void begins(CheckTask task);

    /**
     * A check goes on; called often.
     *
     * @param fraction how much of this check is done, from 0 to 1
     */
    void goesOn(long executions, double fraction);

    /** A check has ended. */
    void ends(CheckTask task, CheckResult result);
  }

  /**
   * How to check.
   *
   * @param seed the seed of every check
   * @param model the memory model
   * @param budget the time for all checks together; executions and steps for each
   */
  public record Plan(Seed seed, MemoryModel model, Budget budget) {}

  private final Plan plan;
  private final Listener listener;

  public CheckRun(Plan plan, Listener listener) {
    this.plan = plan;
    this.listener = listener;
  }

  /** Runs all checks and returns their results in the order of the tasks. */
  public List<CheckResult> run(List<CheckTask> tasks) {
    CheckResult[] results = new CheckResult[tasks.size()];
    List<Integer> order = new ArrayList<>();
    for (int i = 0; i < results.length; i++) {
      order.add(i);
    }
    order.sort(Comparator.comparingInt(i -> rank(tasks.get(i))));
    long end = System.nanoTime() + plan.budget.time().toNanos();
    int left = order.size();
    for (int index : order) {
      CheckTask task = tasks.get(index);
      results[index] = check(task, share(task, end - System.nanoTime(), left--));
    }
    return List.of(results);
  }

  /** First what ends by itself, so that the time it leaves can be used. */
  private static int rank(CheckTask task) {
    if (task.mustFail()) {
      return 0;
    }
    return task.scenario().exhaustible() ? 1 : 2;
  }

  private static Duration share(CheckTask task, long remaining, int tasks) {
    long fair = remaining / tasks;
    long share = task.mustFail() ? Math.min(fair * PATIENCE, Math.max(fair, remaining / 2)) : fair;
    return Duration.ofNanos(Math.max(SHORTEST, share));
  }

  private CheckResult check(CheckTask task, Duration time) {
    listener.begins(task);
    Budget budget = new Budget(time, plan.budget.executions(), plan.budget.steps());
    Verdict verdict =
        task.engine()
            .create(plan.seed, plan.model)
            .check(task.scenario(), budget, progress(budget));
    CheckResult result = new CheckResult(task.scenario(), verdict);
    listener.ends(task, result);
    return result;
  }

  /** Passes progress on, though not more often than anybody can see. */
  private Progress progress(Budget budget) {
    long start = System.nanoTime();
    AtomicLong next = new AtomicLong(start);
    double whole = budget.time().toNanos();
    return (executions, fraction) -> {
      long now = System.nanoTime();
      if (now - next.get() >= 0) {
        next.set(now + BLINK);
        double done = Math.max((now - start) / whole, fraction);
        listener.goesOn(executions, Math.clamp(done, 0, 1));
      }
    };
  }
}
