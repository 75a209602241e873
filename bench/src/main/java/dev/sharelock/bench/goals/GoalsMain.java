package dev.sharelock.bench.goals;

import dev.sharelock.bench.pair.PairComparison;
import java.io.IOException;
import java.io.PrintStream;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Measures rings and queues beside their peers and says which goals are met. */
@Command(
    name = "goals",
    description = "Says which goals of rings and queues are met here.",
    mixinStandardHelpOptions = true)
public final class GoalsMain implements Callable<Integer> {
  private static final double MILLION = 1e6;

  @Option(names = "--rounds", description = "rounds, default ${DEFAULT-VALUE}")
  private int rounds = 5;

  private final PrintStream out;

  private GoalsMain(PrintStream out) {
    this.out = out;
  }

  /**
   * Measures.
   *
   * @param arguments see {@code --help}
   */
  public static void main(String[] arguments) {
    System.exit(new CommandLine(new GoalsMain(System.out)).execute(arguments));
  }

  @Override
  public Integer call() throws IOException, InterruptedException {
    Map<String, PairComparison> figures = new LinkedHashMap<>();
    List<Goal> goals = Goal.all();
    for (Goal goal : goals) {
      if (!figures.containsKey(goal.work())) {
        figures.put(goal.work(), measured(goals, goal));
      }
    }
    out.printf(
        Locale.ROOT,
        "%-34s %-18s %11s  %-23s %11s %6s %8s %7s%n",
        "work, in M/s or ns",
        "ours",
        "median",
        "peer",
        "median",
        "ratio",
        "goal",
        "spread");
    for (Goal goal : goals) {
      print(goal, figures.get(goal.work()));
    }
    return 0;
  }

  private void print(Goal goal, PairComparison comparison) {
    double ratio = comparison.ratio(goal.ours(), goal.peer());
    double unit = goal.faster() ? MILLION : 1;
    out.printf(
        Locale.ROOT,
        "%-34s %-18s %11.2f  %-23s %11.2f %6.2f %3s %4.2f %5.0f %%  %s%n",
        goal.work(),
        goal.ours(),
        comparison.median(goal.ours()) / unit,
        goal.peer(),
        comparison.median(goal.peer()) / unit,
        ratio,
        goal.faster() ? ">=" : "<=",
        goal.bound(),
        100 * comparison.spread(goal.ours()),
        goal.isMet(ratio) ? "MET" : "MISSED");
  }

  /** All that has to do with one kind of work, in turn, round after round. */
  private PairComparison measured(List<Goal> goals, Goal goal)
      throws IOException, InterruptedException {
    Set<String> names = new LinkedHashSet<>();
    for (Goal other : goals) {
      if (other.work().equals(goal.work())) {
        names.add(other.ours());
        names.add(other.peer());
      }
    }
    PairComparison comparison = new PairComparison();
    for (int round = 0; round < rounds; round++) {
      for (String name : names) {
        comparison.add(name, goal.meter().measure(name));
      }
    }
    return comparison;
  }
}
