package dev.sharelock.model.exhaustive;

/** Leaves a body before its end. It is an error so that bodies do not catch it by accident. */
final class Halt extends Error {
  private static final long serialVersionUID = 1L;

  /** The thread cannot go on now. */
  static final Halt BLOCKED = new Halt("blocked");

  /** The process was killed. */
  static final Halt KILLED = new Halt("killed");

  /** The process was killed just now, and its run must be repeated to see what follows. */
  static final Halt DYING = new Halt("dying");

  /** It is not the turn of the thread. */
  static final Halt PAUSED = new Halt("paused");

  /** The graph leads nowhere that is not reached otherwise. */
  static final Halt PRUNED = new Halt("pruned");

  /** A thread that was only probed has left its waiting loop. */
  static final Halt LEFT = new Halt("left");

  /**
   * Lets a body make no access while it is being left. Each is another object, since a try with
   * resources adds those of its resources to the first one, and none can be added to itself.
   */
  static void again(Halt left) {
    if (left != null) {
      throw new Halt("being left");
    }
  }

  private Halt(String reason) {
    super(reason, null, false, false);
  }
}
