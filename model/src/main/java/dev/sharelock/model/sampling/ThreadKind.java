package dev.sharelock.model.sampling;

/** What the simulated processes run on. The executions are the same on both. */
public enum ThreadKind {
  /**
   * Virtual threads that the thread of the engine carries itself: a switch costs well below a
   * microsecond. Needs {@code --add-opens java.base/java.lang=ALL-UNNAMED}; without it {@link
   * #PLATFORM} is used.
   */
  VIRTUAL,
  /** Ordinary threads that park. Works everywhere; a switch costs several microseconds. */
  PLATFORM
}
