package dev.sharelock.model.report;

import dev.sharelock.model.memory.AccessMode;
import dev.sharelock.model.trace.EventKind;
import dev.sharelock.model.trace.TraceEvent;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeSet;

/** Why an execution fails, as far as the trace tells: sentences, and the steps they are about. */
final class Explanation {
  private final Analysis analysis;
  private final EventText text;
  private final List<TraceEvent> events;
  private final List<String> sentences = new ArrayList<>();
  private final SortedSet<Integer> focus = new TreeSet<>();

  Explanation(Analysis analysis, FieldMap fields) {
    this.analysis = analysis;
    this.text = new EventText(analysis, fields);
    this.events = analysis.events();
    if (!events.isEmpty()) {
      explain();
    }
  }

  /** What to tell, in order; may be empty. */
  List<String> sentences() {
    return sentences;
  }

  /** The positions of the steps that matter most. */
  SortedSet<Integer> focus() {
    return focus;
  }

  private void explain() {
    switch (analysis.failure().kind()) {
      case DATA_RACE, MIXED_SIZE -> race();
      case DEADLOCK, LOST_WAKE_UP, LIVELOCK -> waiting();
      default -> order();
    }
    kills();
    sentences.replaceAll(Explanation::capital);
  }

  /** Sentences start with a capital, but names stay as they are. */
  private static String capital(String sentence) {
    return sentence.startsWith("step ") ? "S" + sentence.substring(1) : sentence;
  }

  private void race() {
    int second = lastAccess();
    if (second == Analysis.NONE) {
      return;
    }
    HappensBefore before = new HappensBefore(analysis);
    int first = conflict(second, before);
    focus.add(second);
    if (first == Analysis.NONE) {
      return;
    }
    focus.add(first);
    sentences.add("Nothing orders " + text.cite(first) + " and " + text.cite(second) + ".");
    missing(first, second, before);
  }

  private int lastAccess() {
    for (int i = events.size() - 1; i >= 0; i--) {
      if (events.get(i).offset() >= 0 && (reads(i) || Analysis.writes(events.get(i)))) {
        return i;
      }
    }
    return Analysis.NONE;
  }

  private boolean reads(int position) {
    return Analysis.reads(events.get(position));
  }

  /** The last access that conflicts and is not ordered; failing that, the last that conflicts. */
  private int conflict(int second, HappensBefore before) {
    int ordered = Analysis.NONE;
    for (int i = second - 1; i >= 0; i--) {
      if (conflict(events.get(i), events.get(second))) {
        if (!before.ordered(i, second)) {
          return i;
        }
        ordered = Math.max(ordered, i);
      }
    }
    return ordered;
  }

  private static boolean conflict(TraceEvent one, TraceEvent other) {
    return one.process() != other.process()
        && Analysis.overlap(one, other)
        && (Analysis.writes(one) || Analysis.writes(other));
  }

  /** Looks for a read by which the two would be ordered, had it and its write stronger modes. */
  private void missing(int first, int second, HappensBefore before) {
    for (int read = second - 1; read > first; read--) {
      TraceEvent reader = events.get(read);
      int write = Analysis.reads(reader) ? analysis.source(reader) : Analysis.NONE;
      if (write == Analysis.NONE
          || Analysis.isData(reader)
          || reader.process() == events.get(write).process()
          || !before.ordered(first, write)
          || !before.ordered(read, second)
          || before.ordered(write, read)) {
        continue;
      }
      focus.add(write);
      focus.add(read);
      sentences.add(strengthen(write, read, before));
      return;
    }
    sentences.add(
        analysis.process(events.get(second))
            + " has read nothing that "
            + analysis.process(events.get(first))
            + " wrote from step "
            + events.get(first).step()
            + " on, so nothing tells it that the other access is over.");
  }

  private String strengthen(int write, int read, HappensBefore before) {
    boolean releases = before.releases(write);
    AccessMode mode = events.get(read).mode();
    boolean acquires = mode != null && mode.acquires();
    String seen =
        text.cite(read) + " sees " + text.cite(write) + ", but that does not order them: ";
    if (releases) {
      return seen + "the read must be acquire or stronger.";
    }
    return seen
        + (acquires ? "the write must be release" : "the write must be release, the read acquire,")
        + " or stronger.";
  }

  /** What the processes that have not ended wait for. */
  private void waiting() {
    Map<Integer, Integer> last = new LinkedHashMap<>();
    for (int i = 0; i < events.size(); i++) {
      last.put(events.get(i).process(), i);
    }
    last.forEach(
        (process, position) -> {
          EventKind kind = events.get(position).kind();
          if (Analysis.sleeps(events.get(position))) {
            asleep(position);
          } else if (kind != EventKind.END && kind != EventKind.KILL) {
            turning(process, position);
          }
        });
    stale();
  }

  private void asleep(int wait) {
    TraceEvent event = events.get(wait);
    focus.add(wait);
    int write = Analysis.NONE;
    int wake = Analysis.NONE;
    for (int i = 0; i < events.size(); i++) {
      if (Analysis.writes(events.get(i)) && Analysis.overlap(events.get(i), event)) {
        write = i;
      } else if (events.get(i).kind() == EventKind.WAKE && Analysis.overlap(events.get(i), event)) {
        wake = i;
      }
    }
    StringBuilder sentence = new StringBuilder(analysis.process(event));
    sentence.append(" sleeps since step ").append(event.step()).append(" on ");
    sentence.append(text.name(event)).append("; ");
    if (write > wait) {
      focus.add(write);
      sentence.append("step ").append(events.get(write).step()).append(" changed it to ");
      sentence.append(Values.word(events.get(write).written(), event.bytes())).append("; ");
    } else {
      sentence.append("nobody has changed it since; ");
    }
    if (wake == Analysis.NONE) {
      sentence.append("nobody has ever woken it.");
    } else {
      focus.add(wake);
      sentence.append("the last wake-up was step ").append(events.get(wake).step());
      sentence.append(wake < wait ? ", before it slept." : ", which did not wake it.");
    }
    sentences.add(sentence.toString());
  }

  private void turning(int process, int last) {
    TreeSet<String> names = new TreeSet<>();
    int from = Math.max(0, last - 64);
    for (int i = last; i >= from; i--) {
      TraceEvent event = events.get(i);
      if (event.process() == process && Analysis.reads(event)) {
        names.add(text.name(event));
      } else if (event.process() == process && Analysis.writes(event)) {
        break;
      }
    }
    if (!names.isEmpty() && isTurning(process, last)) {
      focus.add(last);
      sentences.add(
          analysis.process(process)
              + " keeps reading "
              + String.join(", ", names)
              + ", which nobody changes.");
    }
  }

  /** Whether the last steps of a process look like those of a loop. */
  private boolean isTurning(int process, int last) {
    if (events.get(last).kind() == EventKind.SPIN) {
      return true;
    }
    for (int i = last - 1; i >= 0; i--) {
      TraceEvent event = events.get(i);
      if (event.process() == process) {
        return event.kind() == EventKind.SPIN
            || reads(i) && event.offset() == events.get(last).offset();
      }
    }
    return false;
  }

  /** For assertions: whether the order of the steps is enough, or an old value was read. */
  private void order() {
    focus.add(events.size() - 1);
    if (!stale()) {
      sentences.add("No read is stale: the order of the steps alone is enough.");
    }
  }

  /** The last stale read, if there is one. */
  private boolean stale() {
    int stale = analysis.lastStale();
    if (stale == Analysis.NONE) {
      return false;
    }
    focus.add(stale);
    focus.add(analysis.previousWrite(stale));
    sentences.add(
        text.cite(stale)
            + " reads from "
            + text.origin(events.get(stale))
            + " although "
            + text.cite(analysis.previousWrite(stale))
            + " came before it: nothing orders that write before the read.");
    return true;
  }

  private void kills() {
    for (int i = 0; i < events.size(); i++) {
      if (events.get(i).kind() == EventKind.KILL) {
        focus.add(i);
        sentences.add(
            analysis.process(events.get(i))
                + " was killed in step "
                + events.get(i).step()
                + lastDeed(i));
      }
    }
  }

  private String lastDeed(int kill) {
    for (int i = kill - 1; i >= 0; i--) {
      TraceEvent event = events.get(i);
      if (event.process() == events.get(kill).process()) {
        return event.kind() == EventKind.START
            ? ", before it did anything."
            : ", right after " + text.cite(i) + ".";
      }
    }
    return ", before it did anything.";
  }
}
