package dev.sharelock.model.sampling;

/** How a sampled execution chooses among the processes that are ready. */
enum Strategy {
  /** Each of them with the same probability, at every step. */
  RANDOM("random", 0),
  /** Probabilistic concurrency testing with two priority changes. */
  PCT("pct3", 3);

  private final String engine;
  private final int depth;

  Strategy(String engine, int depth) {
    this.engine = engine;
    this.depth = depth;
  }

  /** The name in tokens. */
  String engine() {
    return engine;
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

  Sampler sampler(Plan plan) {
    return depth == 0 ? new RandomSampler(plan) : new PctSampler(plan, depth);
  }
}
