package dev.sharelock.model.exhaustive;

import dev.sharelock.environment.Deadline;
import dev.sharelock.model.engine.IdleTime;
import java.util.Arrays;

/**
 * What an execution is in which no thread can go on, and how time passes then: the wait with the
 * earliest deadline times out, or a waiting loop that watches the clock or counts its turns gives
 * up.
 *
 * <p>A waiting loop waits for one location at a time. Whether it is really stuck is found out by
 * letting it run on with the latest values of all locations, without keeping what it does.
 */
final class Quiescence {

  /** What an execution is in which no thread can go on. */
  enum Kind {
    /** All threads have ended, but perhaps for daemons. */
    COMPLETE,
    /** An assumption failed. */
    REFUTED,
    /** Threads wait in vain. */
    STUCK,
    /** A waiting loop has not looked again, so this is no execution yet; another graph is. */
    STALE
  }

  private enum Probe {
    STUCK,
    LEAVES_AT_ONCE,
    GIVES_UP
  }

  private final World world;
  private final GraphMachine machine;
  private final Kills kills;

  Quiescence(World world, GraphMachine machine, Kills kills) {
    this.world = world;
    this.machine = machine;
    this.kills = kills;
  }

  Kind kindOf(ExecutionGraph graph) {
    if (machine.losses().isOpen(graph)) {
      return Kind.STALE;
    }
    boolean onlyDaemons = true;
    boolean refuted = false;
    boolean all = true;
    for (int t = 0; t < graph.threads(); t++) {
      if (!hasEnded(graph, t)) {
        ThreadLog log = graph.log(t);
        all = false;
        refuted |= log.stuck;
        onlyDaemons &= world.isDaemon(t);
        if (!log.stuck && isStale(graph, t)) {
          return Kind.STALE;
        }
      }
    }
    if (refuted) {
      return Kind.REFUTED;
    }
    return all || onlyDaemons ? Kind.COMPLETE : Kind.STUCK;
  }

  private boolean hasEnded(ExecutionGraph graph, int thread) {
    ThreadLog log = graph.log(thread);
    if (log.completion != null) {
      return true;
    }
    int victim = world.startsAfterDeathOf(thread);
    return log.count == 0 && victim != World.NOBODY && !kills.isDead(graph, victim);
  }

  private boolean isStale(ExecutionGraph graph, int thread) {
    ThreadLog log = graph.log(thread);
    if (!isSpinning(log)) {
      return false;
    }
    Event block = log.last();
    return graph.cell(block.location).latest() != block.source
        || probe(graph, thread) == Probe.LEAVES_AT_ONCE;
  }

  private static boolean isSpinning(ThreadLog log) {
    Event last = log.last();
    return last != null && last.kind == Event.BLOCK && last.operation != Event.WAIT;
  }

  private Probe probe(ExecutionGraph graph, int thread) {
    machine.startProbing(graph, thread);
    try {
      if (world.startsAfterDeathOf(thread) != World.NOBODY) {
        machine.startAfterDeathOf(world.startsAfterDeathOf(thread));
      }
      world.run(thread);
    } catch (Halt halt) {
      if (machine.growth().left() == Halt.BLOCKED) {
        return Probe.STUCK;
      }
    }
    boolean atOnce = machine.growth().spins() <= 1 && hasStaleReads(graph, graph.log(thread));
    return atOnce ? Probe.LEAVES_AT_ONCE : Probe.GIVES_UP;
  }

  /** Whether one of the reads just before the wait is not of the latest write. */
  private static boolean hasStaleReads(ExecutionGraph graph, ThreadLog log) {
    for (int i = log.count - 1; i >= 0; i--) {
      Event event = log.events[i];
      if (event.kind == Event.READ && !event.exclusive) {
        if (graph.cell(event.location).latest() != event.source) {
          return true;
        }
      } else if (!isQuiet(event)) {
        return false;
      }
    }
    return false;
  }

  private static boolean isQuiet(Event event) {
    return switch (event.kind) {
      case Event.BLOCK, Event.FENCE, Event.DATA_READ -> true;
      default -> false;
    };
  }

  /** Lets time pass until one thread can go on; tells whether one can. */
  boolean letTimePass(ExecutionGraph graph) {
    if (machine.losses().isOpen(graph)) {
      return false;
    }
    int first = -1;
    long firstTime = Long.MAX_VALUE;
    boolean onlyDaemons = true;
    for (int t = 0; t < graph.threads(); t++) {
      ThreadLog log = graph.log(t);
      if (log.stuck || !hasEnded(graph, t) && isStale(graph, t)) {
        return false;
      }
      if (!hasEnded(graph, t)) {
        onlyDaemons &= world.isDaemon(t);
        long time = timeOf(graph, t);
        if (time < firstTime) {
          first = t;
          firstTime = time;
        }
      }
    }
    if (first < 0 || onlyDaemons) {
      return false;
    }
    pass(graph, first);
    return true;
  }

  /** When a thread goes on by itself; never if it does not. */
  private long timeOf(ExecutionGraph graph, int thread) {
    ThreadLog log = graph.log(thread);
    Event last = log.last();
    if (last == null || last.kind != Event.BLOCK) {
      return Deadline.NEVER;
    }
    int vain = last.passed == 0 ? 0 : Leap.vain(log, contentOf(graph));
    if (last.operation == Event.WAIT) {
      boolean ends = !world.isUntimed() || kills.anyIsDead(graph);
      return ends ? IdleTime.afterWait(last.time, last.operand, vain) : Deadline.NEVER;
    }
    return probe(graph, thread) == Probe.GIVES_UP
        ? IdleTime.afterWait(last.time, last.time + 1, vain)
        : Deadline.NEVER;
  }

  private long contentOf(ExecutionGraph graph) {
    return Arrays.hashCode(FinalMemory.of(graph, machine.locations()));
  }

  private void pass(ExecutionGraph graph, int thread) {
    Event last = graph.log(thread).last();
    boolean waits = last.operation == Event.WAIT;
    long content = contentOf(graph);
    int vain = Leap.vain(graph.log(thread), content);
    machine.start(graph, thread);
    machine.growth().toEnd();
    if (waits) {
      machine.growth().pass(Event.TIME_OUT, last.operand, vain, content);
    } else {
      machine.growth().pass(Event.GIVE_UP, last.time + 1, vain, content);
    }
  }
}
