package dev.sharelock.model.run;

import dev.sharelock.model.engine.Engine;
import dev.sharelock.model.exhaustive.ExhaustiveEngine;
import dev.sharelock.model.exhaustive.MemoryModel;
import dev.sharelock.model.scenario.Scenario;
import dev.sharelock.model.trace.ReplayToken;
import java.util.Arrays;
import java.util.Locale;

/** Makes exhaustive engines, whose tokens name the memory model. */
final class ExhaustiveFactory implements EngineFactory {

  @Override
  public String name() {
    return "exhaustive";
  }

  @Override
  public boolean supports(MemoryModel model) {
    return true;
  }

  @Override
  public boolean suits(Scenario scenario, MemoryModel model) {
    return scenario.exhaustible() && (model != MemoryModel.SC || !scenario.needsWeakMemory());
  }

  @Override
  public boolean endsByItself(Scenario scenario) {
    return scenario.exhaustible();
  }

  @Override
  public boolean wrote(ReplayToken token) {
    return Arrays.stream(MemoryModel.values()).anyMatch(model -> isOf(token, model));
  }

  private static boolean isOf(ReplayToken token, MemoryModel model) {
    return token.engine().equals(model.name().toLowerCase(Locale.ROOT));
  }

  @Override
  public Engine create(EngineSettings settings) {
    return new MinimizingEngine(
        ExhaustiveEngine.under(settings.model())
            .withWorkers(settings.workers())
            .withCheckpoints(settings.checkpoints())
            .estimating(settings.estimating())
            .with(settings.reductions()));
  }

  @Override
  public Engine forReplay(ReplayToken token) {
    return ExhaustiveEngine.under(MemoryModel.valueOf(token.engine().toUpperCase(Locale.ROOT)));
  }
}
