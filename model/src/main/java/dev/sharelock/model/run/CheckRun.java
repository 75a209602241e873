package dev.sharelock.model.run;

import dev.sharelock.model.engine.Budget;
import dev.sharelock.model.engine.Estimate;
import dev.sharelock.model.engine.Progress;
import dev.sharelock.model.engine.Verdict;
import dev.sharelock.model.exhaustive.UnfitCheckpointException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;

/** Runs many checks, several at a time, and divides the time among them. */
public final class CheckRun {
  private static final long SHORTEST = Duration.ofMillis(50).toNanos();
  private static final long SHORTEST_HUNT = Duration.ofSeconds(1).toNanos();
  private static final long BLINK = Duration.ofMillis(50).toNanos();

  /** How many times its share a check that ends by itself may take, since it seldom needs it. */
  private static final int PATIENCE = 64;

  /** What part of the time for all a check that ends by itself gets at least. */
  private static final int PARTS = 16;

  /** Is told what happens, by one thread at a time. */
  public interface Listener {
    /** A check begins. */
    void begins(CheckTask task);

    /** A check goes on. */
    void goesOn(CheckTask task, Advance advance);

    /**
     * A check does something else now.
     *
     * @param stage what it does, in a few words
     */
    default void enters(CheckTask task, String stage) {}

    /** A check has ended. */
    void ends(CheckTask task, CheckResult result);
  }

  /**
   * How to check.
   *
   * @param engines what the engines are made with
   * @param budget the time for all checks together; executions and steps for each
   * @param jobs how many checks run at a time
   */
  public record Plan(EngineSettings engines, Budget budget, int jobs) {}

  private final Plan plan;
  private final Listener listener;
  private final Object lock = new Object();
  private final Deque<Integer> waiting = new ArrayDeque<>();
  private final Set<Integer> tried = new HashSet<>();
  private long end;

  public CheckRun(Plan plan, Listener listener) {
    this.plan = plan;
    this.listener = listener;
  }

  /**
   * Runs all checks and returns their results in the order of the tasks; without those that had not
   * begun when the run was interrupted.
   */
  public List<CheckResult> run(List<CheckTask> tasks) {
    CheckResult[] results = new CheckResult[tasks.size()];
    for (int i = 0; i < results.length; i++) {
      waiting.add(i);
    }
    List<Integer> order = new ArrayList<>(waiting);
    order.sort(Comparator.comparingInt(i -> rank(tasks.get(i))));
    waiting.clear();
    waiting.addAll(order);
    end = System.nanoTime() + plan.budget.time().toNanos();
    int jobs = Math.max(1, Math.min(plan.jobs, tasks.size()));
    try (ExecutorService workers = Executors.newFixedThreadPool(jobs)) {
      List<Future<?>> ends = new ArrayList<>();
      for (int i = 0; i < jobs; i++) {
        ends.add(workers.submit(() -> work(tasks, results)));
      }
      ends.forEach(CheckRun::await);
    }
    return Arrays.stream(results).filter(Objects::nonNull).toList();
  }

  private static void await(Future<?> end) {
    try {
      end.get();
    } catch (ExecutionException e) {
      if (e.getCause() instanceof UnfitCheckpointException unfit) {
        throw unfit;
      }
      throw new IllegalStateException(e.getCause().getMessage(), e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("the run was interrupted", e);
    }
  }

  /** First what ends by itself, so that the time it leaves can be used. */
  private static int rank(CheckTask task) {
    if (task.mustFail()) {
      return 0;
    }
    return task.endsByItself() ? 1 : 2;
  }

  private void work(List<CheckTask> tasks, CheckResult[] results) {
    while (true) {
      int index;
      Duration time;
      synchronized (lock) {
        if (waiting.isEmpty() || plan.engines.checkpoints().interrupted().getAsBoolean()) {
          return;
        }
        index = waiting.peek();
        time = share(tasks.get(index), end - System.nanoTime());
        time = tried.contains(index) ? atLeast(time, lastHunt()) : time;
        waiting.remove();
        listener.begins(tasks.get(index));
      }
      CheckResult result = check(tasks.get(index), time);
      synchronized (lock) {
        if (!deservesAnotherTry(index, result)) {
          results[index] = result;
          listener.ends(tasks.get(index), result);
        }
      }
    }
  }

  /**
   * What a mutant that was not caught gets at least in the end, also if no time is left: whether it
   * is caught must not depend on how busy the machine is.
   */
  private Duration lastHunt() {
    return plan.budget.time().dividedBy(2);
  }

  private static Duration atLeast(Duration time, Duration least) {
    return time.compareTo(least) < 0 ? least : time;
  }

  /** A mutant that is not caught while others are busy gets the time that is left in the end. */
  private boolean deservesAnotherTry(int index, CheckResult result) {
    boolean missed = result.standing() == Standing.NOT_CAUGHT;
    boolean again = missed && !result.verdict().exhausted() && tried.add(index);
    if (again) {
      waiting.addLast(index);
    }
    return again;
  }

  private Duration share(CheckTask task, long remaining) {
    int rounds = (waiting.size() + plan.jobs - 1) / plan.jobs;
    long fair = remaining / rounds;
    long most = Math.max(fair, remaining / 4);
    long share = task.endsByItself() ? Math.min(fair * PATIENCE, most) : fair;
    return Duration.ofNanos(Math.max(shortest(task), share));
  }

  /** What is small is exhausted also where time is short, since that is what is said of it. */
  private long shortest(CheckTask task) {
    if (task.mustFail()) {
      return SHORTEST_HUNT;
    }
    boolean small = task.endsByItself() && !task.scenario().large();
    return small ? Math.max(SHORTEST, plan.budget.time().toNanos() / PARTS) : SHORTEST;
  }

  private CheckResult check(CheckTask task, Duration time) {
    Budget budget = new Budget(time, plan.budget.executions(), plan.budget.steps());
    Verdict verdict;
    try {
      verdict =
          task.engine().create(plan.engines).check(task.scenario(), budget, progress(task, budget));
    } catch (RuntimeException | Error e) {
      synchronized (lock) {
        waiting.clear();
      }
      if (e instanceof UnfitCheckpointException unfit) {
        throw unfit;
      }
      throw new IllegalStateException(
          "engine failed: engine="
              + task.engine().name()
              + ", scenario="
              + task.scenario().name()
              + ", seed="
              + plan.engines.seed(),
          e);
    }
    return new CheckResult(task.scenario(), verdict);
  }

  /** Passes progress on, though not more often than anybody can see. */
  private Progress progress(CheckTask task, Budget budget) {
    long start = System.nanoTime();
    AtomicLong next = new AtomicLong(start);
    double whole = budget.time().toNanos();
    return new Progress() {
      private Optional<Estimate> expected = Optional.empty();
      private double share;

      @Override
      public void expects(Estimate estimate) {
        expected = Optional.of(estimate);
      }

      @Override
      public void report(long executions, double fraction) {
        long now = System.nanoTime();
        if (now - next.get() >= 0) {
          next.set(now + BLINK);
          double done = new Advance(executions, fraction, 0, expected).done();
          share = Math.clamp(Math.max((now - start) / whole, done), share, 1);
          synchronized (lock) {
            listener.goesOn(task, new Advance(executions, fraction, share, expected));
          }
        }
      }

      @Override
      public void enters(String stage) {
        synchronized (lock) {
          listener.enters(task, stage);
        }
      }
    };
  }
}
