package dev.sharelock.stress.memory;

import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.Expect;
import org.openjdk.jcstress.annotations.JCStressMeta;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.JJ_Result;

/** Coherence: the stores to one word have one order, and nobody sees them in another one. */
public final class Coherence {
  private Coherence() {}

  /** What two loads of one word may see of one store. */
  @Outcome(id = "0, 0", expect = Expect.ACCEPTABLE, desc = "both loads came before the store")
  @Outcome(id = "0, 1", expect = Expect.ACCEPTABLE, desc = "the store came between the loads")
  @Outcome(id = "1, 1", expect = Expect.ACCEPTABLE, desc = "both loads came after the store")
  @Outcome(id = "1, 0", expect = Expect.FORBIDDEN, desc = "the second load went back in time")
  public static class ReadRead {}

  /** What is left of two stores to neighbouring words. */
  @Outcome(id = "1, 1", expect = Expect.ACCEPTABLE, desc = "both stores are there")
  @Outcome(expect = Expect.FORBIDDEN, desc = "a store to one word destroyed its neighbour")
  public static class Neighbours {}

  /** What a load may see of one store to all 64 bits. */
  @Outcome(id = "0, 0", expect = Expect.ACCEPTABLE, desc = "the load came before the store")
  @Outcome(id = "-1, 0", expect = Expect.ACCEPTABLE, desc = "the load came after the store")
  @Outcome(expect = Expect.FORBIDDEN, desc = "half of a word was seen")
  public static class Whole {}

  /** Two opaque loads of one word. Through two mappings. */
  @JCStressTest
  @JCStressMeta(ReadRead.class)
  @State
  public static class OpaqueReadsTwoMappings extends Words {
    /** Takes words that nobody else uses. */
    public OpaqueReadsTwoMappings() {
      super(Mappings.TWO);
    }

    /** The one side. */
    @Actor
    public void left() {
      left.setLongOpaque(x, 1);
    }

    /** The other side. */
    @Actor
    public void right(JJ_Result r) {
      r.r1 = right.getLongOpaque(x);
      r.r2 = right.getLongOpaque(x);
    }
  }

  /** Two opaque loads of one 32-bit word. Through two mappings. */
  @JCStressTest
  @JCStressMeta(ReadRead.class)
  @State
  public static class OpaqueReadsIntTwoMappings extends Words {
    /** Takes words that nobody else uses. */
    public OpaqueReadsIntTwoMappings() {
      super(Mappings.TWO);
    }

    /** The one side. */
    @Actor
    public void left() {
      left.setIntOpaque(x, 1);
    }

    /** The other side. */
    @Actor
    public void right(JJ_Result r) {
      r.r1 = right.getIntOpaque(x);
      r.r2 = right.getIntOpaque(x);
    }
  }

  /** Two 32-bit words that share eight bytes. Through two mappings. */
  @JCStressTest
  @JCStressMeta(Neighbours.class)
  @State
  public static class HalvesTwoMappings extends Words {
    /** Takes words that nobody else uses. */
    public HalvesTwoMappings() {
      super(Mappings.TWO);
    }

    /** The one side. */
    @Actor
    public void left() {
      left.setIntOpaque(x, 1);
    }

    /** The other side. */
    @Actor
    public void right() {
      right.setIntOpaque(x + Integer.BYTES, 1);
    }

    /** What is left. */
    @Arbiter
    public void atEnd(JJ_Result r) {
      r.r1 = left.getIntOpaque(x);
      r.r2 = right.getIntOpaque(x + Integer.BYTES);
    }
  }

  /** Two bytes side by side, written by plain stores. Through two mappings. */
  @JCStressTest
  @JCStressMeta(Neighbours.class)
  @State
  public static class BytesTwoMappings extends Words {
    /** Takes words that nobody else uses. */
    public BytesTwoMappings() {
      super(Mappings.TWO);
    }

    /** The one side. */
    @Actor
    public void left() {
      left.writeByte(data, (byte) 1);
    }

    /** The other side. */
    @Actor
    public void right() {
      right.writeByte(data + 1, (byte) 1);
    }

    /** What is left. */
    @Arbiter
    public void atEnd(JJ_Result r) {
      r.r1 = left.readByte(data);
      r.r2 = right.readByte(data + 1);
    }
  }

  /** A 64-bit word has no halves. Through two mappings. */
  @JCStressTest
  @JCStressMeta(Whole.class)
  @State
  public static class TearingTwoMappings extends Words {
    /** Takes words that nobody else uses. */
    public TearingTwoMappings() {
      super(Mappings.TWO);
    }

    /** The one side. */
    @Actor
    public void left() {
      left.setLongOpaque(x, -1);
    }

    /** The other side. */
    @Actor
    public void right(JJ_Result r) {
      r.r1 = right.getLongOpaque(x);
    }
  }
}
