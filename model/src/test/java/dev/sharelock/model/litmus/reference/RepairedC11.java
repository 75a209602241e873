package dev.sharelock.model.litmus.reference;

import dev.sharelock.model.memory.AccessMode;
import dev.sharelock.model.memory.FenceKind;

/**
 * RC11 (Lahav et al., PLDI 2017): coherence of happens-before, atomicity, and acyclicity of the
 * partial order psc of the SC events. Graphs grow along program order and reads-from, so these are
 * acyclic by construction.
 *
 * <p>A heavy fence is a full fence; a light fence is an SC fence in relation to heavy fences only,
 * and by itself nothing.
 */
public record RepairedC11(ReleaseSequence releaseSequence, Psc psc) implements ReferenceModel {

  /** What continues a release sequence. */
  public enum ReleaseSequence {
    /** Nothing: only the release write itself synchronises. */
    NONE,
    /** Chains of updates (C++20). */
    UPDATES,
    /** Chains of updates, and later writes by the same thread (C++11). */
    WRITES
  }

  /** Which program order is taken in po;hb;po of the SC order. */
  public enum Psc {
    /** That between different locations. */
    PAPER,
    /** All. */
    STRONG
  }

  @Override
  public boolean consistent(Relations graph) {
    if (!graph.atomic()) {
      return false;
    }
    Relation happensBefore = happensBefore(graph);
    Relation coherence = graph.coherence();
    return happensBefore.irreflexive()
        && happensBefore.then(coherence).irreflexive()
        && partialSc(graph, happensBefore, coherence).acyclic();
  }

  @Override
  public Relation happensBefore(Relations graph) {
    return graph.programOrder.union(synchronizesWith(graph)).transitive();
  }

  private static boolean atomicAccess(Event event) {
    return !event.isFence() && event.mode() != AccessMode.PLAIN;
  }

  private static boolean releases(Event event) {
    return event.isWrite() && event.mode() != null && event.mode().releases();
  }

  private static boolean acquires(Event event) {
    return event.isRead() && event.mode().acquires();
  }

  private static boolean releaseFence(Event event) {
    return event.isFence()
        && switch (event.fence()) {
          case RELEASE, STORE_STORE, FULL, HEAVY -> true;
          case ACQUIRE, LOAD_LOAD, LIGHT -> false;
        };
  }

  private static boolean acquireFence(Event event) {
    return event.isFence()
        && switch (event.fence()) {
          case ACQUIRE, LOAD_LOAD, FULL, HEAVY -> true;
          case RELEASE, STORE_STORE, LIGHT -> false;
        };
  }

  private Relation synchronizesWith(Relations graph) {
    int size = graph.size();
    Relation po = graph.programOrder;
    Relation sequence =
        Relation.identity(size, i -> graph.event(i).isWrite() && atomicAccess(graph.event(i)));
    if (releaseSequence == ReleaseSequence.WRITES) {
      Relation later =
          po.where(graph::sameLocation)
              .to(j -> graph.event(j).isWrite() && atomicAccess(graph.event(j)));
      sequence = sequence.then(later.optional());
    }
    if (releaseSequence != ReleaseSequence.NONE) {
      Relation chain = graph.readsFrom.then(graph.updates);
      sequence = sequence.then(chain.transitive().optional());
    }
    Relation source =
        Relation.identity(size, i -> releases(graph.event(i)))
            .union(po.from(i -> releaseFence(graph.event(i))));
    Relation target =
        Relation.identity(size, i -> acquires(graph.event(i)))
            .union(po.to(j -> acquireFence(graph.event(j))));
    Relation read = graph.readsFrom.to(j -> atomicAccess(graph.event(j)));
    return source.then(sequence).then(read).then(target);
  }

  private Relation partialSc(Relations graph, Relation hb, Relation eco) {
    int size = graph.size();
    Relation po = graph.programOrder;
    Relation apart = psc == Psc.STRONG ? po : po.where((i, j) -> !graph.sameLocation(i, j));
    Relation scb =
        po.union(
            apart.then(hb).then(apart),
            hb.where(graph::sameLocation),
            graph.modification,
            graph.fromRead);
    Relation sc = Relation.identity(size, i -> sequential(graph.event(i)));
    Relation fences =
        Relation.identity(size, i -> graph.event(i).isFence() && sequential(graph.event(i)));
    Relation before = sc.union(fences.then(hb.optional()));
    Relation after = sc.union(hb.optional().then(fences));
    Relation base = before.then(scb).then(after);
    Relation fence = fences.then(hb.union(hb.then(eco).then(hb))).then(fences);
    return base.union(fence).where((i, j) -> ordered(graph.event(i), graph.event(j)));
  }

  private static boolean sequential(Event event) {
    return event.isFence()
        ? event.fence() == FenceKind.FULL || light(event) || heavy(event)
        : event.mode() == AccessMode.VOLATILE;
  }

  private static boolean light(Event event) {
    return event.fence() == FenceKind.LIGHT;
  }

  private static boolean heavy(Event event) {
    return event.fence() == FenceKind.HEAVY;
  }

  private static boolean ordered(Event one, Event other) {
    return (!light(one) || heavy(other)) && (!light(other) || heavy(one));
  }
}
