package dev.sharelock.platform;

import dev.sharelock.memory.Machine;
import dev.sharelock.memory.MappedMemory;
import dev.sharelock.memory.WaitOutcome;
import dev.sharelock.memory.WaitStrategy;
import java.lang.invoke.VarHandle;

/**
 * A machine that sleeps in the kernel, and fences other processors if all participants can.
 *
 * <p>On the light fence: membarrier replaces the processor's fence on the light side, and what
 * remains there is to keep the compiler from moving the load before the store. {@link
 * MappedMemory#lightFence} does that by a release and an acquire fence in sequence. The
 * specification of these two alone would allow the move; HotSpot's compilers treat each as a
 * barrier for all memory, and only on HotSpot is this machine {@linkplain Machines chosen} with
 * membarrier.
 */
final class LinuxMachine implements Machine {

  private final boolean membarrier;

  LinuxMachine(boolean membarrier) {
    this.membarrier = membarrier;
  }

  @Override
  public WaitStrategy waitStrategy() {
    return WaitStrategy.FUTEX;
  }

  @Override
  public WaitOutcome waitOn(MappedMemory memory, long offset, int expected, long deadlineNanos) {
    return Futex.waitOn(memory, offset, expected, deadlineNanos);
  }

  @Override
  public int wake(MappedMemory memory, long offset, int count) {
    return Futex.wake(memory, offset, count);
  }

  @Override
  public boolean fencesOthers() {
    return membarrier;
  }

  @Override
  public void heavyFence() {
    if (membarrier) {
      Membarrier.fence();
    } else {
      VarHandle.fullFence();
    }
  }
}
