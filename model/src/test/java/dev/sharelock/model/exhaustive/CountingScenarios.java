package dev.sharelock.model.exhaustive;

import dev.sharelock.model.scenario.Faults;
import dev.sharelock.model.scenario.Scenario;

/** Scenarios with a known number of executions, for tests of the exploration itself. */
public final class CountingScenarios {
  /** How many executions {@link #increments} has. */
  public static final long INCREMENTS = 576;

  private CountingScenarios() {}

  private static Scenario.Builder incrementing(String name) {
    Scenario.Builder scenario = Scenario.named(name).about("Processes add without atomicity.");
    for (int i = 1; i <= 4; i++) {
      int step = i;
      scenario.process(
          "p" + i,
          context -> {
            long found = context.memory().getLongOpaque(0);
            context.memory().setLongRelease(0, found + step);
          });
    }
    return scenario.bytes(64).exhaustible().faults(Faults.NONE);
  }

  /** Four processes read a word and write it. */
  public static Scenario increments() {
    return incrementing("counting.increments").build();
  }

  /** The same, and one of them may be killed. */
  static Scenario withDeath() {
    return incrementing("counting.death").faults(Faults.NONE.killing(1, "p2")).build();
  }

  /** The same, but the sum is wrong in a few executions. */
  static Scenario failing() {
    return incrementing("counting.failing")
        .atEnd(
            "sum is not 3",
            end -> {
              if (end.memory().getLongOpaque(0) == 3) {
                throw new AssertionError("sum is 3");
              }
            })
        .build();
  }
}
