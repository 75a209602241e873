package dev.sharelock.model.exhaustive;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * How many preemptions a sequentially consistent graph needs at least: over all its interleavings
 * the fewest switches away from a thread that could have gone on.
 *
 * <p>Leaving a thread counts if it has more steps in the graph, unless it sleeps in a wait. What it
 * cannot do at that moment of the interleaving counts nevertheless, since it could do something
 * else.
 *
 * <p>An event that can come next can also come later, so nothing is gained by leaving a thread
 * before it must wait for another one. What is left to choose is who goes on then.
 */
final class Preemptions {
  private final ExecutionGraph graph;
  private final Set<Key> seen = new HashSet<>();

  private record Key(int[] placed) {
    @Override
    public boolean equals(Object other) {
      return other instanceof Key key && Arrays.equals(placed, key.placed);
    }

    @Override
    public int hashCode() {
      return Arrays.hashCode(placed);
    }
  }

  private record State(int[] placed, int preemptions) {}

  private Preemptions(ExecutionGraph graph) {
    this.graph = graph;
  }

  /** The least number of preemptions, or {@code most + 1} if it is greater than {@code most}. */
  static int least(ExecutionGraph graph, int most) {
    return new Preemptions(graph).search(most);
  }

  /**
   * How many more preemptions than an execution a graph may need from which it is reached. What is
   * still to be taken back was added at the end of its thread, in the order of addition after all
   * that stays: each thread but that of the write which takes it back may so be left once more, and
   * once more for each time that it waited.
   */
  static int slack(ExecutionGraph graph) {
    int threads = 0;
    int waits = 0;
    for (int t = 0; t < graph.threads(); t++) {
      ThreadLog log = graph.log(t);
      threads += log.count > 0 ? 1 : 0;
      for (int i = 0; i < log.count; i++) {
        waits += log.events[i].kind == Event.BLOCK ? 1 : 0;
      }
    }
    return Math.max(0, threads - 1) + waits;
  }

  private int search(int most) {
    ArrayDeque<State> states = new ArrayDeque<>();
    states.add(new State(new int[graph.threads()], 0));
    List<State> next = new ArrayList<>();
    while (!states.isEmpty()) {
      State state = states.poll();
      if (!seen.add(new Key(state.placed))) {
        continue;
      }
      if (new Placing(graph, true, state.placed).isComplete()) {
        return state.preemptions;
      }
      next.clear();
      addNext(state, next);
      for (State other : next) {
        if (other.preemptions == state.preemptions) {
          states.addFirst(other);
        } else if (other.preemptions <= most) {
          states.addLast(other);
        }
      }
    }
    return most + 1;
  }

  /**
   * Lets each thread go on as far as it can. If one gets to its end, it may well do so now: it
   * would have to go on anyway, and nobody is in its way later.
   */
  private void addNext(State state, List<State> next) {
    for (int t = 0; t < graph.threads(); t++) {
      Placing placing = new Placing(graph, true, state.placed);
      if (!placing.canGoOn(t)) {
        continue;
      }
      while (placing.canGoOn(t)) {
        placing.place(t);
      }
      int preemptions = state.preemptions + (wasPreempted(t, state.placed[t]) ? 1 : 0);
      State after = new State(placing.placed(), preemptions);
      if (after.placed[t] == graph.log(t).count) {
        next.clear();
        next.add(after);
        return;
      }
      next.add(after);
    }
  }

  /** Whether a thread that goes on at a position was preempted there. */
  private boolean wasPreempted(int thread, int position) {
    ThreadLog log = graph.log(thread);
    int last = position - 1;
    while (last >= 0 && log.events[last].kind == Event.BLOCK) {
      last--;
    }
    if (last < 0) {
      return false;
    }
    Event event = log.events[last];
    return event.operation != Event.WAIT || event.value != WaitOperations.SLEEP;
  }
}
