package dev.sharelock.model.exhaustive;

/**
 * RC11 (Lahav et al., PLDI 2017): irreflexive(hb; eco?), atomicity, acyclic(po ∪ rf) and
 * acyclic(psc). The third holds by construction; atomicity is kept by placing an update right after
 * the write it reads.
 *
 * <p>For an event without happens-before successors, coherence says: not before a write of the
 * location that happens before it, nor before one that was read by something that happens before
 * it.
 */
final class Rc11 implements Consistency {
  private final ScOrder scOrder;

  Rc11(ScOrder scOrder) {
    this.scOrder = scOrder;
  }

  @Override
  public int bound(
      ExecutionGraph graph, int thread, int position, int location, boolean fullyOrdered) {
    return coherence(graph, thread, position, location);
  }

  /** The earliest position that coherence with what happens before allows. */
  static int coherence(ExecutionGraph graph, int thread, int position, int location) {
    Cell cell = graph.cell(location);
    if (position == 0 || cell.writeCount == 1) {
      return 0;
    }
    int[] hb = graph.log(thread).events[position - 1].hb;
    int bound = 0;
    for (int i = cell.writeCount - 1; i > 0; i--) {
      Event write = cell.writes[i];
      if (hb[write.thread] > write.index) {
        bound = i;
        break;
      }
    }
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
