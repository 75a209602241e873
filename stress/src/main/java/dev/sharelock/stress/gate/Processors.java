package dev.sharelock.stress.gate;

/** Whether the machine can run the two actors of a stress test at the same time. */
final class Processors {
  private static final int NEEDED = 2;

  private Processors() {}

  /** Whether there are too few for any result to mean something. */
  static boolean areTooFew() {
    return Runtime.getRuntime().availableProcessors() < NEEDED;
  }

  static String complaint() {
    return "stress tests are left out: processors="
        + Runtime.getRuntime().availableProcessors()
        + ", needed="
        + NEEDED
        + "; do: run them where two threads can run at the same time";
  }
}
