package dev.sharelock.model.sampling;

import dev.sharelock.model.sampling.schedule.Schedule;
import dev.sharelock.model.sampling.schedule.Step;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** The decisions of the execution that runs, packed. */
final class StepLog {
  private long[] steps = new long[256];
  private int size;

  void clear() {
    size = 0;
  }

  void add(long packed) {
    if (size == steps.length) {
      steps = Arrays.copyOf(steps, 2 * size);
    }
    steps[size++] = packed;
  }

  void truncate(int length) {
    size = length;
  }

  int size() {
    return size;
  }

  long[] toArray() {
    return Arrays.copyOf(steps, size);
  }

  static Schedule schedule(long[] packed) {
    List<Step> list = new ArrayList<>(packed.length);
    for (long step : packed) {
      list.add(Step.unpack(step));
    }
    return new Schedule(list);
  }
}
