package dev.sharelock.model.exhaustive;

import java.util.HashSet;
import java.util.Set;

/** Remembers which graphs were seen, as text: events, reads-from and modification order. */
final class GraphFingerprints {
  private final Set<String> seen = new HashSet<>();

  /** Tells whether a graph is new. */
  synchronized boolean add(ExecutionGraph graph) {
    return seen.add(fingerprint(graph));
  }

  static String fingerprint(ExecutionGraph graph) {
    StringBuilder text = new StringBuilder();
    for (int t = 0; t < graph.threads(); t++) {
      ThreadLog log = graph.log(t);
      for (int i = 0; i < log.count; i++) {
        Event event = log.events[i];
        if (event.kind == Event.BLOCK) {
          continue;
        }
        text.append(event.kind).append(',').append(event.location).append(',');
        text.append(event.operation).append('.').append(event.way).append(',').append(event.value);
        if (event.source != null) {
          text.append('<').append(name(graph, event.source));
        }
        text.append(';');
      }
      text.append('|');
    }
    for (int location = 0; location < graph.cellCount(); location++) {
      Cell cell = graph.cellOrNull(location);
      for (int i = 1; cell != null && cell.writeCount > 2 && i < cell.writeCount; i++) {
        text.append(location).append(':').append(name(graph, cell.writes[i])).append(' ');
      }
    }
    return text.toString();
  }

  private static String name(ExecutionGraph graph, Event event) {
    int index = event.index;
    for (int i = 0; i < event.index; i++) {
      if (graph.log(event.thread).events[i].kind == Event.BLOCK) {
        index--;
      }
    }
    return event.thread + "." + index;
  }
}
