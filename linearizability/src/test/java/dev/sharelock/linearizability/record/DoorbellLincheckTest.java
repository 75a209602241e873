package dev.sharelock.linearizability.record;

import dev.sharelock.Outcome;
import dev.sharelock.doorbell.Doorbell;
import dev.sharelock.doorbell.DoorbellConsumer;
import dev.sharelock.doorbell.DoorbellFormat;
import dev.sharelock.doorbell.DoorbellLayout;
import dev.sharelock.doorbell.DoorbellProducer;
import dev.sharelock.linearizability.Budget;
import dev.sharelock.memory.HeapMemory;
import dev.sharelock.model.solo.SoloWorld;
import dev.sharelock.waiting.WaitPolicy;
import java.util.ArrayDeque;
import java.util.List;
import org.jetbrains.lincheck.datastructures.IntGen;
import org.jetbrains.lincheck.datastructures.Operation;
import org.jetbrains.lincheck.datastructures.Param;
import org.junit.jupiter.api.Test;

/** A doorbell without waiting is a bounded queue for each producer, which are served in turns. */
final class DoorbellLincheckTest {
  private static final int CAPACITY = 64;

  /** How many frames of 4 bytes fit into a ring. */
  private static final int FRAMES = 4;

  @Test
  void queuesAreServedInTurnsUnderModelChecking() {
    Budget.modelChecking(4).sequentialSpecification(Turns.class).check(Bell.class);
  }

  @Test
  void queuesAreServedInTurnsUnderStress() {
    Budget.stress().sequentialSpecification(Turns.class).check(Bell.class);
  }

  /** The doorbell itself: one thread produces and closes, the other one produces and takes. */
  @Param(name = "value", gen = IntGen.class, conf = "1:9")
  public static final class Bell {
    private final Doorbell closer;
    private final DoorbellProducer left;
    private final DoorbellProducer right;
    private final DoorbellConsumer consumer;

    public Bell() {
      SoloWorld world = SoloWorld.over(new HeapMemory(DoorbellLayout.bytes(2, CAPACITY)));
      DoorbellFormat.create(world.memory(), new DoorbellLayout(0, 2, CAPACITY));
      closer = Doorbell.attach(world.participant(1), 0);
      left = closer.openProducer(WaitPolicy.DEFAULT);
      Doorbell other = Doorbell.attach(world.participant(2), 0);
      right = other.openProducer(WaitPolicy.DEFAULT);
      consumer = other.openConsumer(WaitPolicy.DEFAULT);
    }

    private static Outcome offer(DoorbellProducer producer, int value) {
      Outcome outcome = producer.claim(Integer.BYTES, 0);
      if (outcome == Outcome.DONE) {
        producer.view().putInt(0, value);
        producer.publish();
      }
      return outcome;
    }

    @Operation(nonParallelGroup = "left")
    public Outcome offerLeft(@Param(name = "value") int value) {
      return offer(left, value);
    }

    @Operation(nonParallelGroup = "left")
    public void close() {
      closer.close();
    }

    @Operation(nonParallelGroup = "right")
    public Outcome offerRight(@Param(name = "value") int value) {
      return offer(right, value);
    }

    @Operation(nonParallelGroup = "right")
    public int take() {
      int found = peek();
      if (found > 0) {
        consumer.release();
      }
      return found;
    }

    @Operation(nonParallelGroup = "right")
    public int pass() {
      int found = peek();
      consumer.skip();
      return found;
    }

    private int peek() {
      Outcome outcome = consumer.peek(0);
      return outcome == Outcome.DONE ? consumer.view().getInt(0) : -outcome.ordinal();
    }
  }

  /** The same, sequentially. */
  public static final class Turns {
    private final List<ArrayDeque<Integer>> rings = List.of(new ArrayDeque<>(), new ArrayDeque<>());
    private int served = 1;
    private boolean closed;

    private Outcome offer(int slot, int value) {
      if (closed) {
        return Outcome.CLOSED;
      }
      if (rings.get(slot).size() == FRAMES) {
        return Outcome.WOULD_BLOCK;
      }
      rings.get(slot).add(value);
      return Outcome.DONE;
    }

    public Outcome offerLeft(int value) {
      return offer(0, value);
    }

    public void close() {
      closed = true;
    }

    public Outcome offerRight(int value) {
      return offer(1, value);
    }

    public int take() {
      int found = pass();
      if (found > 0) {
        rings.get(served).remove();
      }
      return found;
    }

    public int pass() {
      for (int turn = 1; turn <= 2; turn++) {
        int slot = (served + turn) % 2;
        if (!rings.get(slot).isEmpty()) {
          served = slot;
          return rings.get(slot).peek();
        }
      }
      return -(closed ? Outcome.CLOSED : Outcome.WOULD_BLOCK).ordinal();
    }
  }
}
