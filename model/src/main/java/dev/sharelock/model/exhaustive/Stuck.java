package dev.sharelock.model.exhaustive;

import dev.sharelock.model.trace.FailureKind;
import java.util.StringJoiner;
import java.util.function.IntSupplier;

/** Says why threads wait in vain, and for what. */
final class Stuck {
  private final ExecutionGraph graph;
  private final Locations locations;
  private final Names names;

  Stuck(ExecutionGraph graph, Locations locations, Names names) {
    this.graph = graph;
    this.locations = locations;
    this.names = names;
  }

  /**
   * The failure of the execution.
   *
   * @param roused finds out which sleeping thread would come to its end if all were woken
   */
  ExplorationFailure failure(IntSupplier roused) {
    StringJoiner waiting = new StringJoiner("; ");
    boolean sleeps = false;
    boolean lost = false;
    for (int t = 0; t < graph.threads(); t++) {
      if (waits(t)) {
        Event last = graph.log(t).last();
        boolean sleeping = isAsleep(t);
        waiting.add(names.process(t) + (sleeping ? sleep(last) : spin(last)));
        sleeps |= sleeping;
        lost |= sleeping && isLost(t);
      }
    }
    int dead = tookWakeUpAlong();
    if (dead >= 0) {
      return lostWakeUp(
          names.process(dead) + " was woken and died, and nobody else was woken: " + waiting);
    }
    if (lost) {
      return lostWakeUp("the wake-up for a change was lost: " + waiting);
    }
    int sleeper = sleeps ? roused.getAsInt() : World.NOBODY;
    String stuck = "no process can go on: " + waiting;
    if (sleeper >= 0) {
      return lostWakeUp(
          "a process sleeps although it could go on: process="
              + names.process(sleeper)
              + "; "
              + stuck);
    }
    return new ExplorationFailure(FailureKind.DEADLOCK, stuck, null);
  }

  private static ExplorationFailure lostWakeUp(String message) {
    return new ExplorationFailure(FailureKind.LOST_WAKE_UP, message, null);
  }

  private boolean waits(int thread) {
    Event last = graph.log(thread).last();
    return graph.log(thread).completion == null && last != null && last.kind == Event.BLOCK;
  }

  private boolean isAsleep(int thread) {
    return waits(thread) && graph.log(thread).last().operation == Event.WAIT;
  }

  /** Who was woken and died at once while another one sleeps on the same word; or nobody. */
  private int tookWakeUpAlong() {
    for (int t = 0; t < graph.threads(); t++) {
      ThreadLog log = graph.log(t);
      boolean killed = log.last() != null && log.last().operation == Event.KILL;
      Event before = killed && log.count > 1 ? log.events[log.count - 2] : null;
      boolean woken =
          before != null
              && before.kind == Event.READ
              && locations.entry(before.location).kind() == Locations.WOKEN;
      if (woken && sleepsAnyoneOn(wordOfLastWait(log))) {
        return t;
      }
    }
    return World.NOBODY;
  }

  private long wordOfLastWait(ThreadLog log) {
    for (int i = log.count - 1; i >= 0; i--) {
      if (log.events[i].operation == Event.ENQUEUE) {
        return locations.entry(log.events[i].location).which();
      }
    }
    return -1;
  }

  private boolean sleepsAnyoneOn(long word) {
    for (int t = 0; t < graph.threads(); t++) {
      if (isAsleep(t) && locations.offset((int) graph.log(t).last().value) == word) {
        return true;
      }
    }
    return false;
  }

  private String sleep(Event block) {
    int word = (int) block.value;
    return " sleeps on "
        + names.at(locations.offset(word))
        + " (expected "
        + expectedBy(block.thread)
        + ", now "
        + graph.cell(word).latest().value
        + ")";
  }

  private String spin(Event block) {
    String what =
        locations.isGhost(block.location)
            ? "the death of a process"
            : "a change of " + names.at(locations.offset(block.location));
    return " spins until " + what;
  }

  /** The value for which a thread sleeps: what it read before it queued. */
  private long expectedBy(int thread) {
    ThreadLog log = graph.log(thread);
    for (int i = log.count - 1; i >= 0; i--) {
      Event event = log.events[i];
      if (event.kind == Event.READ && !locations.isGhost(event.location)) {
        return event.value;
      }
    }
    return 0;
  }

  private boolean isLost(int thread) {
    int word = (int) graph.log(thread).last().value;
    return graph.cell(word).latest().value != expectedBy(thread);
  }
}
