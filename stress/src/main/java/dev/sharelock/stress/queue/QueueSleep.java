package dev.sharelock.stress.queue;

import dev.sharelock.stress.memory.Mappings;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Expect;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.II_Result;

/**
 * Sleeping and waking for real: nobody looks around unless woken, so a lost wake-up is a time-out.
 */
public final class QueueSleep {
  private QueueSleep() {}

  /** The consumer sleeps until there is a value. */
  @JCStressTest
  @Outcome(id = "7, 7", expect = Expect.ACCEPTABLE, desc = "the value was taken")
  @Outcome(expect = Expect.FORBIDDEN, desc = "the consumer was not woken, or took something else")
  @State
  public static class ElementTwoMappings extends QueueState {
    /** Prepares the queue. */
    public ElementTwoMappings() {
      super(Mappings.TWO);
    }

    /** The one side. */
    @Actor
    public void left(II_Result r) {
      r.r1 = put(left, 7, 0);
    }

    /** The other side. */
    @Actor
    public void right(II_Result r) {
      r.r2 = take(right, PATIENCE_NANOS);
    }
  }

  /** The producer sleeps until there is room. */
  @JCStressTest
  @Outcome(id = "5, 7", expect = Expect.ACCEPTABLE, desc = "there was room")
  @Outcome(expect = Expect.FORBIDDEN, desc = "the producer was not woken, or took something else")
  @State
  public static class RoomTwoMappings extends QueueState {
    /** Prepares the queue. */
    public RoomTwoMappings() {
      super(Mappings.TWO);
      put(left, 5, 0);
    }

    /** The one side. */
    @Actor
    public void left(II_Result r) {
      r.r1 = take(left, 0);
    }

    /** The other side. */
    @Actor
    public void right(II_Result r) {
      r.r2 = put(right, 7, PATIENCE_NANOS);
    }
  }

  /** The consumer sleeps until there is a value. */
  @JCStressTest
  @Outcome(id = "7, 7", expect = Expect.ACCEPTABLE, desc = "the value was taken")
  @Outcome(expect = Expect.FORBIDDEN, desc = "the consumer was not woken, or took something else")
  @State
  public static class ElementWithKernel extends QueueState {
    /** Prepares the queue. */
    public ElementWithKernel() {
      super(Mappings.TWO_WITH_KERNEL);
    }

    /** The one side. */
    @Actor
    public void left(II_Result r) {
      r.r1 = put(left, 7, 0);
    }

    /** The other side. */
    @Actor
    public void right(II_Result r) {
      r.r2 = take(right, PATIENCE_NANOS);
    }
  }

  /** The producer sleeps until there is room. */
  @JCStressTest
  @Outcome(id = "5, 7", expect = Expect.ACCEPTABLE, desc = "there was room")
  @Outcome(expect = Expect.FORBIDDEN, desc = "the producer was not woken, or took something else")
  @State
  public static class RoomWithKernel extends QueueState {
    /** Prepares the queue. */
    public RoomWithKernel() {
      super(Mappings.TWO_WITH_KERNEL);
      put(left, 5, 0);
    }

    /** The one side. */
    @Actor
    public void left(II_Result r) {
      r.r1 = take(left, 0);
    }

    /** The other side. */
    @Actor
    public void right(II_Result r) {
      r.r2 = put(right, 7, PATIENCE_NANOS);
    }
  }
}
