package dev.sharelock.model.run;

import dev.sharelock.model.catalogue.Suggestions;
import dev.sharelock.model.exhaustive.MemoryModel;
import dev.sharelock.model.scenario.Scenario;
import dev.sharelock.model.trace.ReplayToken;
import java.util.List;

/** The engines there are. */
public final class Engines {
  private final List<EngineFactory> factories;

  public Engines(List<EngineFactory> factories) {
    this.factories = List.copyOf(factories);
  }

  /** The engines of this library. */
  public static Engines standard() {
    return new Engines(List.of(new SamplingFactory(), new ExhaustiveFactory()));
  }

  /** The names for the command line. */
  public List<String> names() {
    return factories.stream().map(EngineFactory::name).toList();
  }

  /** The engine of this name. */
  public EngineFactory named(String name) {
    return factories.stream()
        .filter(factory -> factory.name().equals(name))
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "no such engine: engine="
                        + name
                        + "; do: "
                        + Suggestions.remedy(
                            name, names(), "use all, or one of " + String.join(", ", names()))));
  }

  /** The engines that should check a scenario. */
  public List<EngineFactory> suiting(Scenario scenario, MemoryModel model) {
    return factories.stream().filter(factory -> factory.suits(scenario, model)).toList();
  }

  /** The engine that wrote a token. */
  public EngineFactory writerOf(ReplayToken token) {
    return factories.stream()
        .filter(factory -> factory.wrote(token))
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "token is of an unknown engine: engine="
                        + token.engine()
                        + "; do: replay it with the version that printed it"));
  }
}
