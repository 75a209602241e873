package dev.sharelock.model.report;

import dev.sharelock.model.run.CheckResult;
import dev.sharelock.model.trace.EventKind;
import dev.sharelock.model.trace.TraceEvent;
import java.util.List;
import java.util.StringJoiner;
import java.util.function.Predicate;

/** What a failing execution takes, in a sentence: memory, processes, faults, switches. */
final class Essence {
  private final Analysis analysis;
  private final List<TraceEvent> steps;

  private Essence(Analysis analysis) {
    this.analysis = analysis;
    this.steps = analysis.events().stream().filter(Essence::isStep).toList();
  }

  /** Such as {@code fails under sc already; 2 processes, 14 steps, 1 kill, 3 switches}. */
  static String of(Analysis analysis) {
    String memory = analysis.failure().memory();
    return memory.isEmpty() ? "" : memory + "; " + new Essence(analysis).counts();
  }

  /** The same, with the name of the scenario if it is not the one that was checked. */
  static String of(Analysis analysis, CheckResult result) {
    String name = analysis.failure().scenario();
    String essence = of(analysis);
    boolean same = name.equals(result.scenario().name()) || essence.isEmpty();
    return same ? essence : "in " + name + ": " + essence;
  }

  /** Only the counts. */
  static String countsOf(Analysis analysis) {
    return new Essence(analysis).counts();
  }

  private static boolean isStep(TraceEvent event) {
    return event.kind() != EventKind.START && event.kind() != EventKind.END;
  }

  private String counts() {
    StringJoiner counts = new StringJoiner(", ");
    counts.add(count(steps.stream().map(TraceEvent::process).distinct().count(), "process"));
    counts.add(count(steps.size(), "step"));
    counts.add(count(stale(), "stale read"));
    addIfAny(counts, event -> event.note().startsWith(TraceEvent.LATE), "late write");
    addIfAny(counts, event -> event.kind() == EventKind.KILL, "kill");
    addIfAny(counts, TraceEvent::isLoss, "lost store");
    addIfAny(counts, event -> event.kind() == EventKind.TIME_OUT, "time-out");
    addIfAny(counts, Essence::isSpurious, "spurious return");
    counts.add(count(switches(), "switch"));
    return counts.toString();
  }

  private void addIfAny(StringJoiner counts, Predicate<TraceEvent> which, String what) {
    long number = steps.stream().filter(which).count();
    if (number > 0) {
      counts.add(count(number, what));
    }
  }

  private static boolean isSpurious(TraceEvent event) {
    return event.note().contains("without a reason") || event.note().contains("spuriously");
  }

  private long stale() {
    return steps.stream().filter(event -> analysis.stale(analysis.positionOf(event))).count();
  }

  private long switches() {
    long switches = 0;
    for (int i = 1; i < steps.size(); i++) {
      switches += steps.get(i).process() == steps.get(i - 1).process() ? 0 : 1;
    }
    return switches;
  }

  private static String count(long number, String what) {
    String ending = what.endsWith("s") || what.endsWith("h") ? "es" : "s";
    return number + " " + what + (number == 1 ? "" : ending);
  }
}
