package dev.sharelock.model.exhaustive;

import dev.sharelock.model.scenario.Leeway;
import java.util.function.Consumer;

/**
 * Backward revisits of TruSt (Kokologiannakis et al., POPL 2022): a new write lets earlier reads
 * read from it.
 *
 * <p>When write w revisits read r, the events that were added after r and are not among the (po ∪
 * rf)-ancestors of w are deleted, and r reads w. So that every graph is reached once, this is done
 * only from the one graph in which r and all deleted events were added <i>maximally</i>: each read
 * reads the latest write, each write is the latest one, counting only what was there before or is
 * an ancestor of w; and nothing of that reads a deleted write.
 */
final class Revisits {
  private final Consistency consistency;
  private final Clocks clocks;
  private final Symmetry symmetry;
  private final Consumer<ExecutionGraph> found;
  private final int weakFailures;
  private final boolean anySleeper;
  private final int[] keep;

  /**
   * Whether the graph at hand is not needed after the write was put here, so that it is given away.
   */
  private boolean isLastPlace;

  Revisits(int threads, Rules rules, Consumer<ExecutionGraph> found) {
    this.consistency = rules.consistency();
    this.clocks = rules.clocks();
    this.symmetry = rules.symmetry();
    this.weakFailures = rules.faults().weakFailures();
    this.anySleeper = rules.faults().allows(Leeway.ANY_SLEEPER);
    this.found = found;
    this.keep = new int[threads];
  }

  /**
   * Finds all graphs in which an earlier read reads a new write.
   *
   * @param write the last event of its thread, not in modification order yet
   * @param after the write after which it must be placed, for an atomic update; or null
   */
  void revisit(ExecutionGraph graph, Event write, Event after) {
    Cell cell = graph.cell(write.location);
    Event[] reads = cell.reads;
    int count = cell.readCount;
    for (int i = 0; i < count; i++) {
      Event read = reads[i];
      if (read.kind == Event.READ
          && read.thread != write.thread
          && read.index >= write.porf[read.thread]
          && areMaximal(graph, read, write)) {
        revisit(graph, read, write, after);
      }
    }
  }

  private boolean areMaximal(ExecutionGraph graph, Event read, Event write) {
    if (!isMaximal(graph, read, write) || !Awaiting.mayRevisit(graph, read, write)) {
      return false;
    }
    for (int t = 0; t < keep.length; t++) {
      ThreadLog log = graph.log(t);
      for (int i = log.count - 1; i >= write.porf[t]; i--) {
        Event event = log.events[i];
        if (event.stamp <= read.stamp) {
          break;
        }
        if (!isMaximal(graph, event, write)) {
          return false;
        }
      }
    }
    return true;
  }

  private static boolean isMaximal(ExecutionGraph graph, Event event, Event write) {
    switch (event.kind) {
      case Event.READ -> {
        return event.operation != Event.SPURIOUS
            && event.way == 0
            && wasThere(event.source, event, write)
            && isLatest(graph.cell(event.location), event.source, event, write);
      }
      case Event.WRITE -> {
        Cell cell = graph.cell(event.location);
        for (int i = 0; i < cell.readCount; i++) {
          Event read = cell.reads[i];
          if (read.source == event && wasThere(read, event, write) && !isOver(read, write)) {
            return false;
          }
        }
        return event.operation != Event.KILL && isLatest(cell, event, event, write);
      }
      case Event.BLOCK -> {
        return wasThere(event.source, event, write) && Awaiting.isMaximal(graph, event, write);
      }
      case Event.CHOICE -> {
        return event.value == 0 || Leap.isPass(event);
      }
      default -> {
        return true;
      }
    }
  }

  /** Whether a wait is over for the thread of the revisiting write, so that its source is free. */
  private static boolean isOver(Event read, Event write) {
    return read.kind == Event.BLOCK && read.index + 1 < write.porf[read.thread];
  }

  /** Whether a write was the latest one, counting only what was there. */
  private static boolean isLatest(Cell cell, Event candidate, Event event, Event write) {
    for (int i = cell.writeCount - 1; i >= 0; i--) {
      Event other = cell.writes[i];
      if (other == candidate) {
        return true;
      }
      if (wasThere(other, event, write)) {
        return false;
      }
    }
    return true;
  }

  /** Whether something was there before an event, or is an ancestor of the revisiting write. */
  static boolean wasThere(Event other, Event event, Event write) {
    return other.thread < 0 || other.stamp <= event.stamp || other.index < write.porf[other.thread];
  }

  private void revisit(ExecutionGraph graph, Event read, Event write, Event after) {
    ExecutionGraph restricted = restrict(graph, read, write);
    int location = write.location;
    Cell cell = restricted.ownCell(location);
    int from = after == null ? 1 : cell.indexOf(after) + 1;
    int to = after == null ? cell.writeCount : from;
    int bound =
        Math.max(
            consistency.bound(restricted, write.thread, write.index, location, true),
            Leap.visible(restricted, write.thread, write.index, location));
    for (int p = Math.max(from, bound + 1); p <= to; p++) {
      isLastPlace = p == to;
      if (cell.isConsumed(p - 1)) {
        continue;
      }
      restricted.ownCell(location).insert(p, write);
      if (consistency.admits(restricted, write)
          && symmetry.admits(restricted, write)
          && readAgain(restricted, read, write, p)) {
        return;
      }
      cell = restricted.ownCell(location);
      cell.removeWrite(write);
    }
  }

  private ExecutionGraph restrict(ExecutionGraph graph, Event read, Event write) {
    ExecutionGraph restricted = graph.copy();
    for (int t = 0; t < keep.length; t++) {
      ThreadLog log = graph.log(t);
      int last = log.count;
      while (last > write.porf[t] && log.events[last - 1].stamp > read.stamp) {
        last--;
      }
      keep[t] = t == read.thread ? read.index : last;
      if (keep[t] < log.count) {
        restricted.truncate(t, keep[t]);
      }
    }
    return restricted;
  }

  /** Lets a read read the write; tells whether the graph was given away, which only last may be. */
  private boolean readAgain(ExecutionGraph graph, Event read, Event write, int position) {
    Event again = copyOf(read);
    again.readFrom(write);
    boolean mayFail =
        again.exclusive
            && again.operation == Event.WEAK_COMPARE
            && graph.count(Event.SPURIOUS) < weakFailures;
    int ways = anySleeper ? again.ways() : 1;
    if (ways <= 1 && !mayFail) {
      return push(graph, again, position, isLastPlace);
    }
    push(graph, again, position, false);
    for (int way = 1; way < ways; way++) {
      Event other = copyOf(read);
      other.readFrom(write);
      other.way = way;
      push(graph, other, position, false);
    }
    if (mayFail) {
      Event failed = copyOf(read);
      failed.operation = Event.SPURIOUS;
      failed.readFrom(write);
      push(graph, failed, position, false);
    }
    return false;
  }

  private boolean push(ExecutionGraph graph, Event read, int position, boolean last) {
    int bound = consistency.bound(graph, read.thread, read.index, read.location, read.exclusive);
    if (position < Math.max(bound, Leap.visible(graph, read.thread, read.index, read.location))) {
      return false;
    }
    clocks.set(read, graph.log(read.thread));
    symmetry.addCauses(graph, read);
    graph.append(read);
    if (consistency.admits(graph, read) && symmetry.admits(graph, read)) {
      ExecutionGraph pending = last ? graph : graph.copy();
      pending.resume = read.thread;
      found.accept(pending);
      if (last) {
        return true;
      }
    }
    graph.removeLast(read.thread);
    return false;
  }

  private static Event copyOf(Event read) {
    Event copy =
        new Event(read.kind, read.thread, read.index, read.stamp, read.location, read.mode);
    copy.operation = read.operation;
    copy.operand = read.operand;
    return copy;
  }
}
