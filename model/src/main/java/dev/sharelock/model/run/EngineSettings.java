package dev.sharelock.model.run;

import dev.sharelock.model.exhaustive.Checkpoints;
import dev.sharelock.model.exhaustive.MemoryModel;
import dev.sharelock.model.exhaustive.Reductions;

/**
 * What engines are made with; each takes what concerns it.
 *
 * @param seed what samples are derived from
 * @param model the memory model
 * @param workers how many threads explore one scenario
 * @param checkpoints how unfinished explorations are kept
 * @param estimating whether to estimate first how many executions there are, for the progress
 * @param reductions which executions are left out
 */
public record EngineSettings(
    Seed seed,
    MemoryModel model,
    int workers,
    Checkpoints checkpoints,
    boolean estimating,
    Reductions reductions) {

  /** One worker, and nothing is kept. */
  public static EngineSettings of(Seed seed, MemoryModel model) {
    return new EngineSettings(seed, model, 1, Checkpoints.NONE, false, Reductions.NONE);
  }

  public EngineSettings withWorkers(int count) {
    return new EngineSettings(seed, model, count, checkpoints, estimating, reductions);
  }

  public EngineSettings withCheckpoints(Checkpoints other) {
    return new EngineSettings(seed, model, workers, other, estimating, reductions);
  }

  public EngineSettings estimating(boolean whether) {
    return new EngineSettings(seed, model, workers, checkpoints, whether, reductions);
  }

  public EngineSettings withReductions(Reductions other) {
    return new EngineSettings(seed, model, workers, checkpoints, estimating, other);
  }
}
