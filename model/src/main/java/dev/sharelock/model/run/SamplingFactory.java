package dev.sharelock.model.run;

import dev.sharelock.model.engine.Engine;
import dev.sharelock.model.exhaustive.MemoryModel;
import dev.sharelock.model.sampling.SamplingEngine;
import dev.sharelock.model.scenario.Scenario;
import dev.sharelock.model.trace.ReplayToken;

/**
 * Makes sampling engines. Their executions are sequentially consistent, so they exist under every
 * memory model.
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
  public boolean suits(Scenario scenario, MemoryModel model) {
    return !scenario.needsWeakMemory();
  }

  @Override
  public boolean wrote(ReplayToken token) {
    return SamplingEngine.reads(token.engine());
  }

  @Override
  public Engine create(EngineSettings settings) {
    return new SamplingEngine(settings.seed().value());
  }

  @Override
  public Engine forReplay(ReplayToken token) {
    return new SamplingEngine(0);
  }
}
