package dev.sharelock.model.exhaustive;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Counts outcomes, which are rows of numbers. */
final class OutcomeCounter {

  private static final class Row {
    private final long[] values;
    private final int length;
    private final int hash;
    private long count;

    Row(long[] values, int length) {
      this.values = values;
      this.length = length;
      int sum = length;
      for (int i = 0; i < length; i++) {
        sum = 31 * sum + Long.hashCode(values[i]);
      }
      this.hash = sum;
    }

    @Override
    public int hashCode() {
      return hash;
    }

    @Override
    public boolean equals(Object other) {
      return other instanceof Row row
          && row.length == length
          && Arrays.equals(row.values, 0, length, values, 0, length);
    }
  }

  private final Map<Row, Row> rows = new HashMap<>();

  /** Counts an outcome: the first numbers of an array, which may be reused afterwards. */
  void count(long[] values, int length) {
    Row row = new Row(values, length);
    Row known = rows.get(row);
    if (known == null) {
      known = new Row(Arrays.copyOf(values, length), length);
      rows.put(known, known);
    }
    known.count++;
  }

  /** Adds what another one has counted. */
  void add(OutcomeCounter other) {
    for (Row row : other.rows.values()) {
      Row known = rows.putIfAbsent(row, row);
      if (known != null) {
        known.count += row.count;
      }
    }
  }

  Map<List<Long>, Long> counts() {
    Map<List<Long>, Long> counts = new HashMap<>();
    for (Row row : rows.values()) {
      List<Long> values = new ArrayList<>();
      for (long value : row.values) {
        values.add(value);
      }
      counts.put(List.copyOf(values), row.count);
    }
    return counts;
  }
}
