package dev.sharelock.platform;

import dev.sharelock.environment.Cancellation;
import dev.sharelock.environment.Environment;
import dev.sharelock.environment.ParticipantIdentity;
import java.util.Objects;
import java.util.UUID;

/**
 * The real world around the algorithms.
 *
 * <p><b>When a process is dead.</b> With {@linkplain LivenessLocks liveness locks}: when the kernel
 * has released its lock <i>and</i> the process table does not contradict. The kernel releases file
 * locks after it has taken the memory away, so a dead process writes nothing any more. The second
 * condition protects a process whose lock was lost because some code in it opened and closed the
 * lock file. Without locks: when the process table says that no such process runs, where same id
 * with another start time is another process, and a zombie does not run. What cannot be decided
 * counts as alive, since "dead" is final.
 */
public final class SystemEnvironment implements Environment {

  /** How often to look before going to sleep: about the time that going to sleep takes. */
  private static final int SPIN_LIMIT = 1000;

  private final LivenessLocks locks;
  private final int spinLimit;
  private Cancellation cancellation = Cancellation.NEVER;

  /** Creates an environment that knows of processes what the process table says. */
  public SystemEnvironment() {
    this(null);
  }

  /**
   * Creates an environment.
   *
   * @param locks of the region whose participants are asked for; null if it has none
   */
  public SystemEnvironment(LivenessLocks locks) {
    this.locks = locks;
    this.spinLimit = Runtime.getRuntime().availableProcessors() > 1 ? SPIN_LIMIT : 0;
  }

  @Override
  public long nanoTime() {
    return System.nanoTime();
  }

  @Override
  public ParticipantIdentity self() {
    return ProcessIdentities.self();
  }

  @Override
  public boolean isAlive(ParticipantIdentity identity) {
    if (identity.equals(ProcessIdentities.self())) {
      return true;
    }
    if (locks == null) {
      return ProcessIdentities.verdict(identity) != ProcessIdentities.Verdict.ENDED;
    }
    return locks.isHeld(identity)
        || ProcessIdentities.verdict(identity) == ProcessIdentities.Verdict.RUNS;
  }

  @Override
  public void spinHint() {
    Thread.onSpinWait();
  }

  @Override
  public int spinLimit() {
    return spinLimit;
  }

  @Override
  public Cancellation cancellation() {
    return cancellation;
  }

  /**
   * Changes what may end waits from now on.
   *
   * @param changed the hook and how often to ask it
   */
  public void cancelledBy(Cancellation changed) {
    cancellation = Objects.requireNonNull(changed, "cancellation");
  }

  @Override
  public long nextGeneration() {
    long generation;
    do {
      UUID random = UUID.randomUUID(); // has 6 bits that are not random, at two places
      generation =
          random.getMostSignificantBits() ^ Long.rotateLeft(random.getLeastSignificantBits(), 32);
    } while (generation == 0);
    return generation;
  }
}
