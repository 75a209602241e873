package dev.sharelock.model.exhaustive;

import dev.sharelock.model.engine.Estimate;
import java.util.Comparator;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.function.BooleanSupplier;

/**
 * Estimates how large the tree of all graphs is by random descents (Knuth, 1975): from the root, to
 * one of the children with equal probability, and so on. The number of children at each level,
 * multiplied up to there, stands for the size of the level; on average over all descents the sum is
 * right. The descents are derived from a fixed seed.
 */
final class Estimator {
  private static final long SEED = 0x5eed;
  private static final int FEWEST = 10;
  private static final int MOST = 1000;
  private static final double GOOD_ENOUGH = 0.1;

  private static final Comparator<Stratum> ORDER =
      Comparator.comparingInt(Stratum::depth).thenComparingInt(Stratum::events);

  /** Graphs that are likely to lead to a similar number of executions. */
  private record Stratum(int depth, int events) {}

  private static final class Representative {
    private ExecutionGraph graph;
    private double weight;

    Representative(ExecutionGraph graph, double weight) {
      this.graph = graph;
      this.weight = weight;
    }
  }

  private final Explorer explorer;
  private final SplittableRandom random = new SplittableRandom(SEED);

  Estimator(Explorer explorer) {
    this.explorer = explorer;
  }

  /**
   * Descends until the deviation is small, at most 1000 times, or as long as there is time.
   *
   * @param root not changed
   */
  Estimate estimate(ExecutionGraph root, BooleanSupplier hasTime) {
    double mean = 0;
    double squares = 0;
    int samples = 0;
    double deviation = 1;
    while (samples < MOST) {
      double sample = descend(root, hasTime);
      if (!hasTime.getAsBoolean()) {
        break;
      }
      samples++;
      double change = sample - mean;
      mean += change / samples;
      squares += change * (sample - mean);
      deviation = mean == 0 ? 1 : Math.sqrt(squares / samples / Math.max(1, samples - 1)) / mean;
      if (samples >= FEWEST && deviation < GOOD_ENOUGH) {
        break;
      }
    }
    return new Estimate(mean, deviation, samples);
  }

  private double descend(ExecutionGraph root, BooleanSupplier hasTime) {
    TreeMap<Stratum, Representative> strata = new TreeMap<>(ORDER);
    strata.put(new Stratum(0, 0), new Representative(root.copy(), 1));
    double size = 0;
    while (!strata.isEmpty() && hasTime.getAsBoolean()) {
      Map.Entry<Stratum, Representative> next = strata.pollFirstEntry();
      double weight = next.getValue().weight;
      size += grows(next.getValue().graph) ? weight : 0;
      for (ExecutionGraph child : explorer.children()) {
        add(strata, new Stratum(next.getKey().depth + 1, child.events()), child, weight);
      }
    }
    return size;
  }

  private void add(
      TreeMap<Stratum, Representative> strata, Stratum key, ExecutionGraph child, double weight) {
    Representative known = strata.computeIfAbsent(key, k -> new Representative(child, 0));
    known.weight += weight;
    if (random.nextDouble() * known.weight < weight) {
      known.graph = child;
    }
  }

  /** Whether a graph counts; a failure is found again by the exploration. */
  private boolean grows(ExecutionGraph graph) {
    try {
      return explorer.grow(graph) && explorer.isExecution(graph);
    } catch (ExplorationFailure failure) {
      return true;
    }
  }
}
