package dev.sharelock.model.cli;

import dev.sharelock.model.catalogue.Catalogue;
import dev.sharelock.model.scenario.Scenario;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Parameters;

/** The scenarios that a command is about: those that are named, or all. */
final class Patterns {
  @Parameters(
      paramLabel = "PATTERN",
      description = "Names such as ring.wrap-around, their first words, or with stars: ring.*")
  private List<String> all = new ArrayList<>();

  List<String> all() {
    return all;
  }

  /** Whether every scenario is meant. */
  boolean none() {
    return all.isEmpty();
  }

  List<Scenario> in(Catalogue catalogue) {
    return catalogue.matching(all);
  }

  @Override
  public String toString() {
    return String.join(" ", all);
  }
}
