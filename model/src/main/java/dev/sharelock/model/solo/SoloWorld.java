package dev.sharelock.model.solo;

import dev.sharelock.environment.Environment;
import dev.sharelock.environment.ParticipantContext;
import dev.sharelock.environment.ParticipantIdentity;
import dev.sharelock.environment.Participants;
import dev.sharelock.memory.SharedMemory;
import java.util.HashSet;
import java.util.Set;

/**
 * Participants by number, all played by the caller, over one memory. Everyone lives until {@link
 * #kill killed}.
 */
public final class SoloWorld {
  /** For heaps in which all ids are negative numbers with a tag, as in half of all real ones. */
  public static final long GENERATION = 0x8000_0000_0000_0006L;

  private final SharedMemory memory;
  private final SoloClock clock;
  private final Set<Long> dead = new HashSet<>();

  private SoloWorld(SharedMemory memory, SoloClock clock) {
    this.memory = memory;
    this.clock = clock;
  }

  /** A world over a memory that brings its own waiting. */
  public static SoloWorld over(SharedMemory memory) {
    return new SoloWorld(memory, new SoloClock());
  }

  /**
   * A world in which waiting takes no time, and an operation with too many accesses fails.
   *
   * @param bytes the size of the memory
   * @param stepLimit how many accesses are allowed until {@link SoloMemory#restartSteps}
   */
  public static SoloWorld bounded(long bytes, long stepLimit) {
    SoloClock clock = new SoloClock();
    return new SoloWorld(new SoloMemory(bytes, clock, stepLimit), clock);
  }

  public SharedMemory memory() {
    return memory;
  }

  /** The memory of a {@linkplain #bounded bounded} world. */
  public SoloMemory boundedMemory() {
    return (SoloMemory) memory;
  }

  public SoloClock clock() {
    return clock;
  }

  /** A participant; its handles are for the thread of the caller. */
  public ParticipantContext participant(long number) {
    return new ParticipantContext(
        memory,
        new SoloEnvironment(clock, number, dead),
        new Participants() {
          @Override
          public long self() {
            return number;
          }

          @Override
          public boolean isAlive(long participant) {
            return participant > NOBODY && !dead.contains(participant);
          }
        });
  }

  /** From now on the participant is dead; the caller must not use its handles any more. */
  public void kill(long participant) {
    dead.add(participant);
  }

  private record SoloEnvironment(SoloClock clock, long number, Set<Long> dead)
      implements Environment {
    @Override
    public long nanoTime() {
      return clock.now();
    }

    @Override
    public ParticipantIdentity self() {
      return new ParticipantIdentity(number, 0, 0);
    }

    @Override
    public boolean isAlive(ParticipantIdentity identity) {
      return !dead.contains(identity.pid());
    }

    @Override
    public void spinHint() {
      // nobody else runs meanwhile
    }

    @Override
    public int spinLimit() {
      return 0;
    }

    @Override
    public long nextGeneration() {
      return clock.tick();
    }
  }
}
