package dev.sharelock.model.sampling;

import dev.sharelock.model.trace.EventKind;
import java.util.Arrays;

/**
 * Partial order sampling (Yuan, Yang, Gu: Partial Order Aware Concurrency Sampling, CAV 2018): each
 * step has a random priority of its own, the highest that is ready comes next, and whatever would
 * conflict with it is given another priority. So the orders of conflicting steps are sampled,
 * rather than the interleavings, of which most differ only in steps that commute.
 */
final class PosSampler extends Sampler {
  private long[] priorities;
  private int[] stepsThen;

  PosSampler(Plan plan) {
    super(plan);
  }

  @Override
  int pick(World world) {
    if (priorities == null) {
      priorities = new long[world.processes.length];
      stepsThen = new int[priorities.length];
      Arrays.fill(stepsThen, -1);
    }
    int best = -1;
    for (int i = 0; i < world.ready.count(); i++) {
      int index = world.ready.at(i);
      SimulatedProcess process = world.processes[index];
      if (process.steps != stepsThen[index]) {
        renew(process);
      }
      best = best < 0 || priorities[index] > priorities[best] ? index : best;
    }
    renewConflicting(world, world.processes[best]);
    return best;
  }

  private void renewConflicting(World world, SimulatedProcess next) {
    for (int i = 0; i < world.ready.count(); i++) {
      SimulatedProcess process = world.processes[world.ready.at(i)];
      if (process != next && conflict(process, next)) {
        renew(process);
      }
    }
  }

  private void renew(SimulatedProcess process) {
    priorities[process.index] = random.next() >>> 1;
    stepsThen[process.index] = process.steps;
  }

  private static boolean conflict(SimulatedProcess one, SimulatedProcess two) {
    return one.pendingOffset >= 0
        && two.pendingOffset >= 0
        && one.pendingOffset < two.pendingOffset + two.pendingBytes
        && two.pendingOffset < one.pendingOffset + one.pendingBytes
        && !(readsOnly(one.pendingKind) && readsOnly(two.pendingKind));
  }

  private static boolean readsOnly(EventKind kind) {
    return kind == EventKind.READ || kind == EventKind.DATA_READ;
  }
}
