package dev.sharelock.model.forked;

import dev.sharelock.memory.SharedMemory;
import dev.sharelock.memory.WaitOutcome;
import dev.sharelock.model.memory.AccessMode;
import dev.sharelock.model.trace.EventKind;
import java.util.SplittableRandom;
import java.util.concurrent.locks.LockSupport;

/**
 * The gate of a free-running process: it never asks, but now and then delays an access by a seeded
 * amount, and stops for good right before the access at which the process is to be killed.
 */
final class RacingGate implements Gate {
  private static final long LONGEST_PAUSE_NANOS = 200_000;

  private final SharedMemory memory;
  private final Wire wire;
  private final SplittableRandom random;
  private final long killBefore;
  private long accesses;

  /**
   * Creates a gate.
   *
   * @param killBefore the number of the access, from 1, before which the process waits to be
   *     killed; 0 for never
   */
  RacingGate(SharedMemory memory, Wire wire, long seed, long killBefore) {
    this.memory = memory;
    this.wire = wire;
    this.random = new SplittableRandom(seed);
    this.killBefore = killBefore;
  }

  @Override
  public boolean before(EventKind kind, AccessMode mode, long offset, long bytes) {
    if (++accesses == killBefore) {
      wire.send("KILL-ME", accesses);
      wire.receive();
      throw new IllegalStateException("the coordinator did not kill this process");
    }
    switch (random.nextInt(32)) {
      case 0 -> Thread.yield();
      case 1 -> LockSupport.parkNanos(random.nextLong(LONGEST_PAUSE_NANOS));
      case 2, 3, 4 -> spin(random.nextInt(64));
      default -> {}
    }
    return false;
  }

  private static void spin(int turns) {
    for (int i = 0; i < turns; i++) {
      Thread.onSpinWait();
    }
  }

  @Override
  public void after(long read, long written) {}

  @Override
  public WaitOutcome sleep(long offset, int expected, long deadlineNanos) {
    return memory.waitOn(offset, expected, deadlineNanos);
  }

  @Override
  public int choose(int alternatives) {
    return random.nextInt(alternatives);
  }

  @Override
  public long nanoTime() {
    return System.nanoTime();
  }

  @Override
  public boolean isAlive(int process) {
    wire.send("ALIVE", process);
    String[] answer = wire.receive();
    return answer != null && Boolean.parseBoolean(answer[0]);
  }
}
