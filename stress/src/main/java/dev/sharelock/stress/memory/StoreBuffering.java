package dev.sharelock.stress.memory;

import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Expect;
import org.openjdk.jcstress.annotations.JCStressMeta;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.JJ_Result;

/**
 * Store buffering: each actor writes a word of its own and then reads the other's. It is the shape
 * of every "publish, then test for a waiter".
 */
public final class StoreBuffering {
  private StoreBuffering() {}

  /** What may be seen if each store is ordered before the load that follows it. */
  @Outcome(
      id = "0, 0",
      expect = Expect.FORBIDDEN,
      desc = "neither saw the other's store: a wake-up would be lost")
  @Outcome(id = "0, 1", expect = Expect.ACCEPTABLE, desc = "left was first")
  @Outcome(id = "1, 0", expect = Expect.ACCEPTABLE, desc = "right was first")
  @Outcome(id = "1, 1", expect = Expect.ACCEPTABLE, desc = "both stores came before both loads")
  public static class Ordered {}

  /** What may be seen if nothing orders a store before the load that follows it. */
  @Outcome(
      id = "0, 0",
      expect = Expect.ACCEPTABLE_INTERESTING,
      desc = "both stores were still buffered: the model must allow it")
  @Outcome(id = "0, 1", expect = Expect.ACCEPTABLE, desc = "left was first")
  @Outcome(id = "1, 0", expect = Expect.ACCEPTABLE, desc = "right was first")
  @Outcome(id = "1, 1", expect = Expect.ACCEPTABLE, desc = "both stores came before both loads")
  public static class Unordered {}

  /** Opaque accesses order nothing between two words. Through two mappings. */
  @JCStressTest
  @JCStressMeta(Unordered.class)
  @State
  public static class OpaqueTwoMappings extends Words {
    /** Takes words that nobody else uses. */
    public OpaqueTwoMappings() {
      super(Mappings.TWO);
    }

    /** The one side. */
    @Actor
    public void left(JJ_Result r) {
      left.setLongOpaque(x, 1);
      r.r1 = left.getLongOpaque(y);
    }

    /** The other side. */
    @Actor
    public void right(JJ_Result r) {
      right.setLongOpaque(y, 1);
      r.r2 = right.getLongOpaque(x);
    }
  }

  /** Volatile accesses have one total order. Through one mapping. */
  @JCStressTest
  @JCStressMeta(Ordered.class)
  @State
  public static class VolatileOneMapping extends Words {
    /** Takes words that nobody else uses. */
    public VolatileOneMapping() {
      super(Mappings.ONE);
    }

    /** The one side. */
    @Actor
    public void left(JJ_Result r) {
      left.setLongVolatile(x, 1);
      r.r1 = left.getLongVolatile(y);
    }

    /** The other side. */
    @Actor
    public void right(JJ_Result r) {
      right.setLongVolatile(y, 1);
      r.r2 = right.getLongVolatile(x);
    }
  }

  /** Volatile accesses have one total order. Through two mappings. */
  @JCStressTest
  @JCStressMeta(Ordered.class)
  @State
  public static class VolatileTwoMappings extends Words {
    /** Takes words that nobody else uses. */
    public VolatileTwoMappings() {
      super(Mappings.TWO);
    }

    /** The one side. */
    @Actor
    public void left(JJ_Result r) {
      left.setLongVolatile(x, 1);
      r.r1 = left.getLongVolatile(y);
    }

    /** The other side. */
    @Actor
    public void right(JJ_Result r) {
      right.setLongVolatile(y, 1);
      r.r2 = right.getLongVolatile(x);
    }
  }

  /** Volatile accesses of 32-bit words have one total order. Through two mappings. */
  @JCStressTest
  @JCStressMeta(Ordered.class)
  @State
  public static class VolatileIntTwoMappings extends Words {
    /** Takes words that nobody else uses. */
    public VolatileIntTwoMappings() {
      super(Mappings.TWO);
    }

    /** The one side. */
    @Actor
    public void left(JJ_Result r) {
      left.setIntVolatile(x, 1);
      r.r1 = left.getIntVolatile(y);
    }

    /** The other side. */
    @Actor
    public void right(JJ_Result r) {
      right.setIntVolatile(y, 1);
      r.r2 = right.getIntVolatile(x);
    }
  }

  /** Full fences between opaque accesses. Through two mappings. */
  @JCStressTest
  @JCStressMeta(Ordered.class)
  @State
  public static class FullFenceTwoMappings extends Words {
    /** Takes words that nobody else uses. */
    public FullFenceTwoMappings() {
      super(Mappings.TWO);
    }

    /** The one side. */
    @Actor
    public void left(JJ_Result r) {
      left.setLongOpaque(x, 1);
      left.fullFence();
      r.r1 = left.getLongOpaque(y);
    }

    /** The other side. */
    @Actor
    public void right(JJ_Result r) {
      right.setLongOpaque(y, 1);
      right.fullFence();
      r.r2 = right.getLongOpaque(x);
    }
  }

  /** The asymmetric pair, as in publishing and going to sleep. Through one mapping. */
  @JCStressTest
  @JCStressMeta(Ordered.class)
  @State
  public static class LightAndHeavyFenceOneMapping extends Words {
    /** Takes words that nobody else uses. */
    public LightAndHeavyFenceOneMapping() {
      super(Mappings.ONE);
    }

    /** The one side. */
    @Actor
    public void left(JJ_Result r) {
      left.setLongRelease(x, 1);
      left.lightFence();
      r.r1 = left.getLongAcquire(y);
    }

    /** The other side. */
    @Actor
    public void right(JJ_Result r) {
      right.setLongRelease(y, 1);
      right.heavyFence();
      r.r2 = right.getLongAcquire(x);
    }
  }

  /** The asymmetric pair, as in publishing and going to sleep. Through two mappings. */
  @JCStressTest
  @JCStressMeta(Ordered.class)
  @State
  public static class LightAndHeavyFenceTwoMappings extends Words {
    /** Takes words that nobody else uses. */
    public LightAndHeavyFenceTwoMappings() {
      super(Mappings.TWO);
    }

    /** The one side. */
    @Actor
    public void left(JJ_Result r) {
      left.setLongRelease(x, 1);
      left.lightFence();
      r.r1 = left.getLongAcquire(y);
    }

    /** The other side. */
    @Actor
    public void right(JJ_Result r) {
      right.setLongRelease(y, 1);
      right.heavyFence();
      r.r2 = right.getLongAcquire(x);
    }
  }

  /**
   * The asymmetric pair, as in publishing and going to sleep. Through two mappings, by kernel
   * calls.
   */
  @JCStressTest
  @JCStressMeta(Ordered.class)
  @State
  public static class LightAndHeavyFenceWithKernel extends Words {
    /** Takes words that nobody else uses. */
    public LightAndHeavyFenceWithKernel() {
      super(Mappings.TWO_WITH_KERNEL);
    }

    /** The one side. */
    @Actor
    public void left(JJ_Result r) {
      left.setLongRelease(x, 1);
      left.lightFence();
      r.r1 = left.getLongAcquire(y);
    }

    /** The other side. */
    @Actor
    public void right(JJ_Result r) {
      right.setLongRelease(y, 1);
      right.heavyFence();
      r.r2 = right.getLongAcquire(x);
    }
  }

  /** A volatile exchange as the store. Through two mappings. */
  @JCStressTest
  @JCStressMeta(Ordered.class)
  @State
  public static class ExchangeTwoMappings extends Words {
    /** Takes words that nobody else uses. */
    public ExchangeTwoMappings() {
      super(Mappings.TWO);
    }

    /** The one side. */
    @Actor
    public void left(JJ_Result r) {
      left.getAndSetLong(x, 1);
      r.r1 = left.getLongVolatile(y);
    }

    /** The other side. */
    @Actor
    public void right(JJ_Result r) {
      right.getAndSetLong(y, 1);
      r.r2 = right.getLongVolatile(x);
    }
  }
}
