package dev.sharelock.model.exhaustive;

/**
 * Which executions the exhaustive engine leaves out.
 *
 * @param preemptions only executions with an interleaving of so many preemptions at the most;
 *     {@link #UNBOUNDED} for all. Only under sequential consistency, where every execution has an
 *     interleaving
 * @param symmetry whether of the executions that differ only in which of several identical threads
 *     does what, only one is looked at
 * @param inPlace whether a loop that waits looks again in the graph at hand when its word changes.
 *     Otherwise a turn in vain ends the execution, which counts as blocked, and the awaited write
 *     revisits the look; that is for tests of the engine, since nothing waits in vain then
 */
public record Reductions(int preemptions, boolean symmetry, boolean inPlace) {

  /** No bound on preemptions. */
  public static final int UNBOUNDED = Integer.MAX_VALUE;

  /** Nothing is left out. */
  public static final Reductions NONE = new Reductions(UNBOUNDED, false, true);

  public Reductions {
    if (preemptions < 0) {
      throw new IllegalArgumentException(
          "bound is impossible: preemptions=" + preemptions + "; do: use 0 or more");
    }
  }

  /** Changes the bound on preemptions. */
  public Reductions withPreemptions(int most) {
    return new Reductions(most, symmetry, inPlace);
  }

  /** Looks at one of the executions of identical threads, or at all. */
  public Reductions withSymmetry(boolean reduce) {
    return new Reductions(preemptions, reduce, inPlace);
  }

  /** Lets waiting loops look again in place, or not. */
  public Reductions withInPlace(boolean again) {
    return new Reductions(preemptions, symmetry, again);
  }

  /** Refuses to bound preemptions where an execution has no interleaving. */
  public void requireSenseUnder(MemoryModel model) {
    if (isBounded() && model != MemoryModel.SC) {
      throw new IllegalArgumentException(
          "only interleavings have preemptions: model="
              + model
              + ", preemptions="
              + preemptions
              + "; do: use the memory model sc, or no bound");
    }
  }

  /** What a verdict says about it, after other bounds. */
  String text() {
    return (isBounded() ? " and " + preemptions + " preemptions" : "")
        + (symmetry ? ", one for each order of identical processes" : "");
  }

  /** Whether preemptions are bounded. */
  public boolean isBounded() {
    return preemptions != UNBOUNDED;
  }
}
