package dev.sharelock.model.sampling;

import dev.sharelock.environment.Deadline;
import dev.sharelock.model.sampling.SimulatedProcess.State;
import dev.sharelock.model.sampling.schedule.Step;
import dev.sharelock.model.sampling.schedule.StepKind;

/**
 * The virtual clock, and what happens while nobody is ready: the timed wait or the spin loop that
 * ends first goes on, and the clock stands at its time. Spin loops look again after ever longer
 * times. Nobody goes on any more when that has been in vain often enough.
 */
final class Idling {
  private static final int MAX_ROUNDS = 400;
  private static final int MAX_SPINS = 14;

  private final SimulatedProcess[] processes;
  private final Store store;
  private final boolean untimed;
  private long clock;
  private int rounds;

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
    rounds = 0;
  }

  long clock() {
    return clock;
  }

  /** Whether anybody goes on by itself, although nobody is ready. */
  boolean canGoOn() {
    boolean waits = !untimed || someWereKilled();
    boolean any = false;
    for (SimulatedProcess process : processes) {
      any |= canSpin(process);
      any |= waits && process.state == State.WAITING && process.waitDeadline != Deadline.NEVER;
    }
    return any && rounds < MAX_ROUNDS;
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
    return process.state == State.SPINNING && process.idleSpins < MAX_SPINS;
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
      return process.waitDeadline;
    }
    return canSpin(process) ? clock + spinTime(process) : Deadline.NEVER;
  }

  private static long spinTime(SimulatedProcess process) {
    return (long) Math.pow(10, process.idleSpins + 1.0);
  }

  /** Takes note that a process goes on although nobody was ready. */
  void noteRound(SimulatedProcess process) {
    long print = store.fingerprint();
    rounds = print == process.lastIdlePrint ? rounds + 1 : 0;
    process.lastIdlePrint = print;
  }

  void timeOut(SimulatedProcess process) {
    clock = Math.max(clock, process.waitDeadline);
  }

  /** A spin loop takes another turn although nothing has changed. */
  void spin(SimulatedProcess process) {
    clock += spinTime(process);
    process.idleSpins++;
  }
}
