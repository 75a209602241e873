package dev.sharelock.model.specimens;

import static dev.sharelock.model.specimens.RingWords.SEQUENCE;
import static dev.sharelock.model.specimens.RingWords.STOP;

import dev.sharelock.environment.Deadline;
import dev.sharelock.memory.SharedMemory;
import dev.sharelock.model.scenario.Scenario;
import dev.sharelock.model.trace.FailureKind;

/**
 * S13: to shut down, a flag is set and all sleepers are woken, but the word they sleep on does not
 * change. A consumer that has tested the flag and not gone to sleep yet finds the word unchanged,
 * and sleeps after everybody has left.
 */
final class ShutdownWakeRing {
  private ShutdownWakeRing() {}

  static Scenario scenario() {
    return RingWords.specimen("shutdown-wake", "Shutting down wakes without changing the word.")
        .process("consumer", context -> serve(context.memory()))
        .process("main", context -> shutDown(context.memory()))
        .mustFailWith(FailureKind.DEADLOCK, FailureKind.LOST_WAKE_UP)
        .build();
  }

  private static void serve(SharedMemory memory) {
    while (memory.getIntVolatile(STOP) == 0) {
      int sequence = memory.getIntVolatile(SEQUENCE);
      memory.waitOn(SEQUENCE, sequence, Deadline.NEVER);
    }
  }

  private static void shutDown(SharedMemory memory) {
    memory.setIntVolatile(STOP, 1);
    memory.wake(SEQUENCE, Integer.MAX_VALUE);
  }
}
