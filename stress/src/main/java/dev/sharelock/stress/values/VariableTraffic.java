package dev.sharelock.stress.values;

import dev.sharelock.stress.memory.Mappings;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.Expect;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.JJJ_Result;
import org.openjdk.jcstress.infra.results.JJ_Result;

/** Values that are replaced while others read them or want to replace them. */
public final class VariableTraffic {
  private VariableTraffic() {}

  /** The value is replaced, so that blocks are used again, while it is read twice. */
  @JCStressTest
  @Outcome(id = "1, 1", expect = Expect.ACCEPTABLE, desc = "the reader came first")
  @Outcome(
      id = {"1, 2", "1, 3", "2, 2", "2, 3", "3, 3"},
      expect = Expect.ACCEPTABLE,
      desc = "the reader sees values as they come")
  @Outcome(expect = Expect.FORBIDDEN, desc = "torn, lost, or older than what was seen before")
  @State
  public static class PublicationTwoMappings extends VariableState {
    /** Prepares the variable. */
    public PublicationTwoMappings() {
      super(Mappings.TWO);
    }

    /** The one side. */
    @Actor
    public void left() {
      left.set(value(2), 0);
      left.set(value(3), 0);
    }

    /** The other side. */
    @Actor
    public void right(JJ_Result r) {
      r.r1 = read(right);
      r.r2 = read(right);
    }
  }

  /** Two transactions, of which the later one waits for the earlier one. */
  @JCStressTest
  @Outcome(id = "1, 1, 3", expect = Expect.ACCEPTABLE, desc = "both are done")
  @Outcome(expect = Expect.FORBIDDEN, desc = "one is lost, or was not woken")
  @State
  public static class TransactionsTwoMappingsWithKernel extends VariableState {
    /** Prepares the variable. */
    public TransactionsTwoMappingsWithKernel() {
      super(Mappings.TWO_WITH_KERNEL);
    }

    /** The one side. */
    @Actor
    public void left(JJJ_Result r) {
      r.r1 = increment(left);
    }

    /** The other side. */
    @Actor
    public void right(JJJ_Result r) {
      r.r2 = increment(right);
    }

    /** What is left. */
    @Arbiter
    public void atEnd(JJJ_Result r) {
      r.r3 = read(left);
    }
  }
}
