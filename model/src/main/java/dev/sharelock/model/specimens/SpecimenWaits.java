package dev.sharelock.model.specimens;

import static dev.sharelock.model.specimens.SpecimenRing.CAPACITY;
import static dev.sharelock.model.specimens.SpecimenRing.HEAD;
import static dev.sharelock.model.specimens.SpecimenRing.SIGNAL;
import static dev.sharelock.model.specimens.SpecimenRing.TAIL;
import static dev.sharelock.model.specimens.SpecimenRing.WAITING;

import dev.sharelock.environment.Deadline;
import dev.sharelock.environment.Environment;
import dev.sharelock.memory.SharedMemory;
import dev.sharelock.memory.WaitOutcome;

/** Published ways of waiting on a ring that go wrong, each with what it lacks. */
final class SpecimenWaits {
  private SpecimenWaits() {}

  // S1: release and acquire do not order a store before a later load of another word.

  static void publishWithoutFence(SharedMemory memory, long value) {
    SpecimenRing.publish(memory, value);
    wakeIfWaiting(memory, memory.getIntAcquire(WAITING));
  }

  static void awaitWithoutFence(SharedMemory memory) {
    while (SpecimenRing.isEmpty(memory)) {
      memory.setIntRelease(WAITING, 1);
      if (SpecimenRing.isEmpty(memory)) {
        memory.waitOn(WAITING, 1, Deadline.NEVER);
      }
    }
  }

  // The same with all the fences, but the sleeper does not look again after its announcement.

  static void publishWithFence(SharedMemory memory, long value) {
    SpecimenRing.publish(memory, value);
    memory.fullFence();
    wakeIfWaiting(memory, memory.getIntVolatile(WAITING));
  }

  static void awaitWithoutSecondLook(SharedMemory memory) {
    while (SpecimenRing.isEmpty(memory)) {
      memory.setIntVolatile(WAITING, 1);
      memory.fullFence();
      memory.waitOn(WAITING, 1, Deadline.NEVER);
    }
  }

  private static void wakeIfWaiting(SharedMemory memory, int waiting) {
    if (waiting != 0) {
      memory.setIntVolatile(WAITING, 0);
      memory.wake(WAITING, 1);
    }
  }

  // S2: the consumer wakes the producer only if the ring was full before.

  static void awaitSpace(SharedMemory memory, int slots) {
    int seen = memory.getIntVolatile(SIGNAL);
    while (CAPACITY - (memory.getLongVolatile(HEAD) - memory.getLongVolatile(TAIL)) < slots) {
      memory.waitOn(SIGNAL, seen, Deadline.NEVER);
      seen = memory.getIntVolatile(SIGNAL);
    }
  }

  static void releaseAndWakeIfItWasFull(SharedMemory memory, int slots) {
    long tail = memory.getLongVolatile(TAIL);
    boolean wasFull = memory.getLongVolatile(HEAD) - tail == CAPACITY;
    memory.setLongVolatile(TAIL, tail + slots);
    if (wasFull) {
      memory.getAndAddInt(SIGNAL, 1);
      memory.wake(SIGNAL, 1);
    }
  }

  // S13: the wake-up of a shutdown changes no word, so whoever is about to sleep misses it.

  static void awaitUnlessShutDown(SharedMemory memory, long shutdown) {
    while (SpecimenRing.isEmpty(memory) && memory.getIntVolatile(shutdown) == 0) {
      memory.waitOn(SIGNAL, 0, Deadline.NEVER);
    }
  }

  static void shutDown(SharedMemory memory, long shutdown) {
    memory.setIntVolatile(shutdown, 1);
    memory.wake(SIGNAL, Integer.MAX_VALUE);
  }

  // S12: one look after the wait, whatever ended it, and the answer is a time-out.

  static boolean awaitSlotsOnce(
      SharedMemory memory, Environment environment, int slots, long timeoutNanos) {
    int seen = memory.getIntVolatile(SIGNAL);
    if (memory.getLongVolatile(HEAD) - memory.getLongVolatile(TAIL) >= slots) {
      return true;
    }
    WaitOutcome ignored =
        memory.waitOn(SIGNAL, seen, Deadline.after(environment.nanoTime(), timeoutNanos));
    return memory.getLongVolatile(HEAD) - memory.getLongVolatile(TAIL) >= slots;
  }

  static void publishAndSignal(SharedMemory memory, long value) {
    SpecimenRing.publish(memory, value);
    memory.getAndAddInt(SIGNAL, 1);
    memory.wake(SIGNAL, 1);
  }
}
