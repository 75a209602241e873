package dev.sharelock.model.exhaustive;

/**
 * The axioms of a memory model, asked whenever an event is added at the end of a thread. A new
 * event has no successors but those in modification order, so each model needs one lower bound per
 * event, and RC11 one more check.
 */
interface Consistency {

  /**
   * The earliest position in modification order that an event may see: it may read the write there
   * or a later one, and write after it.
   *
   * @param thread its thread
   * @param position its position in program order; everything before counts
   * @param fullyOrdered whether it is a write or part of an atomic update that writes
   */
  int bound(ExecutionGraph graph, int thread, int position, int location, boolean fullyOrdered);

  /**
   * Whether a read may not see a write although it is within the bound, since another write has
   * replaced it. Only data that is racy by design has such writes.
   *
   * @param write the position of the write in modification order
   */
  default boolean hides(ExecutionGraph graph, int thread, int position, int location, int write) {
    return false;
  }

  /**
   * Whether an event that was added within the bound breaks no other axiom. It is the last of its
   * thread; its cell shows where it reads or writes.
   */
  boolean admits(ExecutionGraph graph, Event event);
}
