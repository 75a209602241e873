package dev.sharelock.stress.ring;

import dev.sharelock.stress.memory.Mappings;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.Expect;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.JJJ_Result;

/**
 * What travels through the ring: whole frames, in order, and no byte is written over before it was
 * released.
 */
public final class RingTraffic {
  private RingTraffic() {}

  /** One frame is published while the consumer looks. */
  @JCStressTest
  @Outcome(
      id = "0, 7, 0",
      expect = Expect.ACCEPTABLE,
      desc = "the consumer came too early; the frame is there afterwards")
  @Outcome(id = "7, 0, 0", expect = Expect.ACCEPTABLE, desc = "the whole frame was received")
  @Outcome(expect = Expect.FORBIDDEN, desc = "half a frame, no frame, or two")
  @State
  public static class PublishOneMapping extends RingState {
    /** Prepares the ring. */
    public PublishOneMapping() {
      super(Mappings.ONE, Opened.BOTH);
    }

    /** The one side. */
    @Actor
    public void left() {
      send(producer, 3, 7, 0);
    }

    /** The other side. */
    @Actor
    public void right(JJJ_Result r) {
      r.r1 = receive(consumer, 0);
    }

    /** What is left. */
    @Arbiter
    public void atEnd(JJJ_Result r) {
      r.r2 = receive(consumer, 0);
      r.r3 = receive(consumer, 0);
    }
  }

  /** One frame is published while the consumer looks. */
  @JCStressTest
  @Outcome(
      id = "0, 7, 0",
      expect = Expect.ACCEPTABLE,
      desc = "the consumer came too early; the frame is there afterwards")
  @Outcome(id = "7, 0, 0", expect = Expect.ACCEPTABLE, desc = "the whole frame was received")
  @Outcome(expect = Expect.FORBIDDEN, desc = "half a frame, no frame, or two")
  @State
  public static class PublishTwoMappings extends RingState {
    /** Prepares the ring. */
    public PublishTwoMappings() {
      super(Mappings.TWO, Opened.BOTH);
    }

    /** The one side. */
    @Actor
    public void left() {
      send(producer, 3, 7, 0);
    }

    /** The other side. */
    @Actor
    public void right(JJJ_Result r) {
      r.r1 = receive(consumer, 0);
    }

    /** What is left. */
    @Arbiter
    public void atEnd(JJJ_Result r) {
      r.r2 = receive(consumer, 0);
      r.r3 = receive(consumer, 0);
    }
  }

  /** One frame is published while the consumer looks. */
  @JCStressTest
  @Outcome(
      id = "0, 7, 0",
      expect = Expect.ACCEPTABLE,
      desc = "the consumer came too early; the frame is there afterwards")
  @Outcome(id = "7, 0, 0", expect = Expect.ACCEPTABLE, desc = "the whole frame was received")
  @Outcome(expect = Expect.FORBIDDEN, desc = "half a frame, no frame, or two")
  @State
  public static class PublishWithKernel extends RingState {
    /** Prepares the ring. */
    public PublishWithKernel() {
      super(Mappings.TWO_WITH_KERNEL, Opened.BOTH);
    }

    /** The one side. */
    @Actor
    public void left() {
      send(producer, 3, 7, 0);
    }

    /** The other side. */
    @Actor
    public void right(JJJ_Result r) {
      r.r1 = receive(consumer, 0);
    }

    /** What is left. */
    @Arbiter
    public void atEnd(JJJ_Result r) {
      r.r2 = receive(consumer, 0);
      r.r3 = receive(consumer, 0);
    }
  }

  /** The ring is full; a new frame can take its place when the old one is released, not before. */
  @JCStressTest
  @Outcome(id = "5, 0, 0", expect = Expect.ACCEPTABLE, desc = "the producer found no space")
  @Outcome(id = "5, 7, 0", expect = Expect.ACCEPTABLE, desc = "the new frame follows the old one")
  @Outcome(
      expect = Expect.FORBIDDEN,
      desc = "the old frame was written over, or the new one is broken or lost")
  @State
  public static class ReuseTwoMappings extends RingState {
    /** Prepares the ring. */
    public ReuseTwoMappings() {
      super(Mappings.TWO, Opened.BOTH);
      send(producer, 7, 5, 0);
    }

    /** The one side. */
    @Actor
    public void left() {
      send(producer, 7, 7, 0);
    }

    /** The other side. */
    @Actor
    public void right(JJJ_Result r) {
      r.r1 = receive(consumer, 0);
    }

    /** What is left. */
    @Arbiter
    public void atEnd(JJJ_Result r) {
      r.r2 = receive(consumer, 0);
      r.r3 = receive(consumer, 0);
    }
  }

  /** Two frames that wrap around the end of the ring inside of their content. */
  @JCStressTest
  @Outcome(id = "0, 7, 8", expect = Expect.ACCEPTABLE, desc = "the consumer came too early")
  @Outcome(
      id = "7, 8, 0",
      expect = Expect.ACCEPTABLE,
      desc = "the first frame was received at once")
  @Outcome(expect = Expect.FORBIDDEN, desc = "a frame is broken, lost, or out of order")
  @State
  public static class WrapTwoMappings extends RingState {
    /** Prepares the ring. */
    public WrapTwoMappings() {
      super(Mappings.TWO, Opened.BOTH);
      send(producer, 5, 5, 0);
      receive(consumer, 0);
    }

    /** The one side. */
    @Actor
    public void left() {
      send(producer, 3, 7, 0);
      send(producer, 2, 8, 0);
    }

    /** The other side. */
    @Actor
    public void right(JJJ_Result r) {
      r.r1 = receive(consumer, 0);
    }

    /** What is left. */
    @Arbiter
    public void atEnd(JJJ_Result r) {
      r.r2 = receive(consumer, 0);
      r.r3 = receive(consumer, 0);
    }
  }

  /** Two frames are committed and published by one store. */
  @JCStressTest
  @Outcome(id = "0, 0, 7", expect = Expect.ACCEPTABLE, desc = "neither frame was visible yet")
  @Outcome(id = "7, 8, 0", expect = Expect.ACCEPTABLE, desc = "both frames became visible together")
  @Outcome(expect = Expect.FORBIDDEN, desc = "the batch was seen in part, or a frame is broken")
  @State
  public static class BatchTwoMappings extends RingState {
    /** Prepares the ring. */
    public BatchTwoMappings() {
      super(Mappings.TWO, Opened.BOTH);
    }

    /** The one side. */
    @Actor
    public void left() {
      producer.claim(Long.BYTES, 0);
      producer.view().putLong(0, 7);
      producer.commit();
      producer.claim(Long.BYTES, 0);
      producer.view().putLong(0, 8);
      producer.commit();
      producer.flush();
    }

    /** The other side. */
    @Actor
    public void right(JJJ_Result r) {
      r.r1 = receive(consumer, 0);
      r.r2 = r.r1 == 0 ? 0 : receive(consumer, 0);
    }

    /** What is left. */
    @Arbiter
    public void atEnd(JJJ_Result r) {
      r.r3 = receive(consumer, 0);
    }
  }
}
