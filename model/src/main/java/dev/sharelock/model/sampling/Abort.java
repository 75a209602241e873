package dev.sharelock.model.sampling;

/**
 * Leaves the body of a process that was killed, or whose execution is over. It has no stack trace
 * and says nothing; a body that catches it meets it again at its next access.
 */
final class Abort extends Error {
  private static final long serialVersionUID = 1L;

  /** Each is another object, since a try with resources adds later ones to the first one. */
  Abort() {
    super("the process was killed or its execution is over", null, false, false);
  }
}
