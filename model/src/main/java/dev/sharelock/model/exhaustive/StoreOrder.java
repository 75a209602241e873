package dev.sharelock.model.exhaustive;

import java.util.Arrays;

/**
 * Sequential consistency and total store order.
 *
 * <p>SC: acyclic(po ∪ rf ∪ mo ∪ fr). TSO: every location by itself is coherent, and acyclic(ppo ∪
 * fence ∪ external rf ∪ mo ∪ fr), where ppo is program order but for a write before a read, and
 * full fences, atomic updates and volatile writes restore that order. A volatile write of Java is a
 * store and a full fence on such machines.
 *
 * <p>Under TSO the halves of the asymmetric fence order as {@link InterruptOrder} says.
 *
 * <p>The new event closes a cycle exactly if a write of its location that comes later in
 * modification order is among its ancestors. Ancestors are found backwards: per thread the reads
 * before one position and the writes before another.
 */
final class StoreOrder implements Consistency {
  private final boolean sc;
  private final InterruptOrder asymmetricFences = new InterruptOrder();
  private final int[] readsUpTo;
  private final int[] writesUpTo;
  private final int[] readsDone;
  private final int[] writesDone;

  StoreOrder(int threads, boolean sc) {
    this.sc = sc;
    readsUpTo = new int[threads];
    writesUpTo = new int[threads];
    readsDone = new int[threads];
    writesDone = new int[threads];
  }

  @Override
  public boolean admits(ExecutionGraph graph, Event event) {
    return sc || asymmetricFences.admits(graph, event);
  }

  @Override
  public int bound(
      ExecutionGraph graph, int thread, int position, int location, boolean fullyOrdered) {
    Cell cell = graph.cell(location);
    if (cell.writeCount == 1) {
      return 0;
    }
    Arrays.fill(readsUpTo, 0);
    Arrays.fill(writesUpTo, 0);
    Arrays.fill(readsDone, 0);
    Arrays.fill(writesDone, 0);
    readsUpTo[thread] = position;
    boolean allWrites = sc || fullyOrdered || position == 0;
    writesUpTo[thread] = allWrites ? position : graph.log(thread).events[position - 1].drained;
    int bound = ownBound(cell, thread);
    if (cell.hasData) {
      bound = Math.max(bound, Rc11.coherence(graph, thread, position, location));
    }
    int latest = cell.writeCount - 1;
    boolean changed = true;
    while (changed && bound < latest) {
      changed = false;
      for (int t = 0; t < readsUpTo.length; t++) {
        int from = Math.min(readsDone[t], writesDone[t]);
        int to = Math.max(readsUpTo[t], writesUpTo[t]);
        if (readsDone[t] < readsUpTo[t] || writesDone[t] < writesUpTo[t]) {
          bound = Math.max(bound, visit(graph, t, from, to, location));
          changed = true;
        }
      }
    }
    return bound;
  }

  /** What the thread itself wrote or read last at the location. */
  private static int ownBound(Cell cell, int thread) {
    int bound = 0;
    for (int i = cell.writeCount - 1; i > 0; i--) {
      if (cell.writes[i].thread == thread) {
        bound = i;
        break;
      }
    }
    for (int i = 0; i < cell.readCount; i++) {
      Event read = cell.reads[i];
      if (read.thread == thread && read.kind == Event.READ) {
        bound = Math.max(bound, cell.indexOf(read.source));
      }
    }
    return bound;
  }

  private int visit(ExecutionGraph graph, int thread, int from, int to, int location) {
    Event[] events = graph.log(thread).events;
    int readsFrom = readsDone[thread];
    int readsTo = readsUpTo[thread];
    int writesFrom = writesDone[thread];
    int writesTo = writesUpTo[thread];
    readsDone[thread] = readsTo;
    writesDone[thread] = writesTo;
    int bound = 0;
    for (int i = from; i < to; i++) {
      Event event = events[i];
      if (event.kind == Event.READ && i >= readsFrom && i < readsTo) {
        visitRead(event);
      } else if (event.kind == Event.WRITE && i >= writesFrom && i < writesTo) {
        int position = visitWrite(graph, event);
        if (event.location == location) {
          bound = Math.max(bound, position);
        }
      }
    }
    return bound;
  }

  private void visitRead(Event read) {
    int drained = sc ? read.index + 1 : read.drained;
    writesUpTo[read.thread] = Math.max(writesUpTo[read.thread], drained);
    Event source = read.source;
    if (source.thread >= 0 && source.thread != read.thread) {
      includeWrite(source);
    }
  }

  private int visitWrite(ExecutionGraph graph, Event write) {
    Cell cell = graph.cell(write.location);
    int position = cell.indexOf(write);
    if (position < 0) {
      return 0;
    }
    Event before = cell.writes[position - 1];
    if (before.thread >= 0) {
      includeWrite(before);
    }
    for (int i = 0; i < cell.readCount; i++) {
      Event read = cell.reads[i];
      if (read.source == before && read.kind == Event.READ) {
        readsUpTo[read.thread] = Math.max(readsUpTo[read.thread], read.index + 1);
      }
    }
    return position;
  }

  private void includeWrite(Event write) {
    int t = write.thread;
    writesUpTo[t] = Math.max(writesUpTo[t], write.index + 1);
    readsUpTo[t] = Math.max(readsUpTo[t], write.index + 1);
  }
}
