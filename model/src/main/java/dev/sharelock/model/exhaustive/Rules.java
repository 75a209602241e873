package dev.sharelock.model.exhaustive;

import dev.sharelock.model.exhaustive.ExplorationOptions.ScAxiom;
import dev.sharelock.model.scenario.Faults;

/**
 * What executions are allowed. The parts have scratch space: one set of rules serves one thread.
 *
 * @param consistency the axioms of the memory model
 * @param clocks how clocks are computed
 * @param names the names of processes and fields
 * @param faults what may go wrong
 * @param stopAtRace whether a data race is a failure
 * @param steps how many steps one thread may make
 * @param bound which executions have too many preemptions
 * @param inPlace whether a waiting loop looks again in the graph at hand when its word changes
 * @param symmetry which executions are those of identical threads in another order
 */
record Rules(
    Consistency consistency,
    Clocks clocks,
    Names names,
    Faults faults,
    boolean stopAtRace,
    int steps,
    PreemptionBound bound,
    boolean inPlace,
    Symmetry symmetry) {

  /**
   * The rules that options ask for.
   *
   * @param bodies for each thread the first one with the same body
   */
  static Rules of(ExplorationOptions options, Names names, Faults faults, int[] bodies) {
    int threads = names.processes().size();
    Consistency consistency =
        switch (options.model()) {
          case SC -> new StoreOrder(threads, true);
          case TSO -> new StoreOrder(threads, false);
          case RC11, JMM -> new Rc11(new ScOrder(options.scAxiom() == ScAxiom.STRONG));
        };
    return new Rules(
        consistency,
        new Clocks(threads, options.releaseSequence()),
        names,
        faults,
        options.stopAtRace(),
        options.steps(),
        new PreemptionBound(options),
        options.reductions().inPlace(),
        Symmetry.of(bodies, options));
  }
}
