package dev.sharelock.model.sampling;

import dev.sharelock.environment.Deadline;
import dev.sharelock.model.engine.IdleTime;
import dev.sharelock.model.sampling.SimulatedProcess.State;
import dev.sharelock.model.sampling.schedule.Step;
import dev.sharelock.model.sampling.schedule.StepKind;

/**
 * The virtual clock, and what happens while nobody is ready: the timed wait or the spin loop that
 * ends first goes on, and the clock stands at its time, as {@link IdleTime} says.
 */
final class Idling {
  private final SimulatedProcess[] processes;
  private final Store store;
  private final boolean untimed;
  private long clock;

  /**
   * @param untimed whether waits are timed only so as to survive a death
   */
  Idling(SimulatedProcess[] processes, Store store, boolean untimed) {
    this.processes = processes;
    this.store = store;
    this.untimed = untimed;
  }

  void begin() {
    clock = 0;
  }

  long clock() {
    return clock;
  }

  /** Whether anybody goes on by itself, although nobody is ready. */
  boolean canGoOn() {
    for (SimulatedProcess process : processes) {
      if (endOf(process) != Deadline.NEVER) {
        return true;
      }
    }
    return false;
  }

  private boolean someWereKilled() {
    for (SimulatedProcess process : processes) {
      if (process.killed) {
        return true;
      }
    }
    return false;
  }

  private static boolean canSpin(SimulatedProcess process) {
    return process.state == State.SPINNING && process.idleSpins < IdleTime.TURNS;
  }

  /** The wait or the spin loop that ends first. */
  long next() {
    SimulatedProcess first = null;
    long firstTime = Deadline.NEVER;
    for (SimulatedProcess process : processes) {
      long time = endOf(process);
      if (time < firstTime) {
        firstTime = time;
        first = process;
      }
    }
    if (first == null) {
      throw new AssertionError("nobody can go on");
    }
    StepKind kind = first.state == State.WAITING ? StepKind.TIME_OUT : StepKind.RUN;
    return Step.pack(first.index, kind, 0);
  }

  private long endOf(SimulatedProcess process) {
    if (process.state == State.WAITING) {
      boolean ends = !untimed || someWereKilled();
      return ends
          ? IdleTime.afterWait(clock, process.waitDeadline, vainOf(process))
          : Deadline.NEVER;
    }
    return canSpin(process) ? IdleTime.afterTurn(clock, process.idleSpins) : Deadline.NEVER;
  }

  /** How often time has passed for a process with the memory as it is now. */
  private int vainOf(SimulatedProcess process) {
    return process.idlePrint == store.fingerprint() ? process.idleRounds : 0;
  }

  /** A wait has timed out before it had to. */
  void timeOutEarly(SimulatedProcess process) {
    clock = Math.max(clock, process.waitDeadline);
  }

  /** A wait times out since nobody is ready. */
  void timeOut(SimulatedProcess process) {
    long end = IdleTime.afterWait(clock, process.waitDeadline, vainOf(process));
    clock = end == Deadline.NEVER ? clock : end;
    process.idleRounds = vainOf(process) + 1;
    process.idlePrint = store.fingerprint();
  }

  /** A spin loop takes another turn although nothing has changed. */
  void spin(SimulatedProcess process) {
    clock = IdleTime.afterTurn(clock, process.idleSpins);
    process.idleSpins++;
  }
}
