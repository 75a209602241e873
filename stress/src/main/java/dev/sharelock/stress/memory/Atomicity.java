package dev.sharelock.stress.memory;

import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.Expect;
import org.openjdk.jcstress.annotations.JCStressMeta;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.JJJ_Result;

/** Atomicity: read-modify-write operations of two actors on one word never overlap. */
public final class Atomicity {
  private Atomicity() {}

  /** Both have added one; each result is what was there before, the last one what is left. */
  @Outcome(id = "0, 1, 2", expect = Expect.ACCEPTABLE, desc = "left was first")
  @Outcome(id = "1, 0, 2", expect = Expect.ACCEPTABLE, desc = "right was first")
  @Outcome(expect = Expect.FORBIDDEN, desc = "an addition was lost or doubled")
  public static class Added {}

  /** Both try to be the first; the results are who succeeded, and whose value is left. */
  @Outcome(id = "1, 0, 1", expect = Expect.ACCEPTABLE, desc = "left won")
  @Outcome(id = "0, 1, 2", expect = Expect.ACCEPTABLE, desc = "right won")
  @Outcome(expect = Expect.FORBIDDEN, desc = "both or none won, or the loser's value is left")
  public static class Won {}

  /** Each sets a bit of its own; each result is what was there before, the last what is left. */
  @Outcome(id = "0, 1, 3", expect = Expect.ACCEPTABLE, desc = "left was first")
  @Outcome(id = "2, 0, 3", expect = Expect.ACCEPTABLE, desc = "right was first")
  @Outcome(expect = Expect.FORBIDDEN, desc = "a bit was lost")
  public static class Marked {}

  /** Atomic addition. Through one mapping. */
  @JCStressTest
  @JCStressMeta(Added.class)
  @State
  public static class AddLongOneMapping extends Words {
    /** Takes words that nobody else uses. */
    public AddLongOneMapping() {
      super(Mappings.ONE);
    }

    /** The one side. */
    @Actor
    public void left(JJJ_Result r) {
      r.r1 = left.getAndAddLong(x, 1);
    }

    /** The other side. */
    @Actor
    public void right(JJJ_Result r) {
      r.r2 = right.getAndAddLong(x, 1);
    }

    /** What is left. */
    @Arbiter
    public void atEnd(JJJ_Result r) {
      r.r3 = left.getLongVolatile(x);
    }
  }

  /** Atomic addition. Through two mappings. */
  @JCStressTest
  @JCStressMeta(Added.class)
  @State
  public static class AddLongTwoMappings extends Words {
    /** Takes words that nobody else uses. */
    public AddLongTwoMappings() {
      super(Mappings.TWO);
    }

    /** The one side. */
    @Actor
    public void left(JJJ_Result r) {
      r.r1 = left.getAndAddLong(x, 1);
    }

    /** The other side. */
    @Actor
    public void right(JJJ_Result r) {
      r.r2 = right.getAndAddLong(x, 1);
    }

    /** What is left. */
    @Arbiter
    public void atEnd(JJJ_Result r) {
      r.r3 = left.getLongVolatile(x);
    }
  }

  /** Atomic addition to a 32-bit word. Through two mappings. */
  @JCStressTest
  @JCStressMeta(Added.class)
  @State
  public static class AddIntTwoMappings extends Words {
    /** Takes words that nobody else uses. */
    public AddIntTwoMappings() {
      super(Mappings.TWO);
    }

    /** The one side. */
    @Actor
    public void left(JJJ_Result r) {
      r.r1 = left.getAndAddInt(x, 1);
    }

    /** The other side. */
    @Actor
    public void right(JJJ_Result r) {
      r.r2 = right.getAndAddInt(x, 1);
    }

    /** What is left. */
    @Arbiter
    public void atEnd(JJJ_Result r) {
      r.r3 = left.getIntVolatile(x);
    }
  }

  /** Compare-and-set. Through two mappings. */
  @JCStressTest
  @JCStressMeta(Won.class)
  @State
  public static class CompareAndSetLongTwoMappings extends Words {
    /** Takes words that nobody else uses. */
    public CompareAndSetLongTwoMappings() {
      super(Mappings.TWO);
    }

    /** The one side. */
    @Actor
    public void left(JJJ_Result r) {
      r.r1 = left.compareAndSetLong(x, 0, 1) ? 1 : 0;
    }

    /** The other side. */
    @Actor
    public void right(JJJ_Result r) {
      r.r2 = right.compareAndSetLong(x, 0, 2) ? 1 : 0;
    }

    /** What is left. */
    @Arbiter
    public void atEnd(JJJ_Result r) {
      r.r3 = left.getLongVolatile(x);
    }
  }

  /** Compare-and-set of a 32-bit word. Through two mappings. */
  @JCStressTest
  @JCStressMeta(Won.class)
  @State
  public static class CompareAndSetIntTwoMappings extends Words {
    /** Takes words that nobody else uses. */
    public CompareAndSetIntTwoMappings() {
      super(Mappings.TWO);
    }

    /** The one side. */
    @Actor
    public void left(JJJ_Result r) {
      r.r1 = left.compareAndSetInt(x, 0, 1) ? 1 : 0;
    }

    /** The other side. */
    @Actor
    public void right(JJJ_Result r) {
      r.r2 = right.compareAndSetInt(x, 0, 2) ? 1 : 0;
    }

    /** What is left. */
    @Arbiter
    public void atEnd(JJJ_Result r) {
      r.r3 = left.getIntVolatile(x);
    }
  }

  /** Setting bits. Through two mappings. */
  @JCStressTest
  @JCStressMeta(Marked.class)
  @State
  public static class BitwiseOrTwoMappings extends Words {
    /** Takes words that nobody else uses. */
    public BitwiseOrTwoMappings() {
      super(Mappings.TWO);
    }

    /** The one side. */
    @Actor
    public void left(JJJ_Result r) {
      r.r1 = left.getAndBitwiseOrLong(x, 1);
    }

    /** The other side. */
    @Actor
    public void right(JJJ_Result r) {
      r.r2 = right.getAndBitwiseOrLong(x, 2);
    }

    /** What is left. */
    @Arbiter
    public void atEnd(JJJ_Result r) {
      r.r3 = left.getLongVolatile(x);
    }
  }
}
