package dev.sharelock.model.catalogue;

import dev.sharelock.model.scenario.Scenario;
import dev.sharelock.model.scenario.ScenarioProvider;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.ServiceLoader;
import java.util.regex.Pattern;

/** The scenarios that can be found by name. */
public final class Catalogue {
  private final Map<String, Scenario> byName = new LinkedHashMap<>();

  /** A catalogue of the given scenarios, whose names must differ. */
  public Catalogue(Collection<Scenario> scenarios) {
    for (Scenario scenario : scenarios) {
      if (byName.putIfAbsent(scenario.name(), scenario) != null) {
        throw new IllegalStateException(
            "two scenarios have the same name: name=" + scenario.name() + "; do: rename one");
      }
    }
  }

  /** The scenarios of all {@linkplain ScenarioProvider providers} that are installed. */
  public static Catalogue installed() {
    List<Scenario> scenarios = new ArrayList<>();
    for (ScenarioProvider provider : ServiceLoader.load(ScenarioProvider.class)) {
      provider.scenarios().forEach(scenarios::add);
    }
    return new Catalogue(scenarios);
  }

  /** All scenarios in the order of their providers. */
  public List<Scenario> all() {
    return List.copyOf(byName.values());
  }

  /** The scenario of exactly this name. */
  public Scenario get(String name) {
    Scenario scenario = byName.get(name);
    if (scenario == null) {
      throw unknown(name);
    }
    return scenario;
  }

  /**
   * The scenarios that match at least one pattern: a name, a name with stars such as {@code
   * ring.*}, or the first words of a name such as {@code ring}. No pattern means all.
   *
   * @throws IllegalArgumentException if a pattern matches nothing
   */
  public List<Scenario> matching(List<String> patterns) {
    if (patterns.isEmpty()) {
      return all();
    }
    Map<String, Scenario> found = new LinkedHashMap<>();
    for (String pattern : patterns) {
      Pattern form = form(pattern);
      int before = found.size();
      byName.forEach(
          (name, scenario) -> {
            if (form.matcher(name).matches()) {
              found.putIfAbsent(name, scenario);
            }
          });
      if (found.size() == before && byName.keySet().stream().noneMatch(n -> matches(form, n))) {
        throw unknown(pattern);
      }
    }
    return List.copyOf(found.values());
  }

  private static boolean matches(Pattern form, String name) {
    return form.matcher(name).matches();
  }

  private static Pattern form(String pattern) {
    StringBuilder form = new StringBuilder();
    for (String part : pattern.split("\\*", -1)) {
      form.append(form.isEmpty() ? "" : ".*").append(Pattern.quote(part));
    }
    return Pattern.compile(form + (pattern.contains("*") ? "" : "([.-].*)?"));
  }

  private IllegalArgumentException unknown(String name) {
    String list = "run ./sharelock list to see all " + byName.size();
    return new IllegalArgumentException(
        "no such scenario: name="
            + name
            + "; do: "
            + Suggestions.remedy(name.replace("*", ""), byName.keySet(), list));
  }
}
