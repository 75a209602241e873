package dev.sharelock.model.specimens;

import static dev.sharelock.model.specimens.RingWords.DATA;
import static dev.sharelock.model.specimens.RingWords.HEAD;
import static dev.sharelock.model.specimens.RingWords.TAIL;
import static dev.sharelock.model.specimens.RingWords.WRAP;

import dev.sharelock.memory.SharedMemory;
import dev.sharelock.model.scenario.Faults;
import dev.sharelock.model.scenario.ProcessContext;
import dev.sharelock.model.scenario.Scenario;
import dev.sharelock.model.trace.FailureKind;

/**
 * S7: a publication that wraps is committed by two stores, first where it wrapped, then the head. A
 * producer that dies between them leaves a wrap that never happened. Its successor publishes a
 * frame that fits before the end; the consumer skips to the start of the data all the same, and its
 * tail overtakes the head.
 */
final class TwoStoreWrapRing {
  private static final long CAPACITY = 16;
  private static final long START = 12;

  private TwoStoreWrapRing() {}

  static Scenario scenario() {
    return RingWords.specimen("two-store-wrap", "Death between the two stores of a publication.")
        .setUp(
            (memory, environment) -> {
              RingWords.start(memory, START);
              memory.setLongVolatile(WRAP, -1);
            })
        .process("producer", context -> publish(context.memory(), 8))
        .afterDeathOf("producer", "successor", context -> publish(context.memory(), 4))
        .process("consumer", TwoStoreWrapRing::consume)
        .faults(Faults.NONE.killing(1, "producer"))
        .invariant("R1", memory -> RingWords.requireCounters(memory, CAPACITY))
        .mustFailWith(FailureKind.INVARIANT)
        .build();
  }

  private static void publish(SharedMemory memory, int size) {
    long head = memory.getLongAcquire(HEAD);
    long toEnd = CAPACITY - head % CAPACITY;
    if (size <= toEnd) {
      memory.writeInt(DATA + head % CAPACITY, size);
      memory.setLongRelease(HEAD, head + size);
    } else {
      memory.writeInt(DATA, size);
      memory.setLongRelease(WRAP, head);
      memory.setLongRelease(HEAD, head + toEnd + size);
    }
  }

  private static void consume(ProcessContext context) {
    SharedMemory memory = context.memory();
    long tail = memory.getLongAcquire(TAIL);
    while (memory.getLongAcquire(HEAD) == tail) {
      context.environment().spinHint();
    }
    long toEnd = CAPACITY - tail % CAPACITY;
    boolean wrapped = memory.getLongAcquire(WRAP) == tail;
    int size = memory.readInt(DATA + (wrapped ? 0 : tail % CAPACITY));
    memory.setLongRelease(TAIL, tail + (wrapped ? toEnd + size : size));
  }
}
