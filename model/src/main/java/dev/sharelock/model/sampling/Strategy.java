package dev.sharelock.model.sampling;

import java.util.Arrays;
import java.util.List;
import java.util.function.Function;

/** How a sampled execution chooses among the processes that are ready, and what its reads see. */
enum Strategy {
  /** Each of them with the same probability, at every step. */
  RANDOM("random", false, RandomSampler::new),
  /** Probabilistic concurrency testing with two priority changes. */
  PCT("pct3", false, PctSampler::new),
  /** Partial order sampling. */
  POS("pos", false, PosSampler::new),
  /** At random, and some reads are stale. */
  WEAK_RANDOM("weak.random", true, RandomSampler::new),
  /** By priorities, and some reads are stale. */
  WEAK_PCT("weak.pct3", true, PctSampler::new);

  private final String engine;
  private final boolean weak;
  private final Function<Plan, Sampler> sampler;

  Strategy(String engine, boolean weak, Function<Plan, Sampler> sampler) {
    this.engine = engine;
    this.weak = weak;
    this.sampler = sampler;
  }

  /** The name in tokens. */
  String engine() {
    return engine;
  }

  /** Whether reads of words may be stale. */
  boolean isWeak() {
    return weak;
  }

  /** The strategy of a token; null if it is of none. */
  static Strategy ofEngine(String engine) {
    for (Strategy strategy : values()) {
      if (strategy.engine.equals(engine)) {
        return strategy;
      }
    }
    return null;
  }

  /** Those that a run takes turns with. */
  static List<Strategy> under(boolean weakMemory) {
    return Arrays.stream(values()).filter(strategy -> weakMemory || !strategy.weak).toList();
  }

  Sampler sampler(Plan plan) {
    return sampler.apply(plan);
  }
}
