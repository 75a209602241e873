package dev.sharelock.model.specimens;

import static dev.sharelock.model.specimens.RingWords.DATA;
import static dev.sharelock.model.specimens.RingWords.HEAD;
import static dev.sharelock.model.specimens.RingWords.TAIL;

import dev.sharelock.memory.SharedMemory;
import dev.sharelock.model.scenario.ProcessContext;
import dev.sharelock.model.scenario.Scenario;
import dev.sharelock.model.trace.FailureKind;

/**
 * S5: both sides decide by the size they ask for whether the frame lies behind the wrap. The
 * producer claims length and payload at once, 12 bytes, which do not fit before the end; the
 * consumer peeks at the 4 bytes of the length first, which would fit, and reads padding.
 */
final class StatelessWrapRing {
  private static final long CAPACITY = 32;
  private static final long START = 24;
  private static final int PAYLOAD = 8;

  private StatelessWrapRing() {}

  static Scenario scenario() {
    return RingWords.specimen("stateless-wrap", "The sides disagree about where a frame is.")
        .setUp((memory, environment) -> RingWords.start(memory, START))
        .process("producer", context -> send(context.memory()))
        .process("consumer", StatelessWrapRing::receive)
        .mustFailWith(FailureKind.ASSERTION)
        .build();
  }

  /** Where a range of the stream lies if it must be contiguous. */
  private static long place(long counter, long size) {
    long toEnd = CAPACITY - counter % CAPACITY;
    return DATA + (size <= toEnd ? counter % CAPACITY : 0);
  }

  private static long next(long counter, long size) {
    long toEnd = CAPACITY - counter % CAPACITY;
    return counter + (size <= toEnd ? size : toEnd + size);
  }

  private static void send(SharedMemory memory) {
    long head = memory.getLongAcquire(HEAD);
    long size = Integer.BYTES + PAYLOAD;
    memory.writeInt(place(head, size), PAYLOAD);
    memory.setLongRelease(HEAD, next(head, size));
  }

  private static void receive(ProcessContext context) {
    SharedMemory memory = context.memory();
    long tail = memory.getLongAcquire(TAIL);
    while (memory.getLongAcquire(HEAD) - tail < Integer.BYTES) {
      context.environment().spinHint();
    }
    int length = memory.readInt(place(tail, Integer.BYTES));
    context.require(length == PAYLOAD, "length is " + length + ", sent was " + PAYLOAD);
  }
}
