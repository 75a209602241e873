package dev.sharelock.model.report;

import dev.sharelock.model.trace.EventKind;
import dev.sharelock.model.trace.Failure;
import dev.sharelock.model.trace.FailureKind;
import dev.sharelock.model.trace.TraceEvent;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * What follows from a trace: which write was the last before each read, and which read is stale.
 */
final class Analysis {
  /** Nothing in the trace: the set-up, or no such step. */
  static final int NONE = -1;

  private static final long MOST_BYTES = 1 << 16;

  private final Failure failure;
  private final List<TraceEvent> events;
  private final Map<Integer, Integer> positionOfStep = new HashMap<>();
  private final int[] previousWrite;
  private final boolean[] stale;

  Analysis(Failure failure) {
    this.failure = failure;
    this.events = failure.events();
    this.previousWrite = new int[events.size()];
    this.stale = new boolean[events.size()];
    Map<Long, Integer> lastWriter = new HashMap<>();
    for (int i = 0; i < events.size(); i++) {
      TraceEvent event = events.get(i);
      positionOfStep.put(event.step(), i);
      previousWrite[i] = NONE;
      if (event.offset() < 0) {
        continue;
      }
      for (long at = event.offset(); at < end(event); at++) {
        previousWrite[i] = Math.max(previousWrite[i], lastWriter.getOrDefault(at, NONE));
      }
      stale[i] = isStale(i, lastWriter);
      if (writes(event)) {
        for (long at = event.offset(); at < end(event); at++) {
          lastWriter.put(at, i);
        }
      }
    }
  }

  private static long end(TraceEvent event) {
    return event.offset() + Math.min(event.bytes(), MOST_BYTES);
  }

  private boolean isStale(int position, Map<Long, Integer> lastWriter) {
    TraceEvent event = events.get(position);
    int previous = previousWrite[position];
    if (!reads(event) || previous == NONE || isRaceOnly(event)) {
      return false;
    }
    int source = source(event);
    if (isData(event)) {
      for (long at = event.offset(); at < end(event); at++) {
        if (lastWriter.getOrDefault(at, NONE) == source) {
          return false;
        }
      }
      boolean races = failure.kind() == FailureKind.DATA_RACE && position == events.size() - 1;
      return source != NONE || !races;
    }
    boolean sameValue = events.get(previous).written() == event.read();
    return source != previous && !(source == NONE && sameValue);
  }

  int positionOf(TraceEvent event) {
    return positionOfStep.get(event.step());
  }

  Failure failure() {
    return failure;
  }

  List<TraceEvent> events() {
    return events;
  }

  /** The position of the write that an event read from; {@link #NONE} for the set-up. */
  int source(TraceEvent event) {
    return event.readFrom() < 0 ? NONE : positionOfStep.getOrDefault(event.readFrom(), NONE);
  }

  /** The position of the last write before an event to what it accesses. */
  int previousWrite(int position) {
    return previousWrite[position];
  }

  /** Whether an event read something else than the last write before it. */
  boolean stale(int position) {
    return stale[position];
  }

  /** Whether anything in the trace is stale, so that the order of the steps alone is not enough. */
  int lastStale() {
    for (int i = stale.length - 1; i >= 0; i--) {
      if (stale[i]) {
        return i;
      }
    }
    return NONE;
  }

  String process(TraceEvent event) {
    return process(event.process());
  }

  String process(int index) {
    return index >= 0 && index < failure.processes().size()
        ? failure.processes().get(index)
        : "process " + index;
  }

  /** The processes that made a step, in the order of the scenario. */
  List<Integer> active() {
    List<Integer> active = new ArrayList<>();
    events.stream()
        .filter(event -> event.kind() != EventKind.START || events.size() < 2)
        .map(TraceEvent::process)
        .distinct()
        .sorted()
        .forEach(active::add);
    return active;
  }

  static boolean reads(TraceEvent event) {
    return switch (event.kind()) {
      case READ, UPDATE, FAILED_UPDATE, DATA_READ -> true;
      default -> false;
    };
  }

  static boolean writes(TraceEvent event) {
    return switch (event.kind()) {
      case WRITE, UPDATE, DATA_WRITE -> true;
      default -> false;
    };
  }

  /** Whether a process goes to sleep, rather than wakes up or does not wait at all. */
  static boolean sleeps(TraceEvent event) {
    return event.kind() == EventKind.WAIT
        && (event.note().isEmpty() || event.note().startsWith("sleeps"));
  }

  /** Whether a step is only the attempt at an access which was found to race. */
  static boolean isRaceOnly(TraceEvent event) {
    return event.note().equals(TraceEvent.DATA_RACE);
  }

  static boolean isData(TraceEvent event) {
    return event.kind() == EventKind.DATA_READ || event.kind() == EventKind.DATA_WRITE;
  }

  static boolean overlap(TraceEvent one, TraceEvent other) {
    return one.offset() >= 0
        && other.offset() >= 0
        && one.offset() < other.offset() + other.bytes()
        && other.offset() < one.offset() + one.bytes();
  }
}
