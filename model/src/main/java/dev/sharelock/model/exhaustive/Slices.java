package dev.sharelock.model.exhaustive;

import dev.sharelock.model.trace.FailureKind;
import java.util.Arrays;

/**
 * Cuts a failing graph down to what the failure needs. What a step depends on by program order and
 * reads-from is the beginning of an execution of its own, in which the others have not come
 * further; so a step that fails needs nothing else. A failure of an execution as a whole, such as a
 * check at its end, needs all of it, but for invariants, which are looked at everywhere.
 */
final class Slices {
  private final ScenarioWorld world;

  Slices(ScenarioWorld world) {
    this.world = world;
  }

  /** How many events of each thread a failure needs. */
  int[] needed(Part.Failing failing) {
    int[] all = new int[failing.graph().threads()];
    for (int t = 0; t < all.length; t++) {
      all[t] = failing.graph().log(t).count;
    }
    if (failing.thread() != World.NOBODY) {
      return causes(failing, all);
    }
    return failing.failure().kind() == FailureKind.INVARIANT ? beginning(failing, all) : all;
  }

  /** How many events are needed in all. */
  static int size(int[] needed) {
    return Arrays.stream(needed).sum();
  }

  /** How many threads are needed. */
  static int threads(int[] needed) {
    return (int) Arrays.stream(needed).filter(events -> events > 0).count();
  }

  /** The graph with the needed events alone. */
  static ExecutionGraph cut(ExecutionGraph graph, int[] needed) {
    ExecutionGraph cut = graph.copy();
    for (int t = 0; t < needed.length; t++) {
      if (needed[t] < cut.log(t).count) {
        cut.truncate(t, needed[t]);
      }
    }
    return cut;
  }

  private int[] causes(Part.Failing failing, int[] all) {
    ExecutionGraph graph = failing.graph();
    Event last = graph.log(failing.thread()).last();
    int[] needed = new int[all.length];
    if (last == null) {
      return needed;
    }
    needed[failing.thread()] = all[failing.thread()];
    include(graph, needed, last);
    if (failing.failure().kind() == FailureKind.DATA_RACE) {
      Event first = world.explorer().machine().growth().races().with(graph, last);
      if (first == null) {
        return all;
      }
      include(graph, needed, first);
    }
    return needed;
  }

  private static void include(ExecutionGraph graph, int[] needed, Event event) {
    for (int t = 0; t < needed.length; t++) {
      needed[t] = Math.max(needed[t], wholeSteps(graph.log(t), event.porf[t]));
    }
  }

  /** No update is cut in two. */
  private static int wholeSteps(ThreadLog log, int count) {
    boolean half = count > 0 && count < log.count;
    Event last = half ? log.events[count - 1] : null;
    return half && last.kind == Event.READ && last.exclusive ? count + 1 : count;
  }

  /** The shortest beginning in which an invariant does not hold, one thread after another. */
  private int[] beginning(Part.Failing failing, int[] all) {
    int[] needed = all;
    for (int t = 0; t < all.length; t++) {
      for (int count = 0; count < needed[t]; count++) {
        int[] fewer = needed.clone();
        fewer[t] = wholeSteps(failing.graph().log(t), count);
        close(failing.graph(), fewer);
        if (isBroken(failing, fewer)) {
          needed = fewer;
        }
      }
    }
    return needed;
  }

  /** Takes out what depends on something that is out. */
  private static void close(ExecutionGraph graph, int[] needed) {
    boolean changed = true;
    while (changed) {
      changed = false;
      for (int t = 0; t < needed.length; t++) {
        while (needed[t] > 0 && !isWithin(graph.log(t).events[needed[t] - 1].porf, needed)) {
          needed[t]--;
          changed = true;
        }
        boolean half = needed[t] > 0 && wholeSteps(graph.log(t), needed[t]) > needed[t];
        needed[t] -= half ? 1 : 0;
        changed |= half;
      }
    }
  }

  private static boolean isWithin(int[] porf, int[] needed) {
    for (int t = 0; t < needed.length; t++) {
      if (porf[t] > needed[t]) {
        return false;
      }
    }
    return true;
  }

  private boolean isBroken(Part.Failing failing, int[] needed) {
    try {
      world.look(cut(failing.graph(), needed));
      return false;
    } catch (ExplorationFailure broken) {
      return failing.failure().isLike(broken);
    }
  }
}
