package dev.sharelock.model.sampling;

/** Decides all that is open in an execution: the only source of nondeterminism. */
interface Chooser {
  /** The answer of a chooser that has already declared the execution failed. */
  long FAILED = -1;

  /**
   * Decides the next step.
   *
   * @return a packed step, or {@link #FAILED}
   */
  long next(World world);

  /** Whether it may let reads of words leave out the newest values. */
  boolean mayBeStale();

  /**
   * Whether it has a step in mind although no process can go on by itself, such as the death of one
   * that sleeps.
   */
  boolean insists(World world);
}
