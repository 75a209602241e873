package dev.sharelock.model.exhaustive;

import dev.sharelock.model.trace.FailureKind;
import java.util.function.IntConsumer;

/**
 * Data races: two accesses to the same bytes by different threads, at least one a write, at least
 * one plain, and neither happens before the other.
 */
final class Races {
  private final Locations locations;
  private final Names names;

  Races(Locations locations, Names names) {
    this.locations = locations;
    this.names = names;
  }

  Locations locations() {
    return locations;
  }

  /** An access that races with an event just added at the end of its thread; null if none does. */
  Event with(ExecutionGraph graph, Event event) {
    if (event.kind == Event.DATA_READ || event.kind == Event.DATA_WRITE) {
      Event other = dataAgainstData(graph, event);
      return other != null ? other : dataAgainstWords(graph, event);
    }
    if (!locations.isWord(event.location)) {
      return null;
    }
    Event other = inCell(graph.cell(event.location), event, event.kind == Event.WRITE);
    return other != null ? other : wordAgainstData(graph, event);
  }

  /** Whether any two events of a graph race. */
  boolean isRacy(ExecutionGraph graph) {
    for (int t = 0; t < graph.threads(); t++) {
      ThreadLog log = graph.log(t);
      for (int i = 0; i < log.count; i++) {
        Event event = log.events[i];
        boolean access = event.kind == Event.READ || event.kind == Event.WRITE;
        boolean data = event.kind == Event.DATA_READ || event.kind == Event.DATA_WRITE;
        if ((access || data) && with(graph, event) != null) {
          return true;
        }
      }
    }
    return false;
  }

  private static boolean unordered(Event a, Event b) {
    return a.thread >= 0
        && a.thread != b.thread
        && b.hb[a.thread] <= a.index
        && a.hb[b.thread] <= b.index;
  }

  private static Event inCell(Cell cell, Event event, boolean write) {
    boolean plain = (event.mode & Mode.PLAIN) != 0 || event.location < 0;
    for (int i = 1; i < cell.writeCount; i++) {
      Event other = cell.writes[i];
      if ((plain || (other.mode & Mode.PLAIN) != 0) && unordered(other, event)) {
        return other;
      }
    }
    for (int i = 0; write && i < cell.readCount; i++) {
      Event other = cell.reads[i];
      boolean one = plain || (other.mode & Mode.PLAIN) != 0;
      if (one && other.kind == Event.READ && unordered(other, event)) {
        return other;
      }
    }
    return null;
  }

  private static int length(Event data) {
    return ((byte[]) data.payload).length;
  }

  private static Event dataAgainstData(ExecutionGraph graph, Event event) {
    return againstData(graph, event, event.operand, length(event), event.kind == Event.DATA_WRITE);
  }

  private Event wordAgainstData(ExecutionGraph graph, Event event) {
    return againstData(
        graph,
        event,
        locations.offset(event.location),
        locations.bytes(event.location),
        event.kind == Event.WRITE);
  }

  private static Event againstData(
      ExecutionGraph graph, Event event, long offset, long length, boolean write) {
    for (int t = 0; t < graph.threads(); t++) {
      Event last = graph.log(t).last();
      if (t == event.thread || last == null) {
        continue;
      }
      for (Event other = last.data; other != null; other = other.previousData) {
        if (event.hb[t] > other.index) {
          break;
        }
        boolean conflict = write || other.kind == Event.DATA_WRITE;
        boolean overlap = other.operand < offset + length && offset < other.operand + length(other);
        if (conflict && overlap && unordered(other, event)) {
          return other;
        }
      }
    }
    return null;
  }

  private Event dataAgainstWords(ExecutionGraph graph, Event event) {
    WordSearch search = new WordSearch(graph, event);
    locations.forEachIn(event.operand, length(event), search);
    return search.found;
  }

  private static final class WordSearch implements IntConsumer {
    private final ExecutionGraph graph;
    private final Event event;
    private Event found;

    WordSearch(ExecutionGraph graph, Event event) {
      this.graph = graph;
      this.event = event;
    }

    @Override
    public void accept(int location) {
      Cell cell = graph.cellOrNull(location);
      if (found == null && cell != null) {
        found = inCell(cell, event, event.kind == Event.DATA_WRITE);
      }
    }
  }

  /** The failure of a race. */
  ExplorationFailure failure(Event first, Event second) {
    return new ExplorationFailure(
        FailureKind.DATA_RACE,
        "data race: "
            + describe(first)
            + " and "
            + describe(second)
            + "; do: order them by a release write and an acquire read between them",
        null);
  }

  private String describe(Event event) {
    boolean data = event.kind == Event.DATA_READ || event.kind == Event.DATA_WRITE;
    boolean write = event.kind == Event.WRITE || event.kind == Event.DATA_WRITE;
    long offset = data ? event.operand : locations.offset(event.location);
    int bytes = data ? length(event) : locations.bytes(event.location);
    return names.process(event.thread)
        + (write ? " writes " : " reads ")
        + names.at(offset)
        + " ("
        + bytes
        + " bytes at "
        + offset
        + ")";
  }
}
