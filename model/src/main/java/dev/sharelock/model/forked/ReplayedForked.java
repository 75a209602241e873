package dev.sharelock.model.forked;

import dev.sharelock.model.trace.FailureKind;
import java.util.List;

/**
 * What happened when the steps of an execution were repeated in forked JVMs.
 *
 * @param steps how many accesses were made in the recorded order
 * @param failure how the execution failed in the forked JVMs; null if it did not
 * @param message what was wrong, in a sentence; empty if nothing
 * @param pids the process ids of the forked JVMs
 * @param killed how many of them were killed on the way
 * @param stopped how many of them were stopped on the way
 */
public record ReplayedForked(
    int steps, FailureKind failure, String message, List<Long> pids, int killed, int stopped) {

  public ReplayedForked {
    pids = List.copyOf(pids);
  }
}
