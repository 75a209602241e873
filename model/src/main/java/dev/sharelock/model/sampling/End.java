package dev.sharelock.model.sampling;

import dev.sharelock.memory.SharedMemory;
import dev.sharelock.model.scenario.CheckFailed;
import dev.sharelock.model.scenario.EndState;
import dev.sharelock.model.scenario.Scenario;
import dev.sharelock.model.trace.FailureKind;
import java.util.List;

/** What is left of an execution. */
record End(World world, SharedMemory memory) implements EndState {

  /** The first check that fails; null if none does. */
  Problem check() {
    for (Scenario.NamedEndCheck check : world.scenario.endChecks()) {
      try {
        check.check().check(this);
      } catch (CheckFailed failed) {
        return problem(FailureKind.ASSERTION, check, failed.getMessage(), failed);
      } catch (AssertionError failed) {
        return problem(FailureKind.ASSERTION, check, failed.toString(), failed);
      } catch (Exception thrown) {
        return problem(FailureKind.EXCEPTION, check, thrown.toString(), thrown);
      }
    }
    return null;
  }

  private static Problem problem(
      FailureKind kind, Scenario.NamedEndCheck check, String why, Throwable cause) {
    return new Problem(kind, check.name() + ": " + why, cause);
  }

  @Override
  public List<Object> recorded(String process, String label) {
    return find(process).recorded(label);
  }

  @Override
  public boolean killed(String process) {
    return find(process).killed;
  }

  private SimulatedProcess find(String name) {
    for (SimulatedProcess process : world.processes) {
      if (process.name().equals(name)) {
        return process;
      }
    }
    throw new IllegalArgumentException(
        "no such process: name="
            + name
            + ", scenario="
            + world.scenario.name()
            + "; do: use the name given to process(name, body)");
  }
}
