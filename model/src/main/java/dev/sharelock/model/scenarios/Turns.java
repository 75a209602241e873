package dev.sharelock.model.scenarios;

import dev.sharelock.model.scenario.ProcessContext;

/**
 * Lets processes begin one after the other, in the order in which the scenario names them, so that
 * only what comes after that is concurrent. A scenario has far fewer executions if processes do not
 * compete for places that each gets in the end.
 */
final class Turns {
  private Turns() {}

  /** Waits until all processes named before this one have passed the turn on. */
  static void await(ProcessContext context, long word) {
    while (context.memory().getLongAcquire(word) < context.index()) {
      context.environment().spinHint();
    }
  }

  /** Lets the next process begin. */
  static void pass(ProcessContext context, long word) {
    context.memory().setLongRelease(word, context.index() + 1L);
  }
}
