package dev.sharelock.model.exhaustive;

/**
 * Which writes a waiting thread may read when it looks again.
 *
 * <p>The thread has seen all writes that were there when it began to wait, so only later ones
 * count. And if what it had read last came to it by a revisit, only a write that would revisit it
 * in turn: directly, or after others that do. A write revisits a read of the latest write among its
 * ancestors and what was there before; so there is one way back from it, which must lead to what
 * the thread had read. Other writes revisit the graph as it was before.
 */
final class Awaiting {
  private final ThreadLog log;
  private final Cell cell;
  private final Event waiting;

  private Awaiting(ThreadLog log, Cell cell, Event waiting) {
    this.log = log;
    this.cell = cell;
    this.waiting = waiting;
  }

  /** Where a thread waits for a location, if its last event says so; otherwise null. */
  static Awaiting at(ExecutionGraph graph, int thread, int location) {
    ThreadLog log = graph.log(thread);
    Event last = log.last();
    boolean waits = last != null && last.kind == Event.BLOCK && last.location == location;
    return waits ? new Awaiting(log, graph.cell(location), last) : null;
  }

  /** What the thread read last. */
  Event source() {
    return waiting.source;
  }

  /** Whether there is a write that the thread may read. */
  boolean isOver() {
    for (int i = 1; i < cell.writeCount; i++) {
      if (mayRead(cell.writes[i])) {
        return true;
      }
    }
    return false;
  }

  boolean mayRead(Event write) {
    return write.stamp > waiting.seen && follows(log, cell, waiting.index, write);
  }

  /** Whether a write may revisit a read, considering what the thread had waited for before it. */
  static boolean mayRevisit(ExecutionGraph graph, Event read, Event write) {
    ThreadLog log = graph.log(read.thread);
    boolean waited = read.index > 0 && log.events[read.index - 1].kind == Event.BLOCK;
    return !waited || follows(log, graph.cell(read.location), read.index - 1, write);
  }

  private static boolean follows(ThreadLog log, Cell cell, int lastBlock, Event write) {
    for (int i = lastBlock; i >= 0 && log.events[i].kind == Event.BLOCK; i--) {
      if (log.events[i].location == write.location && !follows(cell, log.events[i], write)) {
        return false;
      }
    }
    return true;
  }

  private static boolean follows(Cell cell, Event block, Event write) {
    Event source = block.source;
    if (source.thread < 0 || source.stamp <= block.stamp) {
      return true;
    }
    Event at = write;
    while (at.thread >= 0 && (at == write || at.stamp > block.stamp)) {
      at = latestBefore(cell, block, at);
      if (at == source) {
        return true;
      }
    }
    return false;
  }

  /**
   * Whether a wait stands for a read of the latest write, counting only what was there or is an
   * ancestor of a revisiting write: it had read it, or will when it looks again.
   */
  static boolean isMaximal(ExecutionGraph graph, Event block, Event revisiting) {
    Cell cell = graph.cell(block.location);
    Event latest = latestBefore(cell, block, revisiting);
    return latest == block.source || follows(cell, block, latest);
  }

  /** The write that the waiting read must read for a later write to revisit it. */
  private static Event latestBefore(Cell cell, Event block, Event write) {
    int i = cell.writeCount - 1;
    while (cell.writes[i] == write || !Revisits.wasThere(cell.writes[i], block, write)) {
      i--;
    }
    return cell.writes[i];
  }
}
