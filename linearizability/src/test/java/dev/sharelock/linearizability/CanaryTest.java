package dev.sharelock.linearizability;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sharelock.memory.HeapMemory;
import dev.sharelock.memory.SharedMemory;
import org.jetbrains.lincheck.LincheckAssertionError;
import org.jetbrains.lincheck.datastructures.Operation;
import org.junit.jupiter.api.Test;

/**
 * Both modes of Lincheck must reject a counter that loses updates, and accept one that does not.
 *
 * <p>The model checker sees accesses to Java memory that its agent has instrumented. Where the
 * agent is missing or does not understand the class files, it sees no interleaving and passes
 * everything, in silence: then this test fails.
 */
final class CanaryTest {

  @Test
  void modelCheckingRejectsALossyCounter() {
    assertThatThrownBy(() -> Budget.modelChecking().check(LossyCounter.class))
        .isInstanceOf(LincheckAssertionError.class)
        .hasMessageContaining("increment(): 1");
  }

  @Test
  void modelCheckingNamesTheAccessesOfTheSeam() {
    assertThatThrownBy(() -> Budget.modelChecking().check(LossyCounter.class))
        .hasMessageContaining("getLongVolatile(0)")
        .hasMessageContaining("setLongVolatile(0, 1)");
  }

  @Test
  void stressRejectsALossyCounter() {
    assertThatThrownBy(() -> Budget.stress().check(YieldingLossyCounter.class))
        .isInstanceOf(LincheckAssertionError.class);
  }

  @Test
  void bothModesAcceptASoundCounter() {
    Budget.modelChecking().check(SoundCounter.class);
    Budget.stress().check(SoundCounter.class);
  }

  /** Two increments at a time may both read the same value. */
  public static final class LossyCounter {
    private final SharedMemory memory = new HeapMemory(8);

    @Operation
    public long increment() {
      long next = memory.getLongVolatile(0) + 1;
      memory.setLongVolatile(0, next);
      return next;
    }
  }

  /** The same, and lets the other thread in between even where there is no processor to spare. */
  public static final class YieldingLossyCounter {
    private final SharedMemory memory = new HeapMemory(8);

    @Operation
    public long increment() {
      long next = memory.getLongVolatile(0) + 1;
      Thread.yield();
      memory.setLongVolatile(0, next);
      return next;
    }
  }

  /** Each increment is one atomic step. */
  public static final class SoundCounter {
    private final SharedMemory memory = new HeapMemory(8);

    @Operation
    public long increment() {
      return memory.getAndAddLong(0, 1) + 1;
    }
  }
}
