package dev.sharelock.model.sampling;

import dev.sharelock.model.trace.FailureKind;

/** Ends an execution with what its memory finds wrong. */
record Complaints(World world) implements Findings {

  @Override
  public Abort race(int process, long offset, int other, int otherTime) {
    SimulatedProcess second = world.processes[process];
    SimulatedProcess first = world.processes[other];
    String message = Diagnosis.race(world, second, offset, first, otherTime);
    return world.fail(FailureKind.DATA_RACE, message, null);
  }

  @Override
  public Abort mixedSize(int process, long offset, int bytes) {
    SimulatedProcess culprit = world.processes[process];
    String message = Diagnosis.mixedSize(world, culprit, offset, bytes);
    return world.fail(FailureKind.MIXED_SIZE, message, null);
  }
}
