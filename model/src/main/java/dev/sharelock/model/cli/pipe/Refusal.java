package dev.sharelock.model.cli.pipe;

import dev.sharelock.SharelockException;

/** What the library refuses, as it is told to somebody at a command line. */
public final class Refusal {
  private static final String REMEDY = "; do: ";

  private Refusal() {}

  /** What failed, with what can be done here instead of what a program can do. */
  public static String text(SharelockException refused, String remedy) {
    String message = refused.getMessage();
    int end = message.lastIndexOf(REMEDY);
    return (end < 0 ? message : message.substring(0, end)) + REMEDY + remedy;
  }

  /** The same for a region that is to be looked at or removed. */
  public static String ofRegion(SharelockException refused) {
    return switch (refused.outcome()) {
      case MISSING -> text(refused, "run ./sharelock inspect to see the regions there are");
      case EXISTS ->
          text(refused, "end these processes first; with --force they keep what they have");
      default -> refused.getMessage();
    };
  }
}
