package dev.sharelock.model.exhaustive;

import java.util.Arrays;

/**
 * An execution graph: events in program order per thread, with reads-from in the reads and
 * modification order in the cells. Copying it costs one array per dimension: logs and cells are
 * copied when one of the sharers changes them.
 */
final class ExecutionGraph {
  private final Locations locations;
  private final ThreadLog[] logs;
  private Cell[] cells;
  private Object owner = new Object();

  /** The stamp of the latest addition. */
  int stamp;

  /** The thread to go on with; -1 for the first that can. */
  int resume = -1;

  /** Whether a plain access was ever in it, so that races must be looked for. */
  boolean plain;

  /** Its share of all work, for progress. */
  double weight = 1;

  /** Where it stands in the tree of all graphs; null for the root. */
  Descent descent;

  ExecutionGraph(int threads, Locations locations) {
    this.locations = locations;
    this.logs = new ThreadLog[threads];
    for (int t = 0; t < threads; t++) {
      logs[t] = new ThreadLog(owner);
    }
    this.cells = new Cell[Math.max(4, locations.count())];
  }

  private ExecutionGraph(ExecutionGraph other) {
    this.locations = other.locations;
    this.logs = other.logs.clone();
    this.cells = other.cells.clone();
    this.stamp = other.stamp;
    this.plain = other.plain;
  }

  /** Copies the graph; from now on both copy what they change. */
  ExecutionGraph copy() {
    owner = new Object();
    return new ExecutionGraph(this);
  }

  int threads() {
    return logs.length;
  }

  int cellCount() {
    return cells.length;
  }

  /** A log to look at. */
  ThreadLog log(int thread) {
    return logs[thread];
  }

  /** A log to change. */
  ThreadLog ownLog(int thread) {
    ThreadLog log = logs[thread];
    if (log.owner != owner) {
      log = new ThreadLog(log, log.count, owner);
      logs[thread] = log;
    }
    return log;
  }

  /** A cell to look at. */
  Cell cell(int location) {
    if (location >= cells.length) {
      cells = Arrays.copyOf(cells, Math.max(location + 1, cells.length * 2));
    }
    Cell cell = cells[location];
    if (cell == null) {
      cell = new Cell(locations.initialWrite(location), owner);
      cells[location] = cell;
      DataCells.addEarlierWrites(this, locations, location);
    }
    return cell;
  }

  /** A cell to look at, or null if nothing accessed the location. */
  Cell cellOrNull(int location) {
    return location < cells.length ? cells[location] : null;
  }

  /** A cell to change. */
  Cell ownCell(int location) {
    Cell cell = cell(location);
    if (cell.owner != owner) {
      cell = new Cell(cell, owner);
      cells[location] = cell;
    }
    return cell;
  }

  /** Adds an event at the end of its thread; a read also to its cell, but not a write. */
  void append(Event event) {
    ownLog(event.thread).append(event);
    if (isReader(event)) {
      ownCell(event.location).addRead(event);
    }
  }

  /** Takes back {@link #append}. */
  void removeLast(int thread) {
    ThreadLog log = ownLog(thread);
    Event event = log.last();
    log.removeLast();
    if (isReader(event)) {
      ownCell(event.location).removeRead(event);
    }
  }

  /** Removes all events of a thread from a position on, from its log and from the cells. */
  void truncate(int thread, int keep) {
    ThreadLog log = logs[thread];
    for (int i = log.count - 1; i >= keep; i--) {
      Event event = log.events[i];
      if (isReader(event)) {
        ownCell(event.location).removeRead(event);
      } else if (event.kind == Event.WRITE) {
        ownCell(event.location).removeWrite(event);
      } else if (event.kind == Event.DATA_WRITE) {
        DataCells.remove(this, event);
      }
    }
    logs[thread] = new ThreadLog(log, keep, owner);
  }

  private static boolean isReader(Event event) {
    return event.kind == Event.READ || event.kind == Event.BLOCK;
  }

  int nextStamp() {
    return ++stamp;
  }

  /** How many events there are. */
  int events() {
    int found = 0;
    for (ThreadLog log : logs) {
      found += log.count;
    }
    return found;
  }

  /** How many events of an operation chose a value. */
  int count(byte operation, long value) {
    int found = 0;
    for (ThreadLog log : logs) {
      for (int i = 0; i < log.count; i++) {
        Event event = log.events[i];
        if (event.operation == operation && event.value == value) {
          found++;
        }
      }
    }
    return found;
  }

  /** How many events of an operation there are. */
  int count(byte operation) {
    int found = 0;
    for (ThreadLog log : logs) {
      for (int i = 0; i < log.count; i++) {
        if (log.events[i].operation == operation) {
          found++;
        }
      }
    }
    return found;
  }
}
