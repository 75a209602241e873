package dev.sharelock.stress.memory;

import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Expect;
import org.openjdk.jcstress.annotations.JCStressMeta;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.JJ_Result;

/**
 * Message passing: one actor writes data and raises a flag, the other sees the flag and reads the
 * data. It is the shape of publishing a frame.
 */
public final class MessagePassing {
  private MessagePassing() {}

  /**
   * What may be seen if the flag publishes the data. Unless the flag is up, the data is left alone.
   */
  @Outcome(
      id = "0, 0",
      expect = Expect.ACCEPTABLE,
      desc = "the flag was not up, so the data was not looked at")
  @Outcome(
      id = "1, 1",
      expect = Expect.ACCEPTABLE,
      desc = "the flag was up, and the data was there")
  @Outcome(
      id = "1, 0",
      expect = Expect.FORBIDDEN,
      desc = "the flag was up, but the data was not there: half a message")
  public static class Published {}

  /** A release store of the flag, an acquire load of it, plain data. Through one mapping. */
  @JCStressTest
  @JCStressMeta(Published.class)
  @State
  public static class ReleaseAcquireOneMapping extends Words {
    /** Takes words that nobody else uses. */
    public ReleaseAcquireOneMapping() {
      super(Mappings.ONE);
    }

    /** The one side. */
    @Actor
    public void left() {
      left.writeLong(data, 1);
      left.setLongRelease(x, 1);
    }

    /** The other side. */
    @Actor
    public void right(JJ_Result r) {
      r.r1 = right.getLongAcquire(x);
      r.r2 = r.r1 == 0 ? 0 : right.readLong(data);
    }
  }

  /** A release store of the flag, an acquire load of it, plain data. Through two mappings. */
  @JCStressTest
  @JCStressMeta(Published.class)
  @State
  public static class ReleaseAcquireTwoMappings extends Words {
    /** Takes words that nobody else uses. */
    public ReleaseAcquireTwoMappings() {
      super(Mappings.TWO);
    }

    /** The one side. */
    @Actor
    public void left() {
      left.writeLong(data, 1);
      left.setLongRelease(x, 1);
    }

    /** The other side. */
    @Actor
    public void right(JJ_Result r) {
      r.r1 = right.getLongAcquire(x);
      r.r2 = r.r1 == 0 ? 0 : right.readLong(data);
    }
  }

  /** The same with a 32-bit flag, and bytes copied in bulk. Through two mappings. */
  @JCStressTest
  @JCStressMeta(Published.class)
  @State
  public static class ReleaseAcquireIntTwoMappings extends Words {
    /** Takes words that nobody else uses. */
    public ReleaseAcquireIntTwoMappings() {
      super(Mappings.TWO);
    }

    /** The one side. */
    @Actor
    public void left() {
      left.writeBytes(data, MESSAGE, 0, MESSAGE.length);
      left.setIntRelease(x, 1);
    }

    /** The other side. */
    @Actor
    public void right(JJ_Result r) {
      r.r1 = right.getIntAcquire(x);
      r.r2 = r.r1 == 0 ? 0 : received(right);
    }
  }

  /**
   * A release fence before an opaque store, an acquire fence after an opaque load. Through two
   * mappings.
   */
  @JCStressTest
  @JCStressMeta(Published.class)
  @State
  public static class FencesTwoMappings extends Words {
    /** Takes words that nobody else uses. */
    public FencesTwoMappings() {
      super(Mappings.TWO);
    }

    /** The one side. */
    @Actor
    public void left() {
      left.writeLong(data, 1);
      left.releaseFence();
      left.setLongOpaque(x, 1);
    }

    /** The other side. */
    @Actor
    public void right(JJ_Result r) {
      r.r1 = right.getLongOpaque(x);
      right.acquireFence();
      r.r2 = r.r1 == 0 ? 0 : right.readLong(data);
    }
  }

  /**
   * A weak release compare-and-set raises the flag; an acquire exchange sees it. Through two
   * mappings.
   */
  @JCStressTest
  @JCStressMeta(Published.class)
  @State
  public static class WeakUpdateTwoMappings extends Words {
    /** Takes words that nobody else uses. */
    public WeakUpdateTwoMappings() {
      super(Mappings.TWO);
    }

    /** The one side. */
    @Actor
    public void left() {
      left.writeLong(data, 1);
      boolean raised = false;
      while (!raised) {
        raised = left.weakCompareAndSetLongRelease(x, 0, 1);
      }
    }

    /** The other side. */
    @Actor
    public void right(JJ_Result r) {
      r.r1 = right.compareAndExchangeLongAcquire(x, 1, 1);
      r.r2 = r.r1 == 0 ? 0 : right.readLong(data);
    }
  }
}
