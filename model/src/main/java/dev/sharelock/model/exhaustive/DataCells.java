package dev.sharelock.model.exhaustive;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * Where data and words meet: a data write that covers a word, wholly or in part, also stands in the
 * modification order of that word. Data is free of races, so it is always the latest there.
 */
final class DataCells {

  private DataCells() {}

  /** Adds a new data write to the words that it covers. */
  static void add(ExecutionGraph graph, Locations locations, Event data) {
    int length = ((byte[]) data.payload).length;
    locations.forEachIn(data.operand, length, location -> append(graph, locations, data, location));
  }

  /** Adds the data writes of a graph to a word that is accessed for the first time. */
  static void addEarlierWrites(ExecutionGraph graph, Locations locations, int location) {
    if (!locations.isWord(location)) {
      return;
    }
    List<Event> writes = null;
    for (int t = 0; t < graph.threads(); t++) {
      Event last = graph.log(t).last();
      for (Event e = last == null ? null : last.data; e != null; e = e.previousData) {
        if (e.kind == Event.DATA_WRITE && overlaps(locations, location, e)) {
          writes = writes == null ? new ArrayList<>() : writes;
          writes.add(e);
        }
      }
    }
    if (writes != null) {
      writes.sort(Comparator.comparingInt(e -> e.stamp));
      for (Event data : writes) {
        append(graph, locations, data, location);
      }
    }
  }

  /** Takes a data write out of the words that it covers. */
  static void remove(ExecutionGraph graph, Event data) {
    for (int location = 0; location < graph.cellCount(); location++) {
      Cell cell = graph.cellOrNull(location);
      if (cell != null && cell.hasData) {
        graph.ownCell(location).removeData(data);
      }
    }
  }

  private static boolean overlaps(Locations locations, int location, Event data) {
    long from = locations.offset(location);
    long to = from + locations.bytes(location);
    return data.operand < to && from < data.operand + ((byte[]) data.payload).length;
  }

  private static void append(ExecutionGraph graph, Locations locations, Event data, int location) {
    Cell cell = graph.ownCell(location);
    if (cell.latest().operation == Event.DATA && cell.latest().stamp == data.stamp) {
      return;
    }
    Event part = new Event(Event.WRITE, data.thread, data.index, data.stamp, location, Mode.PLAIN);
    part.operation = Event.DATA;
    part.hb = data.hb;
    part.porf = data.porf;
    part.time = data.time;
    part.value = overlay(locations, location, cell.latest().value, data);
    cell.hasData = true;
    cell.insert(cell.writeCount, part);
  }

  private static long overlay(Locations locations, int location, long before, Event data) {
    int bytes = locations.bytes(location);
    byte[] word = new byte[8];
    Bytes.set(word, 0, bytes, before);
    byte[] written = (byte[]) data.payload;
    for (int i = 0; i < bytes; i++) {
      long at = locations.offset(location) + i - data.operand;
      if (at >= 0 && at < written.length) {
        word[i] = written[(int) at];
      }
    }
    return Bytes.get(word, 0, bytes);
  }
}
