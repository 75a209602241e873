package dev.sharelock.environment;

import dev.sharelock.memory.SharedMemory;
import java.util.Objects;

/**
 * All that a structure in shared memory needs to work for one participant. It is confined to one
 * thread, like everything built with it.
 *
 * @param memory the memory of the region
 * @param environment clock, identity and liveness of processes
 * @param participants who is attached to the region
 */
public record ParticipantContext(
    SharedMemory memory, Environment environment, Participants participants) {

  /**
   * Checks that nothing is missing.
   *
   * @param memory the memory of the region
   * @param environment clock, identity and liveness of processes
   * @param participants who is attached to the region
   */
  public ParticipantContext {
    Objects.requireNonNull(memory, "memory");
    Objects.requireNonNull(environment, "environment");
    Objects.requireNonNull(participants, "participants");
  }
}
