package dev.sharelock.bench.pair;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The figures of several peers over several rounds of one test, and their ratios in the same round.
 */
public final class PairComparison {
  private final Map<String, List<Double>> figures = new LinkedHashMap<>();

  /** Adds the figure of a round. */
  public void add(String peer, double figure) {
    figures.computeIfAbsent(peer, any -> new ArrayList<>()).add(figure);
  }

  /** The median over the rounds. */
  public double median(String peer) {
    return median(figures.get(peer));
  }

  /** The difference of the largest and the smallest figure in parts of the median. */
  public double spread(String peer) {
    List<Double> values = figures.get(peer);
    double most = values.stream().mapToDouble(Double::doubleValue).max().orElse(0);
    double least = values.stream().mapToDouble(Double::doubleValue).min().orElse(0);
    return (most - least) / median(values);
  }

  /** The median over the rounds of the ratio of two peers in the same round. */
  public double ratio(String peer, String to) {
    List<Double> ratios = new ArrayList<>();
    List<Double> mine = figures.get(peer);
    List<Double> others = figures.get(to);
    for (int round = 0; round < Math.min(mine.size(), others.size()); round++) {
      ratios.add(mine.get(round) / others.get(round));
    }
    return median(ratios);
  }

  /** The middle of some figures. */
  public static double median(List<Double> values) {
    List<Double> sorted = values.stream().sorted().toList();
    int middle = sorted.size() / 2;
    return sorted.size() % 2 == 1
        ? sorted.get(middle)
        : (sorted.get(middle - 1) + sorted.get(middle)) / 2;
  }
}
