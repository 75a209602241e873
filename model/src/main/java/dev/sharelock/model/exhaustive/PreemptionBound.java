package dev.sharelock.model.exhaustive;

/**
 * Leaves out what needs too many preemptions.
 *
 * <p>On the way to an execution within the bound there may be graphs beyond it, since a revisit
 * takes events back. They are followed if they are not further beyond than {@link
 * Preemptions#slack} (Marmanis et al., TACAS 2023).
 */
final class PreemptionBound {
  private final int most;

  PreemptionBound(ExplorationOptions options) {
    most = options.reductions().preemptions();
    options.reductions().requireSenseUnder(options.model());
  }

  private boolean isUnbounded() {
    return most == Reductions.UNBOUNDED;
  }

  /** Whether an execution is within the bound. */
  boolean includes(ExecutionGraph graph) {
    return isUnbounded() || Preemptions.least(graph, most) <= most;
  }

  /** Whether a graph may lead to an execution within the bound. */
  boolean mayLeadToIncluded(ExecutionGraph graph) {
    if (isUnbounded()) {
      return true;
    }
    int beyond = most + Preemptions.slack(graph);
    return Preemptions.least(graph, beyond) <= beyond;
  }

  /** Whether what a thread has done so far, and what it depends on, is within the bound. */
  boolean includesCauses(ExecutionGraph graph, int thread) {
    Event last = graph.log(thread).last();
    if (isUnbounded() || last == null) {
      return true;
    }
    int[] keep = new int[graph.threads()];
    addCauses(graph, last, keep);
    ExecutionGraph causes = graph.copy();
    for (int t = 0; t < causes.threads(); t++) {
      if (keep[t] < causes.log(t).count) {
        causes.truncate(t, keep[t]);
      }
    }
    return includes(causes);
  }

  private static void addCauses(ExecutionGraph graph, Event event, int[] keep) {
    if (event.thread < 0 || keep[event.thread] > event.index) {
      return;
    }
    int from = keep[event.thread];
    keep[event.thread] = event.index + 1;
    for (int i = from; i <= event.index; i++) {
      Event before = graph.log(event.thread).events[i];
      if (before.source != null && before.kind != Event.BLOCK) {
        addCauses(graph, before.source, keep);
      }
    }
  }
}
