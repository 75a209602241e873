package dev.sharelock.model.litmus;

import java.util.List;
import java.util.stream.Collectors;

/** One outcome of a litmus test: the values of what it observes, in order. */
public record ObservedValues(List<Long> values) implements Comparable<ObservedValues> {

  public ObservedValues {
    values = List.copyOf(values);
  }

  @Override
  public int compareTo(ObservedValues other) {
    for (int i = 0; i < Math.min(values.size(), other.values.size()); i++) {
      int order = Long.compare(values.get(i), other.values.get(i));
      if (order != 0) {
        return order;
      }
    }
    return Integer.compare(values.size(), other.values.size());
  }

  @Override
  public String toString() {
    return values.stream().map(String::valueOf).collect(Collectors.joining(",", "(", ")"));
  }
}
