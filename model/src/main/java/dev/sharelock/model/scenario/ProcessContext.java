package dev.sharelock.model.scenario;

import dev.sharelock.environment.Environment;
import dev.sharelock.environment.ParticipantContext;
import dev.sharelock.environment.Participants;
import dev.sharelock.memory.SharedMemory;

/** All that a simulated process has of the world. Each process of each execution gets its own. */
public interface ProcessContext {

  /** The position of the process in its scenario, from 0. */
  int index();

  /** The name of the process in its scenario. */
  String name();

  /** The memory that the processes share. */
  SharedMemory memory();

  /** The simulated clock, identity and liveness. */
  Environment environment();

  /**
   * The processes of the scenario as participants: process {@code i} has the number {@code i + 1}
   * and lives until it is killed.
   */
  Participants participants();

  /** What a structure needs to work for this process. */
  default ParticipantContext participant() {
    return new ParticipantContext(memory(), environment(), participants());
  }

  /**
   * Notes a result, for {@linkplain Scenario.Builder#atEnd checks at the end} and for the set of
   * outcomes. It is no step of the process.
   *
   * @param label what it is
   * @param value an immutable value with {@code equals}
   */
  void record(String label, Object value);

  /**
   * Makes a nondeterministic choice, which engines explore.
   *
   * @param alternatives how many there are, at least 1
   * @return a number from 0 to {@code alternatives - 1}
   */
  int choose(int alternatives);

  /**
   * Evicts a participant, which may run on nevertheless; one step of this process.
   *
   * @param participant the number of one of those of {@link Scenario.Builder#evictions}
   */
  default void evict(long participant) {
    throw new UnsupportedOperationException(
        "nobody can be evicted: scenario has no evictions; do: declare evictions(n, victims)");
  }

  /**
   * Fails the execution unless a condition holds.
   *
   * @param message what is wrong if it does not hold
   */
  default void require(boolean condition, String message) {
    if (!condition) {
      throw new CheckFailed(name() + ": " + message);
    }
  }
}
