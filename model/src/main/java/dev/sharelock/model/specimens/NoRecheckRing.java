package dev.sharelock.model.specimens;

import static dev.sharelock.model.specimens.RingWords.HEAD;
import static dev.sharelock.model.specimens.RingWords.WAITING;

import dev.sharelock.environment.Deadline;
import dev.sharelock.memory.SharedMemory;
import dev.sharelock.model.scenario.Scenario;
import dev.sharelock.model.trace.FailureKind;

/**
 * The consumer finds the ring empty, announces that it sleeps, and sleeps without a second look.
 * What was published between the look and the announcement wakes nobody.
 */
final class NoRecheckRing {
  private NoRecheckRing() {}

  static Scenario scenario() {
    return RingWords.specimen("no-recheck", "The condition is not looked at again before sleeping.")
        .process("producer", context -> publish(context.memory()))
        .process("consumer", context -> await(context.memory()))
        .mustFailWith(FailureKind.DEADLOCK, FailureKind.LOST_WAKE_UP)
        .build();
  }

  private static void publish(SharedMemory memory) {
    memory.setLongVolatile(HEAD, 8);
    if (memory.getIntVolatile(WAITING) != 0) {
      memory.setIntVolatile(WAITING, 0);
      memory.wake(WAITING, 1);
    }
  }

  private static void await(SharedMemory memory) {
    while (memory.getLongVolatile(HEAD) == 0) {
      memory.setIntVolatile(WAITING, 1);
      memory.waitOn(WAITING, 1, Deadline.NEVER);
    }
  }
}
