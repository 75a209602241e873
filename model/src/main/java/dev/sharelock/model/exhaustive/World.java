package dev.sharelock.model.exhaustive;

import java.util.function.IntSupplier;

/**
 * The bodies that are explored, and what is to be done with their executions. Each worker has its
 * own.
 */
interface World {
  int NOBODY = -1;

  int threads();

  /** Runs a body to its end and returns what it left behind, which must not change any more. */
  Object run(int thread);

  /** What a body left behind that was killed in the run at hand. */
  Object killed(int thread);

  /** Whose death starts a thread; {@link #NOBODY} if it starts at once. */
  int startsAfterDeathOf(int thread);

  /** Whether a thread does not start although it could. */
  default boolean rests(int thread) {
    return false;
  }

  /** Looks at a graph that is part of an execution, where something may be wrong already. */
  default void look(ExecutionGraph graph) {}

  /** Whether a thread may still wait when all others have ended. */
  boolean isDaemon(int thread);

  /** Whether waits are timed only so as to survive a death. */
  boolean isUntimed();

  /** Which threads may be killed. */
  boolean[] victims();

  /** Takes note of an execution in which all threads have ended. */
  void complete(ExecutionGraph graph, Tally tally);

  /** Takes note of an execution in which an assumption failed. */
  void refuted(ExecutionGraph graph);

  /**
   * Takes note of an execution in which threads wait in vain.
   *
   * @param roused finds out which sleeping thread would come to its end if all of them were woken;
   *     {@link #NOBODY} if none would
   */
  void stuck(ExecutionGraph graph, IntSupplier roused);
}
