package dev.sharelock.stress.ring;

import dev.sharelock.stress.memory.Mappings;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.Expect;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.JJ_Result;

/** Becoming a producer: one at a time, and each goes on where its predecessor stopped. */
public final class RingRoles {
  private RingRoles() {}

  /** Two participants want to be the producer. */
  @JCStressTest
  @Outcome(id = "1, 0", expect = Expect.ACCEPTABLE, desc = "left is the producer")
  @Outcome(id = "0, 1", expect = Expect.ACCEPTABLE, desc = "right is the producer")
  @Outcome(expect = Expect.FORBIDDEN, desc = "there are two producers, or none")
  @State
  public static class TwoProducersTwoMappings extends RingState {
    /** Prepares the ring. */
    public TwoProducersTwoMappings() {
      super(Mappings.TWO, Opened.RING);
    }

    /** The one side. */
    @Actor
    public void left(JJ_Result r) {
      r.r1 = position(onTheLeft(1)) + 1;
    }

    /** The other side. */
    @Actor
    public void right(JJ_Result r) {
      r.r2 = position(onTheRight(2)) + 1;
    }
  }

  /** A producer publishes and leaves while a successor tries to take its place. */
  @JCStressTest
  @Outcome(id = "16, -1", expect = Expect.ACCEPTABLE, desc = "the successor came too early")
  @Outcome(
      id = "16, 16",
      expect = Expect.ACCEPTABLE,
      desc = "the successor goes on behind the last frame")
  @Outcome(expect = Expect.FORBIDDEN, desc = "the successor would write over a frame")
  @State
  public static class SuccessorTwoMappings extends RingState {
    /** Prepares the ring. */
    public SuccessorTwoMappings() {
      super(Mappings.TWO, Opened.PRODUCER);
    }

    /** The one side. */
    @Actor
    public void left() {
      send(producer, 1, 7, 0);
      producer.close();
    }

    /** The other side. */
    @Actor
    public void right(JJ_Result r) {
      r.r2 = position(onTheRight(3));
    }

    /** What is left. */
    @Arbiter
    public void atEnd(JJ_Result r) {
      r.r1 = right.getLongAcquire(base + HEAD);
    }
  }

  /** The ring is created while somebody tries to attach. */
  @JCStressTest
  @Outcome(id = "0, -1", expect = Expect.ACCEPTABLE, desc = "the ring was not ready yet")
  @Outcome(id = "0, 64", expect = Expect.ACCEPTABLE, desc = "the whole ring was found")
  @Outcome(expect = Expect.FORBIDDEN, desc = "a ring was found that is not ready")
  @State
  public static class CreationTwoMappings extends RingState {
    /** Prepares the ring. */
    public CreationTwoMappings() {
      super(Mappings.TWO, Opened.NOTHING);
    }

    /** The one side. */
    @Actor
    public void left() {
      createRing();
    }

    /** The other side. */
    @Actor
    public void right(JJ_Result r) {
      r.r2 = found(onTheRight(2));
    }

    /** What is left. */
    @Arbiter
    public void atEnd(JJ_Result r) {
      r.r1 = right.getLongAcquire(base + HEAD);
    }
  }
}
