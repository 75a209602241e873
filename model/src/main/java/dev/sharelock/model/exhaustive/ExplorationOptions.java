package dev.sharelock.model.exhaustive;

/**
 * How a program is explored.
 *
 * @param model the memory model
 * @param releaseSequence what continues a release sequence; only for RC11 and JMM
 * @param scAxiom how volatile accesses and full fences are ordered; only for RC11 and JMM
 * @param stopAtRace whether a data race ends the exploration; otherwise plain words are read and
 *     written as opaque ones and races are counted
 * @param detectDuplicates whether to count graphs seen twice; costs memory, for tests of the engine
 * @param executions how many executions to look at, complete and blocked ones
 * @param steps how many steps one execution may have
 * @param workers how many threads explore; the result does not depend on it unless {@code
 *     executions} ends the exploration
 * @param reductions what is left out
 */
public record ExplorationOptions(
    MemoryModel model,
    ReleaseSequence releaseSequence,
    ScAxiom scAxiom,
    boolean stopAtRace,
    boolean detectDuplicates,
    long executions,
    int steps,
    int workers,
    Reductions reductions) {

  /** What continues a release sequence after its head. */
  public enum ReleaseSequence {
    /** Nothing: only the release write itself synchronises. */
    NONE,
    /** Atomic updates, as in C++20. */
    UPDATES,
    /** Atomic updates and later writes of the same thread, as in C11. */
    C11
  }

  /** The axiom for sequentially consistent events. */
  public enum ScAxiom {
    /** Of the RC11 paper: program order to another location, happens-before, again. */
    PAPER,
    /** A little stronger: also program order on the same location. */
    STRONG
  }

  /** The defaults of a model. */
  public static ExplorationOptions of(MemoryModel model) {
    return new ExplorationOptions(
        model,
        model == MemoryModel.JMM ? ReleaseSequence.NONE : ReleaseSequence.UPDATES,
        model == MemoryModel.JMM ? ScAxiom.PAPER : ScAxiom.STRONG,
        false,
        false,
        Long.MAX_VALUE,
        20_000,
        1,
        Reductions.NONE);
  }

  public ExplorationOptions withReleaseSequence(ReleaseSequence other) {
    return new ExplorationOptions(
        model,
        other,
        scAxiom,
        stopAtRace,
        detectDuplicates,
        executions,
        steps,
        workers,
        reductions);
  }

  public ExplorationOptions withScAxiom(ScAxiom other) {
    return new ExplorationOptions(
        model,
        releaseSequence,
        other,
        stopAtRace,
        detectDuplicates,
        executions,
        steps,
        workers,
        reductions);
  }

  public ExplorationOptions stoppingAtRace(boolean stop) {
    return new ExplorationOptions(
        model,
        releaseSequence,
        scAxiom,
        stop,
        detectDuplicates,
        executions,
        steps,
        workers,
        reductions);
  }

  public ExplorationOptions detectingDuplicates(boolean detect) {
    return new ExplorationOptions(
        model,
        releaseSequence,
        scAxiom,
        stopAtRace,
        detect,
        executions,
        steps,
        workers,
        reductions);
  }

  public ExplorationOptions withExecutions(long limit) {
    return new ExplorationOptions(
        model,
        releaseSequence,
        scAxiom,
        stopAtRace,
        detectDuplicates,
        limit,
        steps,
        workers,
        reductions);
  }

  public ExplorationOptions withSteps(int limit) {
    return new ExplorationOptions(
        model,
        releaseSequence,
        scAxiom,
        stopAtRace,
        detectDuplicates,
        executions,
        limit,
        workers,
        reductions);
  }

  /**
   * Lets several threads explore. The bodies of the threads or processes that are explored, and
   * what is checked at the end, must share nothing but the simulated memory.
   */
  public ExplorationOptions withWorkers(int count) {
    return new ExplorationOptions(
        model,
        releaseSequence,
        scAxiom,
        stopAtRace,
        detectDuplicates,
        executions,
        steps,
        count,
        reductions);
  }

  /** Leaves out other executions than before. */
  public ExplorationOptions withReductions(Reductions other) {
    return new ExplorationOptions(
        model,
        releaseSequence,
        scAxiom,
        stopAtRace,
        detectDuplicates,
        executions,
        steps,
        workers,
        other);
  }
}
