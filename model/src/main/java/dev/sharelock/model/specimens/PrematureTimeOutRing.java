package dev.sharelock.model.specimens;

import static dev.sharelock.model.specimens.RingWords.HEAD;
import static dev.sharelock.model.specimens.RingWords.SEQUENCE;

import dev.sharelock.memory.SharedMemory;
import dev.sharelock.model.scenario.ProcessContext;
import dev.sharelock.model.scenario.Scenario;
import dev.sharelock.model.trace.FailureKind;

/**
 * S12: after a wake-up the consumer looks once more and, if that is not enough, reports a time-out.
 * It wants 8 bytes within a second; 4 come at once, and it gives up long before the second is over.
 */
final class PrematureTimeOutRing {
  private static final long SECOND = 1_000_000_000L;
  private static final long WANT = 8;

  private PrematureTimeOutRing() {}

  static Scenario scenario() {
    return RingWords.specimen("premature-time-out", "A wake-up without enough data ends the wait.")
        .process(
            "producer",
            context -> {
              publish(context.memory());
              publish(context.memory());
            })
        .process("consumer", PrematureTimeOutRing::await)
        .mustFailWith(FailureKind.ASSERTION)
        .build();
  }

  private static void publish(SharedMemory memory) {
    memory.getAndAddLong(HEAD, 4);
    memory.getAndAddInt(SEQUENCE, 1);
    memory.wake(SEQUENCE, 1);
  }

  private static void await(ProcessContext context) {
    SharedMemory memory = context.memory();
    long deadline = context.environment().nanoTime() + SECOND;
    int sequence = memory.getIntVolatile(SEQUENCE);
    if (memory.getLongVolatile(HEAD) >= WANT) {
      return;
    }
    memory.waitOn(SEQUENCE, sequence, deadline);
    if (memory.getLongVolatile(HEAD) < WANT) {
      long left = deadline - context.environment().nanoTime();
      context.require(left <= 0, "timed out " + left + " ns too early");
    }
  }
}
