package dev.sharelock.model.scenario;

import dev.sharelock.memory.SharedMemory;
import java.util.List;

/** What is left when all processes of an execution have ended or died. */
public interface EndState {

  /** The memory at the end. Looking at it is no step of the execution; writing is an error. */
  SharedMemory memory();

  /** What a process recorded under a label, in order. */
  List<Object> recorded(String process, String label);

  /** Whether a process was killed in this execution. */
  boolean killed(String process);

  /** Fails the execution unless a condition holds. */
  default void require(boolean condition, String message) {
    if (!condition) {
      throw new CheckFailed(message);
    }
  }
}
