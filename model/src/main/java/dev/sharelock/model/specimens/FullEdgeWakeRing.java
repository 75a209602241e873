package dev.sharelock.model.specimens;

import static dev.sharelock.model.specimens.RingWords.HEAD;
import static dev.sharelock.model.specimens.RingWords.SEQUENCE;
import static dev.sharelock.model.specimens.RingWords.TAIL;

import dev.sharelock.environment.Deadline;
import dev.sharelock.memory.SharedMemory;
import dev.sharelock.model.scenario.Scenario;
import dev.sharelock.model.trace.FailureKind;

/**
 * S2: a release wakes the producer only if the ring was full before. The ring of 8 bytes holds 4,
 * and the producer sleeps because it wants 8: it was never full, so nobody wakes the producer, and
 * it sleeps for ever on an empty ring.
 */
final class FullEdgeWakeRing {
  private static final long CAPACITY = 8;

  private FullEdgeWakeRing() {}

  static Scenario scenario() {
    return RingWords.specimen("full-edge-wake", "Only the release of a full ring wakes.")
        .setUp((memory, environment) -> memory.setLongVolatile(HEAD, 4))
        .process("producer", context -> waitForSpace(context.memory(), 8))
        .process("consumer", context -> release(context.memory(), 4))
        .mustFailWith(FailureKind.DEADLOCK, FailureKind.LOST_WAKE_UP)
        .build();
  }

  private static void waitForSpace(SharedMemory memory, long want) {
    long head = memory.getLongVolatile(HEAD);
    while (true) {
      int sequence = memory.getIntVolatile(SEQUENCE);
      if (CAPACITY - (head - memory.getLongVolatile(TAIL)) >= want) {
        return;
      }
      memory.waitOn(SEQUENCE, sequence, Deadline.NEVER);
    }
  }

  private static void release(SharedMemory memory, long count) {
    long tail = memory.getLongVolatile(TAIL);
    boolean wasFull = memory.getLongVolatile(HEAD) - tail == CAPACITY;
    memory.setLongVolatile(TAIL, tail + count);
    memory.getAndAddInt(SEQUENCE, 1);
    if (wasFull) {
      memory.wake(SEQUENCE, 1);
    }
  }
}
