package dev.sharelock.stress.queue;

import dev.sharelock.stress.memory.Mappings;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Expect;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.II_Result;

/** Two who want the same: the one slot, the one value. Nobody waits. */
public final class QueueRace {
  private QueueRace() {}

  /** Both put into a queue that has room for one. */
  @JCStressTest
  @Outcome(id = "7, -1", expect = Expect.ACCEPTABLE, desc = "the left one was first")
  @Outcome(id = "-1, 8", expect = Expect.ACCEPTABLE, desc = "the right one was first")
  @Outcome(expect = Expect.FORBIDDEN, desc = "both or none have put")
  @State
  public static class Slot extends QueueState {
    /** Prepares the queue. */
    public Slot() {
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
      r.r2 = put(right, 8, 0);
    }
  }

  /** Both take from a queue that has one value. */
  @JCStressTest
  @Outcome(id = "7, -1", expect = Expect.ACCEPTABLE, desc = "the left one was first")
  @Outcome(id = "-1, 7", expect = Expect.ACCEPTABLE, desc = "the right one was first")
  @Outcome(expect = Expect.FORBIDDEN, desc = "both or none have taken, or half a value")
  @State
  public static class Value extends QueueState {
    /** Prepares the queue. */
    public Value() {
      super(Mappings.TWO);
      put(left, 7, 0);
    }

    /** The one side. */
    @Actor
    public void left(II_Result r) {
      r.r1 = take(left, 0);
    }

    /** The other side. */
    @Actor
    public void right(II_Result r) {
      r.r2 = take(right, 0);
    }
  }

  /** One puts, the other takes. */
  @JCStressTest
  @Outcome(id = "7, 7", expect = Expect.ACCEPTABLE, desc = "the value was there")
  @Outcome(id = "7, -1", expect = Expect.ACCEPTABLE, desc = "it was not there yet")
  @Outcome(expect = Expect.FORBIDDEN, desc = "half a value, or the answer of something else")
  @State
  public static class PutAndTake extends QueueState {
    /** Prepares the queue. */
    public PutAndTake() {
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
      r.r2 = take(right, 0);
    }
  }
}
