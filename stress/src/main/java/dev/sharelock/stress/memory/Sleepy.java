package dev.sharelock.stress.memory;

import dev.sharelock.environment.Environment;
import dev.sharelock.environment.ParticipantContext;
import dev.sharelock.environment.ParticipantIdentity;
import dev.sharelock.environment.Participants;
import dev.sharelock.memory.SharedMemory;

/**
 * The world of a participant that does not spin before it sleeps, and to which all others live.
 *
 * @param number of the participant
 */
public record Sleepy(long number) implements Environment {

  /** A participant in some memory. */
  public static ParticipantContext participant(SharedMemory memory, long number) {
    return new ParticipantContext(memory, new Sleepy(number), new Everyone(number));
  }

  @Override
  public long nanoTime() {
    return System.nanoTime();
  }

  @Override
  public ParticipantIdentity self() {
    return new ParticipantIdentity(number, 0, 0);
  }

  @Override
  public boolean isAlive(ParticipantIdentity identity) {
    return true;
  }

  @Override
  public void spinHint() {
    Thread.onSpinWait();
  }

  @Override
  public int spinLimit() {
    return 0;
  }

  @Override
  public long nextGeneration() {
    return number;
  }

  /** All live. */
  private record Everyone(long self) implements Participants {
    @Override
    public boolean isAlive(long participant) {
      return participant != NOBODY;
    }
  }
}
