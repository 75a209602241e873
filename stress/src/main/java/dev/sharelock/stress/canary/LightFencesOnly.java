package dev.sharelock.stress.canary;

import dev.sharelock.stress.memory.Mappings;
import dev.sharelock.stress.memory.Words;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Expect;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.JJ_Result;

/**
 * Store buffering with the light half of the asymmetric fence on both sides, which orders nothing
 * where the heavy half is a kernel call. Where it is not, the light one is a full fence; then both
 * sides go without any.
 */
@JCStressTest
@Outcome(id = "0, 0", expect = Expect.FORBIDDEN, desc = "happens, and must be noticed")
@Outcome(expect = Expect.ACCEPTABLE, desc = "one store was seen at least")
@State
public class LightFencesOnly extends Words {
  private final boolean light = Mappings.TWO_WITH_KERNEL.machine().fencesOthers();

  /** Takes words that nobody else uses. */
  public LightFencesOnly() {
    super(Mappings.TWO_WITH_KERNEL);
  }

  /** The one side. */
  @Actor
  public void left(JJ_Result r) {
    left.setLongRelease(x, 1);
    if (light) {
      left.lightFence();
    }
    r.r1 = left.getLongAcquire(y);
  }

  /** The other side. */
  @Actor
  public void right(JJ_Result r) {
    right.setLongRelease(y, 1);
    if (light) {
      right.lightFence();
    }
    r.r2 = right.getLongAcquire(x);
  }
}
