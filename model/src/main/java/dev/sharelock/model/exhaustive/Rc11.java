package dev.sharelock.model.exhaustive;

/**
 * RC11 (Lahav et al., PLDI 2017): irreflexive(hb; eco?), atomicity, acyclic(po ∪ rf) and
 * acyclic(psc). The third holds by construction; atomicity is kept by placing an update right after
 * the write it reads.
 *
 * <p>For an event without happens-before successors, coherence says: not before a write of the
 * location that happens before it, nor before one that was read by something that happens before
 * it.
 *
 * <p>Data that is racy by design has no coherence: a read sees any write that no other write has
 * replaced in the order of happens-before, whatever the thread has read before. Its modification
 * order only says which value is left in the end.
 */
final class Rc11 implements Consistency {
  private final ScOrder scOrder;

  Rc11(ScOrder scOrder) {
    this.scOrder = scOrder;
  }

  @Override
  public int bound(
      ExecutionGraph graph, int thread, int position, int location, boolean fullyOrdered) {
    Cell cell = graph.cell(location);
    if (!cell.isRacy()) {
      return coherence(graph, thread, position, location);
    }
    return fullyOrdered && position > 0 ? lastWriteBefore(graph, thread, position, cell) : 0;
  }

  @Override
  public boolean hides(ExecutionGraph graph, int thread, int position, int location, int write) {
    Cell cell = graph.cell(location);
    return position > 0
        && cell.isRacy()
        && cell.isReplaced(write, graph.log(thread).events[position - 1].hb);
  }

  private static int lastWriteBefore(ExecutionGraph graph, int thread, int position, Cell cell) {
    int[] hb = graph.log(thread).events[position - 1].hb;
    for (int i = cell.writeCount - 1; i > 0; i--) {
      Event write = cell.writes[i];
      if (hb[write.thread] > write.index) {
        return i;
      }
    }
    return 0;
  }

  /** The earliest position that coherence with what happens before allows. */
  static int coherence(ExecutionGraph graph, int thread, int position, int location) {
    Cell cell = graph.cell(location);
    if (position == 0 || cell.writeCount == 1) {
      return 0;
    }
    int[] hb = graph.log(thread).events[position - 1].hb;
    int bound = lastWriteBefore(graph, thread, position, cell);
    int latest = cell.writeCount - 1;
    for (int i = 0; i < cell.readCount && bound < latest; i++) {
      Event read = cell.reads[i];
      if (hb[read.thread] > read.index && read.kind == Event.READ) {
        bound = Math.max(bound, cell.indexOf(read.source));
      }
    }
    return bound;
  }

  @Override
  public boolean admits(ExecutionGraph graph, Event event) {
    return scOrder.admits(graph, event);
  }
}
