package dev.sharelock.model.specimens;

import static dev.sharelock.model.specimens.RingWords.DATA;
import static dev.sharelock.model.specimens.RingWords.HEAD;

import dev.sharelock.memory.SharedMemory;
import dev.sharelock.model.scenario.ProcessContext;
import dev.sharelock.model.scenario.Scenario;
import dev.sharelock.model.trace.FailureKind;

/**
 * The head is stored without release. It may become visible before the bytes that it announces, and
 * the consumer reads what was there before.
 */
final class OpaqueIndexRing {
  private OpaqueIndexRing() {}

  static Scenario scenario() {
    return RingWords.specimen("opaque-index", "The head is published without release.")
        .process("producer", context -> publish(context.memory()))
        .process("consumer", OpaqueIndexRing::consume)
        .mustFailWith(FailureKind.DATA_RACE)
        .build();
  }

  private static void publish(SharedMemory memory) {
    memory.writeLong(DATA, 42);
    memory.setLongOpaque(HEAD, 8);
  }

  private static void consume(ProcessContext context) {
    SharedMemory memory = context.memory();
    while (memory.getLongAcquire(HEAD) == 0) {
      context.environment().spinHint();
    }
    long message = memory.readLong(DATA);
    context.require(message == 42, "message is " + message);
  }
}
