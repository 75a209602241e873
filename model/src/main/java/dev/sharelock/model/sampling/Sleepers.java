package dev.sharelock.model.sampling;

import dev.sharelock.model.sampling.SimulatedProcess.State;
import dev.sharelock.model.trace.EventKind;

/** The processes that sleep on words, in the order in which they fell asleep. */
final class Sleepers {
  private final SimulatedProcess[] processes;
  private final boolean anyOrder;
  private SimulatedProcess wokenAndKilled;
  private int killedOffset;
  private long tickets;

  /**
   * @param anyOrder whether a wake may choose any of them rather than the one that sleeps longest
   */
  Sleepers(SimulatedProcess[] processes, boolean anyOrder) {
    this.processes = processes;
    this.anyOrder = anyOrder;
  }

  void begin() {
    tickets = 0;
    wokenAndKilled = null;
  }

  long nextTicket() {
    return ++tickets;
  }

  /** Wakes those that have waited longest, leaving out the first {@code skip} of them. */
  int wake(SimulatedProcess waker, int offset, int count, int skip) {
    long after = 0;
    for (int i = 0; i < skip; i++) {
      SimulatedProcess skipped = longest(offset, after);
      after = skipped == null ? after : skipped.waitTicket;
    }
    int woken = 0;
    SimulatedProcess first = longest(offset, after);
    while (woken < count && first != null) {
      first.state = State.READY;
      first.plan(EventKind.WAIT, offset, Integer.BYTES, null);
      first.wokenBy = waker.index;
      woken++;
      first = longest(offset, after);
    }
    return woken;
  }

  private SimulatedProcess longest(int offset, long after) {
    SimulatedProcess first = null;
    for (SimulatedProcess sleeper : processes) {
      if (isOn(sleeper, offset)
          && sleeper.waitTicket > after
          && (first == null || sleeper.waitTicket < first.waitTicket)) {
        first = sleeper;
      }
    }
    return first;
  }

  int countOn(int offset) {
    int count = 0;
    for (SimulatedProcess process : processes) {
      count += isOn(process, offset) ? 1 : 0;
    }
    return count;
  }

  /** Whether a wake may choose. */
  boolean mayChoose() {
    return anyOrder;
  }

  /** How many others a process that is about to wake could wake in the place of the first. */
  int othersToWake(SimulatedProcess waker) {
    if (waker.state != State.READY || waker.pendingKind != EventKind.WAKE) {
      return 0;
    }
    return Math.max(0, countOn((int) waker.pendingOffset) - waker.alternatives);
  }

  private static boolean isOn(SimulatedProcess process, int offset) {
    return process.state == State.WAITING && process.waitOffset == offset;
  }

  /** Takes note of a death: who was woken and has not returned takes the wake-up along. */
  void died(SimulatedProcess victim) {
    boolean woken = victim.state == State.READY && victim.pendingKind == EventKind.WAIT;
    if (woken && victim.wokenBy >= 0) {
      wokenAndKilled = victim;
      killedOffset = victim.waitOffset;
    }
  }

  /** Who died with a wake-up that a sleeping process could have had; null if nobody did. */
  SimulatedProcess tookWakeUpAlong() {
    return wokenAndKilled != null && countOn(killedOffset) > 0 ? wokenAndKilled : null;
  }
}
