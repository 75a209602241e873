package dev.sharelock.model.specimens;

import static dev.sharelock.model.specimens.RingWords.HEAD;
import static dev.sharelock.model.specimens.RingWords.WAITING;

import dev.sharelock.environment.Deadline;
import dev.sharelock.memory.SharedMemory;
import dev.sharelock.model.scenario.Scenario;
import dev.sharelock.model.trace.FailureKind;

/**
 * S1: the producer stores the head with release and then loads the waiting flag with acquire; the
 * consumer stores the flag with release and loads the head with acquire. Neither pair is ordered:
 * the producer's load may be done while its store is still in the store buffer. Both see the old
 * value, the producer does not wake, and the consumer sleeps on a ring with data.
 */
final class StoreLoadRing {
  private StoreLoadRing() {}

  static Scenario scenario() {
    return RingWords.specimen("store-load", "The wake-up is lost between a store and a load.")
        .process("producer", context -> publish(context.memory()))
        .process("consumer", context -> await(context.memory()))
        .needsWeakMemory()
        .mustFailWith(FailureKind.DEADLOCK, FailureKind.LOST_WAKE_UP)
        .build();
  }

  private static void publish(SharedMemory memory) {
    memory.setLongRelease(HEAD, 8);
    if (memory.getIntAcquire(WAITING) != 0) {
      memory.setIntRelease(WAITING, 0);
      memory.wake(WAITING, 1);
    }
  }

  private static void await(SharedMemory memory) {
    while (memory.getLongAcquire(HEAD) == 0) {
      memory.setIntRelease(WAITING, 1);
      if (memory.getLongAcquire(HEAD) == 0) {
        memory.waitOn(WAITING, 1, Deadline.NEVER);
      }
    }
  }
}
