package dev.sharelock.model.litmus.reference;

import dev.sharelock.model.memory.AccessMode;
import dev.sharelock.model.memory.FenceKind;
import java.util.ArrayList;
import java.util.List;

/**
 * Total store order: coherence per location, and one order of all that is visible to others. Only a
 * write before a read of the same thread is not kept, unless a full fence, an update or a volatile
 * write is between them or one of them belongs to an update. A volatile write is a store and a full
 * fence. Acquire and release fences cost nothing on such a machine and order nothing more.
 *
 * <p>A heavy fence interrupts every other thread at some point of its own, and each interrupt comes
 * between what is before the heavy fence and what is after it. Relative to a light fence of that
 * thread it is early or late: either all before the light fence is visible to all after the heavy
 * fence, or all before the heavy fence is visible to all after the light fence.
 */
final class TotalStoreOrder implements ReferenceModel {

  @Override
  public boolean consistent(Relations graph) {
    if (!graph.atomic()) {
      return false;
    }
    Relation communication = graph.readsFrom.union(graph.modification, graph.fromRead);
    if (!graph.programOrder.where(graph::sameLocation).union(communication).acyclic()) {
      return false;
    }
    Relation external = graph.readsFrom.where((i, j) -> !graph.sameThread(i, j));
    Relation visible = preserved(graph).union(external, graph.modification, graph.fromRead);
    return acyclicForSomeInterrupts(graph, visible, asymmetricPairs(graph), 0);
  }

  private static Relation preserved(Relations graph) {
    Relation po = graph.programOrder.where((i, j) -> counts(graph, i) && counts(graph, j));
    Relation fenced = po.to(j -> fencing(graph, j)).then(po);
    Relation fencedByWrite = po.from(i -> fencing(graph, i));
    return po.where(
        (i, j) ->
            !(graph.event(i).isWrite() && graph.event(j).isRead())
                || graph.event(i).thread() < 0
                || ofUpdate(graph, i)
                || ofUpdate(graph, j)
                || fencedByWrite.has(i, j)
                || fenced.has(i, j));
  }

  /** Fences that order nothing are no part of the order, or they would order transitively. */
  private static boolean counts(Relations graph, int i) {
    return !graph.event(i).isFence() || full(graph, i);
  }

  private static boolean full(Relations graph, int i) {
    return graph.event(i).fence() == FenceKind.FULL || graph.event(i).fence() == FenceKind.HEAVY;
  }

  private static boolean ofUpdate(Relations graph, int i) {
    return graph.event(i).update() || graph.updates.rows()[i] != 0;
  }

  private static boolean fencing(Relations graph, int i) {
    Event event = graph.event(i);
    return full(graph, i)
        || ofUpdate(graph, i)
        || event.isWrite() && event.mode() == AccessMode.VOLATILE;
  }

  /** Pairs of a heavy and a light fence of different threads. */
  private static List<int[]> asymmetricPairs(Relations graph) {
    List<int[]> pairs = new ArrayList<>();
    for (int heavy = 0; heavy < graph.size(); heavy++) {
      for (int light = 0; light < graph.size(); light++) {
        if (graph.event(heavy).fence() == FenceKind.HEAVY
            && graph.event(light).fence() == FenceKind.LIGHT
            && !graph.sameThread(heavy, light)) {
          pairs.add(new int[] {heavy, light});
        }
      }
    }
    return pairs;
  }

  private static boolean acyclicForSomeInterrupts(
      Relations graph, Relation visible, List<int[]> pairs, int decided) {
    if (decided == pairs.size()) {
      return visible.acyclic();
    }
    int heavy = pairs.get(decided)[0];
    int light = pairs.get(decided)[1];
    Relation po = graph.programOrder;
    Relation early = Relation.empty(graph.size());
    Relation late = Relation.empty(graph.size());
    for (int i = 0; i < graph.size(); i++) {
      for (int j = 0; j < graph.size(); j++) {
        if (counts(graph, i) && counts(graph, j)) {
          if (po.has(i, light) && po.has(heavy, j)) {
            early.add(i, j);
          }
          if (po.has(i, heavy) && po.has(light, j)) {
            late.add(i, j);
          }
        }
      }
    }
    return acyclicForSomeInterrupts(graph, visible.union(early), pairs, decided + 1)
        || acyclicForSomeInterrupts(graph, visible.union(late), pairs, decided + 1);
  }
}
