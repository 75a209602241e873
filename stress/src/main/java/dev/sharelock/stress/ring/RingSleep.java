package dev.sharelock.stress.ring;

import dev.sharelock.stress.memory.Mappings;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.Expect;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.J_Result;

/**
 * Sleeping and waking for real: nobody looks around unless woken, so a lost wake-up is a time-out.
 */
public final class RingSleep {
  private RingSleep() {}

  /** The consumer sleeps until a frame is there. */
  @JCStressTest
  @Outcome(id = "7", expect = Expect.ACCEPTABLE, desc = "the frame was received")
  @Outcome(expect = Expect.FORBIDDEN, desc = "the consumer was not woken, or gave up")
  @State
  public static class DataTwoMappings extends RingState {
    /** Prepares the ring. */
    public DataTwoMappings() {
      super(Mappings.TWO, Opened.BOTH);
    }

    /** The one side. */
    @Actor
    public void left() {
      send(producer, 1, 7, 0);
    }

    /** The other side. */
    @Actor
    public void right(J_Result r) {
      r.r1 = receive(consumer, PATIENCE_NANOS);
    }
  }

  /** The consumer sleeps until a frame is there. */
  @JCStressTest
  @Outcome(id = "7", expect = Expect.ACCEPTABLE, desc = "the frame was received")
  @Outcome(expect = Expect.FORBIDDEN, desc = "the consumer was not woken, or gave up")
  @State
  public static class DataWithKernel extends RingState {
    /** Prepares the ring. */
    public DataWithKernel() {
      super(Mappings.TWO_WITH_KERNEL, Opened.BOTH);
    }

    /** The one side. */
    @Actor
    public void left() {
      send(producer, 1, 7, 0);
    }

    /** The other side. */
    @Actor
    public void right(J_Result r) {
      r.r1 = receive(consumer, PATIENCE_NANOS);
    }
  }

  /** The producer sleeps until there is space. */
  @JCStressTest
  @Outcome(id = "7", expect = Expect.ACCEPTABLE, desc = "the frame was sent")
  @Outcome(expect = Expect.FORBIDDEN, desc = "the producer was not woken, or gave up")
  @State
  public static class SpaceWithKernel extends RingState {
    /** Prepares the ring. */
    public SpaceWithKernel() {
      super(Mappings.TWO_WITH_KERNEL, Opened.BOTH);
      send(producer, 7, 5, 0);
    }

    /** The one side. */
    @Actor
    public void left() {
      send(producer, 7, 7, PATIENCE_NANOS);
    }

    /** The other side. */
    @Actor
    public void right() {
      receive(consumer, 0);
    }

    /** What is left. */
    @Arbiter
    public void atEnd(J_Result r) {
      r.r1 = receive(consumer, 0);
    }
  }

  /** The consumer sleeps until the ring is closed. */
  @JCStressTest
  @Outcome(
      id = "-4",
      expect = Expect.ACCEPTABLE,
      desc = "the consumer was told that the ring is closed")
  @Outcome(expect = Expect.FORBIDDEN, desc = "the consumer was not woken, or told something else")
  @State
  public static class CloseWithKernel extends RingState {
    /** Prepares the ring. */
    public CloseWithKernel() {
      super(Mappings.TWO_WITH_KERNEL, Opened.BOTH);
    }

    /** The one side. */
    @Actor
    public void left() {
      producer.wakeupAll();
    }

    /** The other side. */
    @Actor
    public void right(J_Result r) {
      r.r1 = receive(consumer, PATIENCE_NANOS);
    }
  }

  /** A frame is published and the ring closed: the frame comes first. */
  @JCStressTest
  @Outcome(
      id = "7",
      expect = Expect.ACCEPTABLE,
      desc = "the last frame was received before the close")
  @Outcome(expect = Expect.FORBIDDEN, desc = "the frame was lost, or the consumer not woken")
  @State
  public static class LastFrameWithKernel extends RingState {
    /** Prepares the ring. */
    public LastFrameWithKernel() {
      super(Mappings.TWO_WITH_KERNEL, Opened.BOTH);
    }

    /** The one side. */
    @Actor
    public void left() {
      send(producer, 1, 7, 0);
      producer.wakeupAll();
    }

    /** The other side. */
    @Actor
    public void right(J_Result r) {
      r.r1 = receive(consumer, PATIENCE_NANOS);
    }
  }
}
