package dev.sharelock.linearizability.queue;

import dev.sharelock.Outcome;
import dev.sharelock.linearizability.Budget;
import dev.sharelock.memory.HeapMemory;
import dev.sharelock.model.solo.SoloWorld;
import dev.sharelock.queue.ConditionQueue;
import dev.sharelock.queue.QueueFormat;
import dev.sharelock.queue.QueueLayout;
import java.util.ArrayDeque;
import org.jetbrains.lincheck.datastructures.IntGen;
import org.jetbrains.lincheck.datastructures.Operation;
import org.jetbrains.lincheck.datastructures.Param;
import org.junit.jupiter.api.Test;

/**
 * The condition queue without waiting is a bounded queue with a stack of returned values before it,
 * for two participants that may do everything at the same time.
 */
final class ConditionQueueLincheckTest {
  private static final int CAPACITY = 3;

  @Test
  void isABoundedQueueUnderModelChecking() {
    Budget.modelChecking(3).sequentialSpecification(Bounded.class).check(Shared.class);
  }

  @Test
  void isABoundedQueueUnderStress() {
    Budget.stress().sequentialSpecification(Bounded.class).check(Shared.class);
  }

  /** The queue itself, with a handle for each of two participants. */
  @Param(name = "value", gen = IntGen.class, conf = "1:9")
  public static final class Shared {
    private final ConditionQueue left;
    private final ConditionQueue right;

    public Shared() {
      QueueLayout layout = new QueueLayout(0, CAPACITY, 2, 1);
      SoloWorld world = SoloWorld.over(new HeapMemory(layout.bytes()));
      QueueFormat.create(world.memory(), layout);
      left = ConditionQueue.open(world.participant(1), 0);
      right = ConditionQueue.open(world.participant(2), 0);
    }

    private static long take(ConditionQueue queue) {
      Outcome outcome = queue.tryDequeue();
      return outcome == Outcome.DONE ? queue.value() : -outcome.ordinal();
    }

    private static long peek(ConditionQueue queue) {
      Outcome outcome = queue.peek(1);
      return outcome == Outcome.DONE ? queue.value() : -outcome.ordinal();
    }

    @Operation(nonParallelGroup = "left")
    public Outcome putLeft(@Param(name = "value") int value) {
      return left.tryEnqueue(value);
    }

    @Operation(nonParallelGroup = "left")
    public long takeLeft() {
      return take(left);
    }

    @Operation(nonParallelGroup = "left")
    public Outcome returnLeft(@Param(name = "value") int value) {
      return left.pushBack(value);
    }

    @Operation(nonParallelGroup = "left")
    public boolean fullLeft() {
      return left.isFull();
    }

    @Operation(nonParallelGroup = "right")
    public Outcome putRight(@Param(name = "value") int value) {
      return right.tryEnqueue(value);
    }

    @Operation(nonParallelGroup = "right")
    public long takeRight() {
      return take(right);
    }

    @Operation(nonParallelGroup = "right")
    public long peekRight() {
      return peek(right);
    }

    @Operation(nonParallelGroup = "right")
    public int sizeRight() {
      return right.size();
    }

    @Operation(nonParallelGroup = "right")
    public Outcome closeRight() {
      return right.closeQueue();
    }
  }

  /** The same, sequentially. */
  public static final class Bounded {
    private final ArrayDeque<Integer> ring = new ArrayDeque<>();
    private Integer returned;
    private boolean closed;

    private Outcome put(int value) {
      if (closed) {
        return Outcome.CLOSED;
      }
      if (ring.size() == CAPACITY) {
        return Outcome.WOULD_BLOCK;
      }
      ring.add(value);
      return Outcome.DONE;
    }

    private long none() {
      return -(closed ? Outcome.CLOSED : Outcome.WOULD_BLOCK).ordinal();
    }

    private long take() {
      if (returned != null) {
        int value = returned;
        returned = null;
        return value;
      }
      return ring.isEmpty() ? none() : ring.poll();
    }

    public Outcome putLeft(int value) {
      return put(value);
    }

    public long takeLeft() {
      return take();
    }

    public Outcome returnLeft(int value) {
      if (returned != null) {
        return Outcome.WOULD_BLOCK;
      }
      returned = value;
      return Outcome.DONE;
    }

    public boolean fullLeft() {
      return ring.size() == CAPACITY;
    }

    public Outcome putRight(int value) {
      return put(value);
    }

    public long takeRight() {
      return take();
    }

    public long peekRight() {
      int index = returned == null ? 1 : 0;
      return ring.stream()
          .skip(index)
          .findFirst()
          .map(Integer::longValue)
          .orElse((long) -Outcome.WOULD_BLOCK.ordinal());
    }

    public int sizeRight() {
      return ring.size() + (returned == null ? 0 : 1);
    }

    public Outcome closeRight() {
      closed = true;
      return Outcome.DONE;
    }
  }
}
