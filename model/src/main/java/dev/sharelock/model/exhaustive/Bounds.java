package dev.sharelock.model.exhaustive;

import dev.sharelock.model.scenario.Faults;
import dev.sharelock.model.scenario.Scenario;

/**
 * Says what an exploration has looked at, and what not.
 *
 * @param engine the name of the memory model
 * @param left which executions were left out
 */
record Bounds(Scenario scenario, String engine, Reductions left) {

  /**
   * In a sentence.
   *
   * @param all whether everything within the bounds was looked at
   * @param failed whether it ended with a failure
   */
  String text(boolean all, boolean failed) {
    Faults faults = scenario.faults();
    String invariants =
        scenario.invariants().isEmpty()
            ? ""
            : ", invariants between the steps of executions that are not sequentially consistent";
    return (all ? "every execution under " : "a part of the executions under ")
        + engine
        + " with at most "
        + faults.kills()
        + " kills, "
        + faults.spuriousWakeUps()
        + " spurious wake-ups, "
        + faults.earlyTimeOuts()
        + " early time-outs and "
        + faults.weakFailures()
        + " spurious weak failures"
        + left.text()
        + "; not explored: "
        + (all
            ? "more faults" + (left.isBounded() ? " or preemptions" : "")
            : "the rest, since " + (failed ? "one fails" : "the budget was spent"))
        + invariants;
  }
}
