package dev.sharelock.model.litmus.reference;

/** A memory model as a judgement of whole execution graphs. */
@FunctionalInterface
public interface ReferenceModel {

  /** Tells whether a graph, complete or a prefix, is consistent. */
  boolean consistent(Relations graph);

  /** What orders plain accesses; the strong models take over that of RC11. */
  default Relation happensBefore(Relations graph) {
    return RC11.happensBefore(graph);
  }

  /**
   * Tells whether two threads access a location, one of them writing and one plainly, and nothing
   * orders the two accesses.
   */
  default boolean racy(Relations graph) {
    Relation ordered = happensBefore(graph);
    for (int i = 0; i < graph.size(); i++) {
      for (int j = 0; j < i; j++) {
        if (graph.conflict(i, j) && !ordered.has(i, j) && !ordered.has(j, i)) {
          return true;
        }
      }
    }
    return false;
  }

  /** Sequential consistency: the union of all orders is acyclic. */
  ReferenceModel SC =
      graph ->
          graph.atomic()
              && graph
                  .programOrder
                  .union(graph.readsFrom, graph.modification, graph.fromRead)
                  .acyclic();

  /** Total store order as x86 has it. */
  ReferenceModel TSO = new TotalStoreOrder();

  /** RC11 with the release sequences of C++20. */
  ReferenceModel RC11 = new RepairedC11(RepairedC11.ReleaseSequence.UPDATES, RepairedC11.Psc.PAPER);

  /** RC11 without release sequences: the weakest reading of Java. */
  ReferenceModel JMM = new RepairedC11(RepairedC11.ReleaseSequence.NONE, RepairedC11.Psc.PAPER);

  /** The model of a name of {@link dev.sharelock.model.litmus.LitmusTest#MODELS}. */
  static ReferenceModel named(String name) {
    return switch (name) {
      case "sc" -> SC;
      case "tso" -> TSO;
      case "rc11" -> RC11;
      case "jmm" -> JMM;
      default -> throw new IllegalArgumentException("no such model: name=" + name);
    };
  }
}
