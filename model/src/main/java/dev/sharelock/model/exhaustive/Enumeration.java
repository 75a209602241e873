package dev.sharelock.model.exhaustive;

import java.util.ArrayDeque;
import java.util.Deque;

/** Goes through the executions of a scenario in the order of one worker, also behind failures. */
final class Enumeration {
  private final Explorer explorer;
  private final Deque<ExecutionGraph> pending = new ArrayDeque<>();
  private final Tally tally = new Tally();
  private long failing;

  Enumeration(Explorer explorer, ExecutionGraph root) {
    this.explorer = explorer;
    pending.push(root);
  }

  /**
   * Goes on to an execution.
   *
   * @param number which one, from 1
   * @return its graph, with a failure that is null if nothing is wrong; null if there are fewer
   */
  Part.Failing goTo(long number) {
    while (!pending.isEmpty()) {
      ExecutionGraph graph = pending.pop();
      ExplorationFailure failure = null;
      long before = count();
      try {
        explorer.explore(graph, tally);
      } catch (ExplorationFailure found) {
        failure = found;
        failing += count() == before ? 1 : 0;
      }
      if (count() > before && count() == number) {
        return new Part.Failing(failure, graph, failure == null ? -1 : explorer.running());
      }
      explorer.children().forEach(pending::push);
    }
    return null;
  }

  private long count() {
    return tally.executions + tally.blocked + failing;
  }
}
