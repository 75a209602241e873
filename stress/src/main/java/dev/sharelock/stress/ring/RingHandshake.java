package dev.sharelock.stress.ring;

import dev.sharelock.stress.memory.Mappings;
import dev.sharelock.waiting.Waiter;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.Expect;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.JJ_Result;

/**
 * Going to sleep against publishing, word by word: whoever goes to sleep announces it, makes the
 * heavy fence and looks once more; the other side is the ring itself.
 */
public final class RingHandshake {
  private RingHandshake() {}

  /** The consumer goes to sleep while a frame is published. */
  @JCStressTest
  @Outcome(id = "1, 0", expect = Expect.ACCEPTABLE, desc = "the frame was seen at the last look")
  @Outcome(
      id = "1, 1",
      expect = Expect.ACCEPTABLE,
      desc = "the frame was seen at the last look, and no wake-up was needed")
  @Outcome(
      id = "0, 0",
      expect = Expect.ACCEPTABLE,
      desc = "the producer saw that somebody sleeps, and woke it")
  @Outcome(
      id = "0, 1",
      expect = Expect.FORBIDDEN,
      desc = "neither saw the other: the consumer would sleep on a full ring")
  @State
  public static class DataTwoMappings extends RingState {
    /** Prepares the ring. */
    public DataTwoMappings() {
      super(Mappings.TWO, Opened.PRODUCER);
    }

    /** The one side. */
    @Actor
    public void left() {
      send(producer, 1, 7, 0);
    }

    /** The other side. */
    @Actor
    public void right(JJ_Result r) {
      right.setIntOpaque(base + CONSUMER_WAITING, Waiter.ASLEEP);
      right.heavyFence();
      r.r1 = right.getLongAcquire(base + HEAD) == 0 ? 0 : 1;
    }

    /** What is left. */
    @Arbiter
    public void atEnd(JJ_Result r) {
      r.r2 = right.getIntVolatile(base + CONSUMER_WAITING);
    }
  }

  /** The consumer goes to sleep while a frame is published. */
  @JCStressTest
  @Outcome(id = "1, 0", expect = Expect.ACCEPTABLE, desc = "the frame was seen at the last look")
  @Outcome(
      id = "1, 1",
      expect = Expect.ACCEPTABLE,
      desc = "the frame was seen at the last look, and no wake-up was needed")
  @Outcome(
      id = "0, 0",
      expect = Expect.ACCEPTABLE,
      desc = "the producer saw that somebody sleeps, and woke it")
  @Outcome(
      id = "0, 1",
      expect = Expect.FORBIDDEN,
      desc = "neither saw the other: the consumer would sleep on a full ring")
  @State
  public static class DataWithKernel extends RingState {
    /** Prepares the ring. */
    public DataWithKernel() {
      super(Mappings.TWO_WITH_KERNEL, Opened.PRODUCER);
    }

    /** The one side. */
    @Actor
    public void left() {
      send(producer, 1, 7, 0);
    }

    /** The other side. */
    @Actor
    public void right(JJ_Result r) {
      right.setIntOpaque(base + CONSUMER_WAITING, Waiter.ASLEEP);
      right.heavyFence();
      r.r1 = right.getLongAcquire(base + HEAD) == 0 ? 0 : 1;
    }

    /** What is left. */
    @Arbiter
    public void atEnd(JJ_Result r) {
      r.r2 = right.getIntVolatile(base + CONSUMER_WAITING);
    }
  }

  /** The producer goes to sleep while a frame is released. */
  @JCStressTest
  @Outcome(id = "1, 0", expect = Expect.ACCEPTABLE, desc = "the space was seen at the last look")
  @Outcome(
      id = "1, 1",
      expect = Expect.ACCEPTABLE,
      desc = "the space was seen at the last look, and no wake-up was needed")
  @Outcome(
      id = "0, 0",
      expect = Expect.ACCEPTABLE,
      desc = "the consumer saw that somebody sleeps, and woke it")
  @Outcome(
      id = "0, 1",
      expect = Expect.FORBIDDEN,
      desc = "neither saw the other: the producer would sleep on an empty ring")
  @State
  public static class SpaceTwoMappings extends RingState {
    /** Prepares the ring. */
    public SpaceTwoMappings() {
      super(Mappings.TWO, Opened.BOTH);
      send(producer, 7, 7, 0);
    }

    /** The one side. */
    @Actor
    public void left() {
      receive(consumer, 0);
    }

    /** The other side. */
    @Actor
    public void right(JJ_Result r) {
      left.setIntOpaque(base + PRODUCER_WAITING, Waiter.ASLEEP);
      left.heavyFence();
      r.r1 = left.getLongAcquire(base + TAIL) == 0 ? 0 : 1;
    }

    /** What is left. */
    @Arbiter
    public void atEnd(JJ_Result r) {
      r.r2 = left.getIntVolatile(base + PRODUCER_WAITING);
    }
  }

  /** The producer goes to sleep while a frame is released. */
  @JCStressTest
  @Outcome(id = "1, 0", expect = Expect.ACCEPTABLE, desc = "the space was seen at the last look")
  @Outcome(
      id = "1, 1",
      expect = Expect.ACCEPTABLE,
      desc = "the space was seen at the last look, and no wake-up was needed")
  @Outcome(
      id = "0, 0",
      expect = Expect.ACCEPTABLE,
      desc = "the consumer saw that somebody sleeps, and woke it")
  @Outcome(
      id = "0, 1",
      expect = Expect.FORBIDDEN,
      desc = "neither saw the other: the producer would sleep on an empty ring")
  @State
  public static class SpaceWithKernel extends RingState {
    /** Prepares the ring. */
    public SpaceWithKernel() {
      super(Mappings.TWO_WITH_KERNEL, Opened.BOTH);
      send(producer, 7, 7, 0);
    }

    /** The one side. */
    @Actor
    public void left() {
      receive(consumer, 0);
    }

    /** The other side. */
    @Actor
    public void right(JJ_Result r) {
      left.setIntOpaque(base + PRODUCER_WAITING, Waiter.ASLEEP);
      left.heavyFence();
      r.r1 = left.getLongAcquire(base + TAIL) == 0 ? 0 : 1;
    }

    /** What is left. */
    @Arbiter
    public void atEnd(JJ_Result r) {
      r.r2 = left.getIntVolatile(base + PRODUCER_WAITING);
    }
  }
}
