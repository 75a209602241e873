package dev.sharelock.model.report;

import dev.sharelock.model.trace.EventKind;
import dev.sharelock.model.trace.TraceEvent;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Chooses which steps of a trace are shown; long runs of others become one line. */
final class Folding {
  private static final int SHORT = 48;
  private static final int TAIL = 16;
  private static final int AROUND = 4;
  private static final int SHORTEST_FOLD = 4;
  private static final int LONGEST_CYCLE = 8;
  private static final int MANY_TURNS = 3;

  /**
   * Some steps in a row.
   *
   * @param from the position of the first
   * @param to the position after the last
   * @param shown whether they are shown one by one
   * @param cycle if they repeat the steps before them again and again, how many those are; else 0
   */
  record Run(int from, int to, boolean shown, int cycle) {}

  private final Analysis analysis;
  private final boolean[] shown;
  private final int[] cycle;

  Folding(Analysis analysis, Collection<Integer> focus) {
    this.analysis = analysis;
    int size = analysis.events().size();
    this.shown = new boolean[size];
    this.cycle = new int[size];
    findCycles();
    for (int i = 0; i < size; i++) {
      shown[i] = !dull(i) && cycle[i] == 0 && (size <= SHORT || i >= size - TAIL || notable(i));
    }
    focus.forEach(this::showWithItsPast);
    showShortGaps();
  }

  /** Marks the turns of a loop that are the same as the turn before. */
  private void findCycles() {
    int size = analysis.events().size();
    for (int from = 0; from < size; from++) {
      for (int length = 1; length <= LONGEST_CYCLE; length++) {
        int to = from + length;
        while (to < size && same(to, to - length)) {
          to++;
        }
        int turns = (to - from) / length - 1;
        if (turns >= MANY_TURNS) {
          to = from + (turns + 1) * length;
          Arrays.fill(cycle, from + length, to, length);
          from = to - 1;
          break;
        }
      }
    }
  }

  private boolean same(int one, int other) {
    TraceEvent a = analysis.events().get(one);
    TraceEvent b = analysis.events().get(other);
    return a.process() == b.process()
        && a.kind() == b.kind()
        && a.mode() == b.mode()
        && a.offset() == b.offset()
        && a.bytes() == b.bytes()
        && a.read() == b.read()
        && a.written() == b.written()
        && a.note().equals(b.note())
        && a.content().equals(b.content());
  }

  /** The starts and ends of processes say nothing unless a death caused them. */
  private boolean dull(int position) {
    TraceEvent event = analysis.events().get(position);
    boolean edge = event.kind() == EventKind.START || event.kind() == EventKind.END;
    return edge && event.note().isEmpty();
  }

  private boolean notable(int position) {
    return switch (analysis.events().get(position).kind()) {
      case KILL, TIME_OUT -> true;
      case CHOICE -> analysis.events().get(position).isLoss() || analysis.stale(position);
      default -> analysis.stale(position);
    };
  }

  private void showWithItsPast(int position) {
    int process = analysis.events().get(position).process();
    int left = AROUND;
    for (int i = position; i >= 0 && left > 0; i--) {
      boolean mine = analysis.events().get(i).process() == process && !dull(i);
      if (i == position || mine && cycle[i] == 0) {
        shown[i] = true;
        left--;
      }
    }
  }

  private void showShortGaps() {
    int from = 0;
    while (from < shown.length) {
      int to = from;
      int hidden = 0;
      while (to < shown.length && !shown[to]) {
        hidden += dull(to) ? 0 : cycle[to] > 0 ? SHORTEST_FOLD : 1;
        to++;
      }
      if (hidden < SHORTEST_FOLD) {
        for (int i = from; i < to; i++) {
          shown[i] = !dull(i);
        }
      }
      from = to + 1;
    }
  }

  /** All steps in order; those that say nothing are left out. */
  List<Run> runs() {
    List<Run> runs = new ArrayList<>();
    int from = 0;
    while (from < shown.length) {
      int to = from;
      while (to < shown.length && shown[to] == shown[from] && cycle[to] == cycle[from]) {
        to++;
      }
      boolean worthALine = shown[from] || count(from, to).values().stream().anyMatch(n -> n > 0);
      if (worthALine) {
        runs.add(new Run(from, to, shown[from], cycle[from]));
      }
      from = to;
    }
    return runs;
  }

  /** The line for a run that is not shown: {@code 17 steps: producer 12, consumer 5}. */
  String summary(Run run) {
    int steps = run.to - run.from;
    if (run.cycle > 0 && steps >= run.cycle) {
      String who = analysis.process(analysis.events().get(run.from));
      String what = run.cycle == 1 ? "the same step" : "the same " + run.cycle + " steps";
      return what + " of " + who + " again, " + steps / run.cycle + " times";
    }
    Map<Integer, Integer> counts = count(run.from, run.to);
    int sum = counts.values().stream().mapToInt(Integer::intValue).sum();
    List<String> each = new ArrayList<>();
    counts.forEach((process, n) -> each.add(analysis.process(process) + " " + n));
    return sum + (sum == 1 ? " step: " : " steps: ") + String.join(", ", each);
  }

  private Map<Integer, Integer> count(int from, int to) {
    Map<Integer, Integer> counts = new LinkedHashMap<>();
    for (int i = from; i < to; i++) {
      if (!dull(i)) {
        counts.merge(analysis.events().get(i).process(), 1, Integer::sum);
      }
    }
    return counts;
  }
}
