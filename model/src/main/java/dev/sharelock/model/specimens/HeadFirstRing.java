package dev.sharelock.model.specimens;

import static dev.sharelock.model.specimens.SpecimenRing.HEAD;
import static dev.sharelock.model.specimens.SpecimenRing.TAIL;

import dev.sharelock.memory.SharedMemory;
import dev.sharelock.model.scenario.ProcessContext;
import dev.sharelock.model.scenario.Scenario;
import dev.sharelock.model.trace.FailureKind;

/**
 * S16: a third party asks how many bytes are available and reads the head before the tail. Both
 * move in between, the tail overtakes the old head, and the answer is negative, or huge where it is
 * unsigned.
 */
final class HeadFirstRing {
  private HeadFirstRing() {}

  static Scenario scenario() {
    return RingSpecimens.specimen("head-first", "S16: a bystander reads the head before the tail.")
        .process("producer", context -> context.memory().setLongVolatile(HEAD, 8))
        .process("consumer", HeadFirstRing::consume)
        .process("bystander", HeadFirstRing::ask)
        .exhaustible()
        .mustFailWith(FailureKind.ASSERTION)
        .build();
  }

  private static void consume(ProcessContext context) {
    SharedMemory memory = context.memory();
    while (memory.getLongVolatile(HEAD) == 0) {
      context.environment().spinHint();
    }
    memory.setLongVolatile(TAIL, 8);
  }

  private static void ask(ProcessContext context) {
    long head = context.memory().getLongVolatile(HEAD);
    long available = head - context.memory().getLongVolatile(TAIL);
    context.require(available >= 0, "available is " + available);
  }
}
