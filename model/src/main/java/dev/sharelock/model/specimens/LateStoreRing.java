package dev.sharelock.model.specimens;

import static dev.sharelock.model.specimens.RingWords.CAPACITY;
import static dev.sharelock.model.specimens.RingWords.HEAD;
import static dev.sharelock.model.specimens.RingWords.TAIL;

import dev.sharelock.memory.SharedMemory;
import dev.sharelock.model.scenario.ProcessContext;
import dev.sharelock.model.scenario.Scenario;
import dev.sharelock.model.trace.FailureKind;

/**
 * S8: the creator stores the capacity first, which makes the ring look ready, and resets the
 * counters afterwards. A client that connects in between publishes, and its message is reset away.
 */
final class LateStoreRing {
  private static final long MESSAGE = 4;

  private LateStoreRing() {}

  static Scenario scenario() {
    return RingWords.specimen("late-store", "A store of the initialisation comes after readiness.")
        .process("creator", context -> create(context.memory()))
        .process("client", LateStoreRing::connect)
        .atEnd(
            "the message is there",
            end -> {
              long head = end.memory().getLongVolatile(HEAD);
              end.require(head == MESSAGE, "published is " + MESSAGE + ", head is " + head);
            })
        .mustFailWith(FailureKind.ASSERTION)
        .build();
  }

  private static void create(SharedMemory memory) {
    memory.setLongVolatile(CAPACITY, 16);
    memory.setLongVolatile(HEAD, 0);
    memory.setLongVolatile(TAIL, 0);
  }

  private static void connect(ProcessContext context) {
    SharedMemory memory = context.memory();
    while (memory.getLongVolatile(CAPACITY) == 0) {
      context.environment().spinHint();
    }
    memory.setLongVolatile(HEAD, memory.getLongVolatile(HEAD) + MESSAGE);
  }
}
