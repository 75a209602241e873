package dev.sharelock.model.report;

import dev.sharelock.model.trace.EventKind;
import dev.sharelock.model.trace.TraceEvent;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Which steps of a trace are ordered by synchronisation, computed with vector clocks over the
 * trace. It serves to explain a verdict; the engines decide by themselves.
 */
final class HappensBefore {
  private final Analysis analysis;
  private final int processes;

  /** By position: how many steps of each process happen before or at the step. */
  private final int[][] clock;

  /** By position: what an acquire read from this write would learn; null if nothing. */
  private final int[][] released;

  /** By position: the number of the step within its process, from 1. */
  private final int[] own;

  HappensBefore(Analysis analysis) {
    this.analysis = analysis;
    List<TraceEvent> events = analysis.events();
    this.processes = events.stream().mapToInt(TraceEvent::process).max().orElse(0) + 1;
    this.clock = new int[events.size()][];
    this.released = new int[events.size()][];
    this.own = new int[events.size()];
    run(events);
  }

  /** What the replay of one process knows. */
  private final class Knowledge {
    int[] now = new int[processes];

    /** What reads without acquire have seen, for a later acquire fence. */
    int[] pending = new int[processes];

    /** What was known at the last release fence; null before it. */
    int[] fenced;
  }

  private void run(List<TraceEvent> events) {
    Map<Integer, Knowledge> known = new HashMap<>();
    int[] fences = new int[processes];
    int[] killed = new int[processes];
    for (int i = 0; i < events.size(); i++) {
      TraceEvent event = events.get(i);
      Knowledge mine = known.computeIfAbsent(event.process(), process -> new Knowledge());
      own[i] = ++mine.now[event.process()];
      if (event.kind() == EventKind.START) {
        join(mine.now, killed);
      }
      fence(event, mine, fences);
      if (Analysis.reads(event)) {
        read(event, mine);
      }
      if (Analysis.writes(event)) {
        released[i] = release(event, mine);
      }
      if (event.kind() == EventKind.KILL) {
        join(killed, mine.now);
      }
      clock[i] = mine.now.clone();
    }
  }

  private static void fence(TraceEvent event, Knowledge mine, int[] fences) {
    String kind = event.note().toLowerCase(Locale.ROOT);
    boolean full =
        switch (event.kind()) {
          case WAIT, WAKE, TIME_OUT -> true;
          case FENCE -> kind.contains("full") || kind.contains("heavy");
          default -> false;
        };
    boolean fence = event.kind() == EventKind.FENCE;
    if (full || fence && (kind.contains("acquire") || kind.contains("load"))) {
      join(mine.now, mine.pending);
    }
    if (full) {
      join(mine.now, fences);
      join(fences, mine.now);
    }
    if (full || fence && (kind.contains("release") || kind.contains("store"))) {
      mine.fenced = mine.now.clone();
    }
  }

  private void read(TraceEvent event, Knowledge mine) {
    int source = analysis.source(event);
    if (source == Analysis.NONE || released[source] == null) {
      return;
    }
    join(mine.pending, released[source]);
    if (event.mode() != null && event.mode().acquires()) {
      join(mine.now, released[source]);
    }
  }

  /** A release write passes all on; a later update in its release sequence does so as well. */
  private int[] release(TraceEvent event, Knowledge mine) {
    int[] passed = null;
    if (event.mode() != null && event.mode().releases()) {
      passed = mine.now.clone();
    } else if (mine.fenced != null && !Analysis.isData(event)) {
      passed = mine.fenced.clone();
    }
    int source = event.kind() == EventKind.UPDATE ? analysis.source(event) : Analysis.NONE;
    if (source != Analysis.NONE && released[source] != null) {
      passed = passed == null ? new int[processes] : passed;
      join(passed, released[source]);
    }
    return passed;
  }

  private static void join(int[] into, int[] from) {
    for (int i = 0; i < into.length; i++) {
      into[i] = Math.max(into[i], from[i]);
    }
  }

  /** Whether one step happens before a later one, or is the same. */
  boolean ordered(int first, int second) {
    int process = analysis.events().get(first).process();
    return clock[second][process] >= own[first];
  }

  /** Whether a write passes on what its process did before. */
  boolean releases(int write) {
    int process = analysis.events().get(write).process();
    return released[write] != null && released[write][process] > 0;
  }
}
