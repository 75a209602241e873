package dev.sharelock.model.scenarios;

import dev.sharelock.Outcome;
import dev.sharelock.SharelockException;
import dev.sharelock.model.scenario.Body;
import dev.sharelock.model.scenario.ProcessContext;
import java.util.function.Consumer;

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
      boolean evicted = isEvicted(context);
      try {
        body.run(context);
        context.require(!evicted, "an evicted participant went on");
      } catch (SharelockException e) {
        requireRefusal(context, e);
      }
    };
  }

  /** Makes a body into one that may be refused because it is evicted, wherever it notices that. */
  static Body leaving(Consumer<ProcessContext> body) {
    return context -> unlessRefused(context, () -> body.accept(context));
  }

  /** Does something that ends where the caller is refused because it is evicted. */
  static void unlessRefused(ProcessContext context, Runnable action) {
    try {
      action.run();
    } catch (SharelockException e) {
      requireRefusal(context, e);
    }
  }

  /** Waits until somebody says that it has all that it waits for. */
  static void awaitSignal(ProcessContext context) {
    while (context.memory().getLongAcquire(AllocatorWorld.SIGNAL) == 0) {
      context.environment().spinHint();
    }
  }

  /** Whether an operation was done that may be refused because the caller is evicted. */
  static boolean isDone(ProcessContext context, Outcome outcome) {
    boolean refused = outcome == Outcome.EVICTED;
    context.require(outcome == Outcome.DONE || refused, "operation ended with " + outcome);
    context.require(!refused || isEvicted(context), "nobody was evicted");
    return !refused;
  }

  private static void requireRefusal(ProcessContext context, SharelockException e) {
    if (e.outcome() != Outcome.EVICTED) {
      throw e;
    }
    context.require(isEvicted(context), "nobody was evicted");
  }

  /** As everybody sees it, whatever the process is told. */
  private static boolean isEvicted(ProcessContext context) {
    return context.participants().isEvicted(context.participants().self());
  }
}
