package dev.sharelock.memory;

import java.lang.invoke.VarHandle;

/** {@link Machine#PORTABLE}. */
final class PortableMachine implements Machine {

  @Override
  public WaitStrategy waitStrategy() {
    return WaitStrategy.POLLING;
  }

  @Override
  public WaitOutcome waitOn(MappedMemory memory, long offset, int expected, long deadlineNanos) {
    return Polling.waitOn(memory, offset, expected, deadlineNanos);
  }

  @Override
  public int wake(MappedMemory memory, long offset, int count) {
    return Polling.wake(memory, offset, count);
  }

  @Override
  public boolean fencesOthers() {
    return false;
  }

  @Override
  public void heavyFence() {
    VarHandle.fullFence();
  }
}
