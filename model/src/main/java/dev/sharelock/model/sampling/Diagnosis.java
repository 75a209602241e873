package dev.sharelock.model.sampling;

import dev.sharelock.model.memory.AccessMode;
import dev.sharelock.model.sampling.SimulatedProcess.State;
import dev.sharelock.model.trace.EventKind;
import dev.sharelock.model.trace.FailureKind;
import dev.sharelock.model.trace.TraceEvent;
import java.util.List;
import java.util.Locale;
import java.util.StringJoiner;
import java.util.stream.Collectors;

/** Says what is wrong with an execution, with names and values. */
final class Diagnosis {
  private Diagnosis() {}

  /** Processes wait and nobody can go on: a wake-up was lost for sure, or it is a deadlock. */
  static Problem stuck(World world) {
    SimulatedProcess dead = world.sleepers.tookWakeUpAlong();
    if (dead != null) {
      return lostWakeUp(
          dead.name() + " was woken and died, and nobody else was woken: " + waiting(world));
    }
    for (SimulatedProcess process : world.processes) {
      if (process.state == State.WAITING && found(world, process) != process.waitExpected) {
        return lostWakeUp("the wake-up for a change was lost: " + waiting(world));
      }
    }
    return new Problem(FailureKind.DEADLOCK, "no process can go on: " + waiting(world), null);
  }

  private static Problem lostWakeUp(String message) {
    return new Problem(FailureKind.LOST_WAKE_UP, message, null);
  }

  private static long found(World world, SimulatedProcess process) {
    return Bytes.get(world.store.content(), process.waitOffset, Integer.BYTES);
  }

  static String livelock(World world) {
    return "the execution does not end: steps="
        + world.limits.steps()
        + "; "
        + waiting(world)
        + "; do: call spinHint in loops that wait, or raise the limit of steps";
  }

  /** What each unfinished process does. */
  static String waiting(World world) {
    StringJoiner all = new StringJoiner("; ");
    for (SimulatedProcess process : world.processes) {
      if (process.isUnfinished()) {
        all.add(process.name() + " " + doing(world, process));
      }
    }
    return all.toString();
  }

  static String doing(World world, SimulatedProcess process) {
    if (process.state == State.WAITING) {
      long found = found(world, process);
      return "sleeps on "
          + world.names.at(process.waitOffset)
          + " (expected "
          + process.waitExpected
          + ", now "
          + found
          + ")";
    }
    if (process.state == State.SPINNING) {
      List<Long> cells = process.awaitedCells();
      return "spins until a change of "
          + cells.stream().map(world.names::at).collect(Collectors.joining(", "));
    }
    if (!process.isInside()) {
      return process.state == State.ENDED ? "has ended" : "has not begun";
    }
    if (process.pendingKind == null || process.pendingOffset < 0) {
      return "runs";
    }
    return "runs, next is "
        + name(process.pendingKind)
        + " of "
        + world.names.at(process.pendingOffset);
  }

  static String race(
      World world, SimulatedProcess process, long offset, SimulatedProcess other, int otherTime) {
    AccessMode mode = process.pendingMode;
    world.trace.step(
        process.index,
        process.pendingKind,
        mode,
        process.pendingOffset,
        (int) process.pendingBytes,
        0,
        0,
        TraceEvent.DATA_RACE);
    int step = world.trace.stepOf(other.index, otherTime);
    return "accesses to "
        + world.names.at(offset)
        + " are not ordered: "
        + other.name()
        + " at "
        + (step < 0 ? "its access " + otherTime : "step " + step)
        + ", "
        + process.name()
        + " with "
        + name(process.pendingKind)
        + (mode == null ? "" : " " + mode.name().toLowerCase(Locale.ROOT));
  }

  static String mixedSize(World world, SimulatedProcess process, long offset, int bytes) {
    return "word overlaps one of another size: process="
        + process.name()
        + ", field="
        + world.names.at(offset)
        + ", offset="
        + offset
        + ", bytes="
        + bytes
        + "; do: access each word in one size only";
  }

  static String name(EventKind kind) {
    return kind.name().toLowerCase(Locale.ROOT).replace('_', ' ');
  }
}
