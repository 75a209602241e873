package dev.sharelock.model.sampling;

import dev.sharelock.memory.HeapMemory;
import dev.sharelock.memory.SharedMemory;
import dev.sharelock.model.scenario.Faults;
import dev.sharelock.model.scenario.ProcessContext;
import dev.sharelock.model.scenario.Scenario;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** One process alone sees in the simulated memory what it would see in a real one. */
class AgreementTest {
  private static final int SIZE = 256;
  private static final int WORDS = 128;

  @Test
  void everyOperationGivesWhatItGivesOnTheHeap() {
    Sampled.passes(
        Scenario.named("agreement")
            .bytes(SIZE)
            .process("alone", AgreementTest::compare)
            .faults(Faults.NONE)
            .build());
  }

  private static void compare(ProcessContext c) {
    Random random = new Random(c.choose(1_000));
    SharedMemory heap = new HeapMemory(SIZE);
    for (int i = 0; i < 60; i++) {
      long seed = random.nextLong();
      Object expected = operate(heap, new Random(seed));
      Object actual = operate(c.memory(), new Random(seed));
      c.require(expected.equals(actual), "expected=" + expected + ", actual=" + actual);
    }
    byte[] one = new byte[SIZE];
    byte[] two = new byte[SIZE];
    heap.readBytes(0, one, 0, SIZE);
    c.memory().readBytes(0, two, 0, SIZE);
    c.require(Arrays.equals(one, two), "content differs");
  }

  /** Longs live in the first quarter, ints in the second one, data in the rest. */
  private static Object operate(SharedMemory memory, Random random) {
    long longs = 8L * random.nextInt(8);
    long ints = 64 + 4L * random.nextInt(16);
    int length = random.nextInt(30);
    long data = WORDS + random.nextInt(SIZE - WORDS - 40);
    long value = random.nextInt(4) - 2;
    return switch (random.nextInt(16)) {
      case 0 -> memory.getAndAddLong(longs, value);
      case 1 -> memory.getAndBitwiseXorLongRelease(longs, value);
      case 2 -> memory.compareAndSetLong(longs, 0, value);
      case 3 -> memory.compareAndExchangeLongAcquire(longs, value, 1);
      case 4 -> memory.getAndSetLong(longs, value);
      case 5 -> memory.getAndBitwiseOrInt(ints, (int) value);
      case 6 -> memory.compareAndExchangeInt(ints, (int) value, -1);
      case 7 -> memory.compareAndSetInt(ints, -1, (int) value);
      case 8 -> memory.getAndAddIntAcquire(ints, Integer.MAX_VALUE);
      case 9 -> memory.getAndBitwiseAndInt(ints, (int) value);
      case 10 -> written(() -> memory.fillBytes(data, length, (byte) value));
      case 11 -> written(() -> memory.copyBytes(data, data + random.nextInt(10), length));
      case 12 -> written(() -> memory.writeLong(data, value));
      case 13 -> written(() -> memory.writeShort(data, (short) value));
      case 14 -> memory.readInt(data) + memory.readByte(data) + memory.readShort(data);
      default -> memory.readLong(data) + memory.getLongAcquire(longs) + memory.getIntOpaque(ints);
    };
  }

  private static Object written(Runnable work) {
    work.run();
    return "";
  }
}
