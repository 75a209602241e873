package dev.sharelock.model.scenarios;

import dev.sharelock.Outcome;
import dev.sharelock.SharelockException;
import dev.sharelock.model.scenario.Body;
import dev.sharelock.model.scenario.ProcessContext;

/** What scenarios of evicted participants that run on have in common. */
final class Zombies {
  static final String ZOMBIE = "zombie";

  private Zombies() {}

  /**
   * Makes a body into one that may be refused because it is evicted, and must be if that was to be
   * seen before it began.
   */
  static Body refusable(Body body) {
    return context -> {
      boolean evicted = context.participants().isSelfEvicted();
      try {
        body.run(context);
        context.require(!evicted, "an evicted participant went on");
      } catch (SharelockException e) {
        requireRefusal(context, e);
      }
    };
  }

  private static void requireRefusal(ProcessContext context, SharelockException e) {
    context.require(e.outcome() == Outcome.EVICTED, "ended with " + e);
  }
}
