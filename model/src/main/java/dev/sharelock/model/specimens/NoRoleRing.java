package dev.sharelock.model.specimens;

import static dev.sharelock.model.specimens.SpecimenRing.DATA;
import static dev.sharelock.model.specimens.SpecimenRing.HEAD;

import dev.sharelock.memory.SharedMemory;
import dev.sharelock.model.scenario.Scenario;
import dev.sharelock.model.trace.FailureKind;

/**
 * S19: nothing keeps two processes from being the producer of one ring. Both claim the same bytes,
 * and one message is lost or mixed with the other.
 */
final class NoRoleRing {
  private NoRoleRing() {}

  static Scenario scenario() {
    return RingSpecimens.specimen("no-role", "S19: two producers use a ring for one.")
        .process("one", context -> publish(context.memory(), 1))
        .process("other", context -> publish(context.memory(), 2))
        .atEnd(
            "two messages",
            end -> {
              long head = end.memory().getLongVolatile(HEAD);
              end.require(head == 16, "two messages of 8 bytes were sent, head is " + head);
            })
        .exhaustible()
        .mustFailWith(FailureKind.DATA_RACE, FailureKind.ASSERTION)
        .build();
  }

  private static void publish(SharedMemory memory, long message) {
    long head = memory.getLongAcquire(HEAD);
    memory.writeLong(DATA + head, message);
    memory.setLongRelease(HEAD, head + 8);
  }
}
