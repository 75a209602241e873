package dev.sharelock.model.exhaustive;

/**
 * Which executions the exhaustive engine leaves out.
 *
 * @param preemptions only executions with an interleaving of so many preemptions at the most;
 *     {@link #UNBOUNDED} for all. Only under sequential consistency, where every execution has an
 *     interleaving
 */
public record Reductions(int preemptions) {

  /** No bound on preemptions. */
  public static final int UNBOUNDED = Integer.MAX_VALUE;

  /** Nothing is left out. */
  public static final Reductions NONE = new Reductions(UNBOUNDED);

  public Reductions {
    if (preemptions < 0) {
      throw new IllegalArgumentException(
          "bound is impossible: preemptions=" + preemptions + "; do: use 0 or more");
    }
  }

  /** Changes the bound on preemptions. */
  public Reductions withPreemptions(int most) {
    return new Reductions(most);
  }

  boolean isBounded() {
    return preemptions != UNBOUNDED;
  }
}
