package dev.sharelock.model.forked;

import java.io.IOException;

/** One forked JVM that runs a process of a scenario freely, round after round. */
final class Racer implements AutoCloseable {
  private final int index;
  private final String name;
  private final JvmFlags flags;
  private ForkedProcess forked;

  Racer(int index, String name, JvmFlags flags) {
    this.index = index;
    this.name = name;
    this.flags = flags;
  }

  int index() {
    return index;
  }

  String name() {
    return name;
  }

  boolean isAlive() {
    return forked != null && forked.isAlive();
  }

  /** Starts a JVM unless the one of the last round still runs. */
  ForkedProcess ready() throws IOException {
    if (!isAlive()) {
      forked = ForkedProcess.start(flags);
    }
    return forked;
  }

  @Override
  public void close() {
    if (forked != null) {
      forked.close();
    }
  }
}
