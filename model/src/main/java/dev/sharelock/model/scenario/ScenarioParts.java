package dev.sharelock.model.scenario;

import dev.sharelock.environment.Environment;
import dev.sharelock.memory.SharedMemory;
import java.util.function.UnaryOperator;

/** What a scenario is made of. */
public sealed interface ScenarioParts permits Scenario {
  /**
   * Prepares the memory before the processes start. It runs alone and is no part of the execution.
   */
  @FunctionalInterface
  interface SetUp {
    void run(SharedMemory memory, Environment environment) throws Exception;
  }

  /** What must hold between any two steps. It looks at the memory and changes nothing. */
  @FunctionalInterface
  interface InvariantCheck {
    void check(SharedMemory memory) throws Exception;
  }

  /** What must hold when all processes have ended. */
  @FunctionalInterface
  interface EndCheck {
    void check(EndState end) throws Exception;
  }

  /**
   * One process.
   *
   * @param name unique in the scenario
   * @param body what it does
   * @param after the name of the process whose death starts this one; null if it starts at once. If
   *     that process does not die, this one never runs
   * @param daemon whether it may still be waiting when all others have ended
   */
  record Process(String name, Body body, String after, boolean daemon) {

    /** The same process over another memory, which is made of its own. */
    Process over(UnaryOperator<SharedMemory> memory) {
      Body other =
          context -> body.run(new ContextWithMemory(context, memory.apply(context.memory())));
      return new Process(name, other, after, daemon);
    }
  }

  /** A named invariant. */
  record Invariant(String name, InvariantCheck check) {}

  /** A named check at the end. */
  record NamedEndCheck(String name, EndCheck check) {}
}
