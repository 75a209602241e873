package dev.sharelock.linearizability;

import dev.sharelock.memory.HeapMemory;
import dev.sharelock.memory.SharedMemory;
import org.jetbrains.lincheck.datastructures.IntGen;
import org.jetbrains.lincheck.datastructures.Operation;
import org.jetbrains.lincheck.datastructures.Param;
import org.junit.jupiter.api.Test;

/**
 * The heap memory keeps 32-bit words and bytes as parts of 64-bit elements. It must behave as if
 * they were independent, since mapped memory does.
 */
final class HeapMemoryTest {

  @Test
  void wordsAreLinearizableUnderModelChecking() {
    Budget.modelChecking().check(Neighbours.class);
  }

  @Test
  void wordsAreLinearizableUnderStress() {
    Budget.stress().check(Neighbours.class);
  }

  /** Two 32-bit words in one element, and two bytes in another one, each with its own writer. */
  @Param(name = "half", gen = IntGen.class, conf = "0:1")
  @Param(name = "value", gen = IntGen.class, conf = "-1:2")
  public static final class Neighbours {
    private final SharedMemory memory = new HeapMemory(16);

    @Operation
    public int get(@Param(name = "half") int half) {
      return memory.getIntVolatile(4L * half);
    }

    @Operation
    public void set(@Param(name = "half") int half, @Param(name = "value") int value) {
      memory.setIntVolatile(4L * half, value);
    }

    @Operation
    public int exchange(@Param(name = "half") int half, @Param(name = "value") int value) {
      return memory.getAndSetInt(4L * half, value);
    }

    @Operation
    public int add(@Param(name = "half") int half, @Param(name = "value") int value) {
      return memory.getAndAddInt(4L * half, value);
    }

    @Operation
    public boolean compareAndSet(@Param(name = "half") int half, @Param(name = "value") int value) {
      return memory.compareAndSetInt(4L * half, value, value + 1);
    }

    @Operation
    public int setBits(@Param(name = "half") int half, @Param(name = "value") int value) {
      return memory.getAndBitwiseOrInt(4L * half, value);
    }

    @Operation(nonParallelGroup = "first byte")
    public int writeFirstByte(@Param(name = "value") int value) {
      memory.writeByte(8, (byte) value);
      return memory.readByte(8);
    }

    @Operation(nonParallelGroup = "second byte")
    public int writeSecondByte(@Param(name = "value") int value) {
      memory.writeByte(9, (byte) value);
      return memory.readByte(9);
    }
  }
}
