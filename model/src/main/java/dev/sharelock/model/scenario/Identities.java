package dev.sharelock.model.scenario;

import dev.sharelock.environment.ParticipantIdentity;

/**
 * Who the processes of a scenario are, the same in every engine and in forked JVMs, so that what
 * they write about themselves is the same: process {@code i} is the process with the id {@code i +
 * 1}, and the set-up has the id 0.
 */
public final class Identities {
  /** The index of the set-up. */
  public static final int SET_UP = -1;

  /** The index of somebody who is not in the scenario. */
  public static final int NOBODY = -2;

  private static final int PROCESSES = 64;

  private Identities() {}

  /** The identity of a process by its index. */
  public static ParticipantIdentity of(int index) {
    return new ParticipantIdentity(index + 1L, 1, 1);
  }

  /** The index of a process by its identity, {@link #SET_UP} or {@link #NOBODY}. */
  public static int indexOf(ParticipantIdentity identity, int processes) {
    for (int i = SET_UP; i < processes; i++) {
      if (of(i).equals(identity)) {
        return i;
      }
    }
    return NOBODY;
  }

  /** A generation that no process draws twice, and no two processes both. */
  public static long generation(int index, long drawn) {
    return drawn * PROCESSES + index + 1;
  }
}
