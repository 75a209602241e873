package dev.sharelock.stress.pipe;

import dev.sharelock.pipe.SlowPolicy;
import dev.sharelock.pipe.Subscriber;
import dev.sharelock.stress.memory.Mappings;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.Expect;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.II_Result;

/**
 * The pairs A1 to A4 and E1, E2 of the publisher. Nobody looks around unless woken, so a lost
 * wake-up is a time-out.
 */
public final class MulticastHandshakes {
  private MulticastHandshakes() {}

  /** A2, A3: whoever is dropped while it goes to sleep is told, and nobody else. */
  @JCStressTest
  @Outcome(id = "0, 2", expect = Expect.ACCEPTABLE, desc = "the value was taken in time")
  @Outcome(id = "1, -7", expect = Expect.ACCEPTABLE, desc = "dropped, and told so")
  @Outcome(expect = Expect.FORBIDDEN, desc = "not told, or told what is not so")
  @State
  public static class DroppedWithKernel extends MulticastState {
    private final Subscriber subscriber;

    /** Prepares a subscriber for whom there is no room. */
    public DroppedWithKernel() {
      super(Mappings.TWO_WITH_KERNEL, 1, SlowPolicy.dropAfter(0));
      subscriber = subscribe(other, base);
      publisher.publish(1, 0);
    }

    /** The one side. */
    @Actor
    public void left(II_Result r) {
      publisher.publish(2, 0);
      r.r1 = (int) publisher.dropped();
    }

    /** The other side. */
    @Actor
    public void right(II_Result r) {
      take(subscriber, 0);
      r.r2 = take(subscriber, PATIENCE_NANOS);
    }
  }

  /** A2 of whoever leaves: the publisher that waits for it goes on. */
  @JCStressTest
  @Outcome(id = "0, 0", expect = Expect.ACCEPTABLE, desc = "nobody is waited for")
  @Outcome(expect = Expect.FORBIDDEN, desc = "the publisher was not woken")
  @State
  public static class LeftWithKernel extends MulticastState {
    private final Subscriber subscriber;

    /** Prepares a subscriber for whom there is no room. */
    public LeftWithKernel() {
      super(Mappings.TWO_WITH_KERNEL, 1, SlowPolicy.BLOCK);
      subscriber = subscribe(other, base);
      publisher.publish(1, 0);
    }

    /** The one side. */
    @Actor
    public void left(II_Result r) {
      r.r1 = publisher.publish(2, PATIENCE_NANOS).ordinal();
    }

    /** The other side. */
    @Actor
    public void right(II_Result r) {
      subscriber.close();
    }
  }

  /** A1, A4: who begins at the place of another while values are published misses none between. */
  @JCStressTest
  @Outcome(id = "0, 0", expect = Expect.ACCEPTABLE, desc = "it came after the last value")
  @Outcome(id = "3, 1", expect = Expect.ACCEPTABLE, desc = "it got all")
  @Outcome(id = "3, 2", expect = Expect.ACCEPTABLE, desc = "it got the last two")
  @Outcome(id = "3, 3", expect = Expect.ACCEPTABLE, desc = "it got the last one")
  @Outcome(expect = Expect.FORBIDDEN, desc = "a value is missing")
  @State
  public static class BeginsTwoMappings extends MulticastState {
    private final Subscriber before;
    private Subscriber subscriber;

    /** Prepares a predecessor. */
    public BeginsTwoMappings() {
      super(Mappings.TWO, 4, SlowPolicy.dropAfter(0));
      before = subscribe(other, base);
    }

    /** The one side. */
    @Actor
    public void left() {
      for (long value = 1; value <= 3; value++) {
        publisher.publish(value, 0);
      }
    }

    /** The other side. */
    @Actor
    public void right() {
      before.close();
      subscriber = subscribe(other, base);
    }

    /** Takes what there is: the last, and the first if nothing is missing in between. */
    @Arbiter
    public void arbiter(II_Result r) {
      int first = take(subscriber, 0);
      int next = first;
      while (next > 0) {
        r.r1 = next;
        next = take(subscriber, 0);
        first = next > 0 && next != r.r1 + 1 ? -next : first;
      }
      r.r2 = r.r1 == 0 ? 0 : first;
    }
  }

  /** E1, E2: whoever goes to sleep at the end is told. */
  @JCStressTest
  @Outcome(id = "0, -3", expect = Expect.ACCEPTABLE, desc = "told of the end")
  @Outcome(expect = Expect.FORBIDDEN, desc = "not told")
  @State
  public static class EndedWithKernel extends MulticastState {
    private final Subscriber subscriber;

    /** Prepares a subscriber that has nothing to take. */
    public EndedWithKernel() {
      super(Mappings.TWO_WITH_KERNEL, 1, SlowPolicy.BLOCK);
      subscriber = subscribe(other, base);
    }

    /** The one side. */
    @Actor
    public void left() {
      publisher.end();
    }

    /** The other side. */
    @Actor
    public void right(II_Result r) {
      r.r2 = take(subscriber, PATIENCE_NANOS);
    }
  }
}
