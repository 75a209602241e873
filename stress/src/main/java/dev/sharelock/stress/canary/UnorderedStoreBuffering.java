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
 * Store buffering with release stores and acquire loads, which do not order a store before a later
 * load; the test forbids what it allows.
 */
@JCStressTest
@Outcome(id = "0, 0", expect = Expect.FORBIDDEN, desc = "happens, and must be noticed")
@Outcome(expect = Expect.ACCEPTABLE, desc = "one store was seen at least")
@State
public class UnorderedStoreBuffering extends Words {
  /** Takes words that nobody else uses. */
  public UnorderedStoreBuffering() {
    super(Mappings.TWO);
  }

  /** The one side. */
  @Actor
  public void left(JJ_Result r) {
    left.setLongRelease(x, 1);
    r.r1 = left.getLongAcquire(y);
  }

  /** The other side. */
  @Actor
  public void right(JJ_Result r) {
    right.setLongRelease(y, 1);
    r.r2 = right.getLongAcquire(x);
  }
}
