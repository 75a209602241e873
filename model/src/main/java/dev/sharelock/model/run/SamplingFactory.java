package dev.sharelock.model.run;

import dev.sharelock.model.engine.Engine;
import dev.sharelock.model.exhaustive.MemoryModel;
import dev.sharelock.model.sampling.SamplingEngine;
import dev.sharelock.model.sampling.SamplingOptions;
import dev.sharelock.model.scenario.Scenario;
import dev.sharelock.model.trace.ReplayToken;

/**
 * Makes sampling engines. Under the strong models their executions are sequentially consistent;
 * under the weak ones some have stale reads.
 */
final class SamplingFactory implements EngineFactory {

  @Override
  public String name() {
    return "sampling";
  }

  @Override
  public boolean supports(MemoryModel model) {
    return true;
  }

  @Override
  public boolean couldFail(Scenario scenario, MemoryModel model) {
    return suits(scenario, model);
  }

  @Override
  public boolean suits(Scenario scenario, MemoryModel model) {
    return isWeak(model) ? !scenario.needsReordering() : !scenario.needsWeakMemory();
  }

  private static boolean isWeak(MemoryModel model) {
    return model == MemoryModel.RC11 || model == MemoryModel.JMM;
  }

  @Override
  public boolean wrote(ReplayToken token) {
    return SamplingEngine.reads(token.engine());
  }

  @Override
  public Engine create(EngineSettings settings) {
    SamplingOptions options = SamplingOptions.ofSeed(settings.seed().value());
    return new SamplingEngine(
        isWeak(settings.model()) ? options : options.sequentiallyConsistent());
  }

  @Override
  public Engine forReplay(ReplayToken token) {
    return new SamplingEngine(0);
  }
}
