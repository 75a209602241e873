package dev.sharelock.model.run;

import dev.sharelock.model.catalogue.Suggestions;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Properties;
import java.util.Set;
import java.util.TreeSet;

/**
 * What the user set from outside. The same names work for the command line and for tests; they win
 * over anything in the source.
 *
 * @param seed {@code sharelock.seed}, {@code SHARELOCK_SEED}
 * @param replay {@code sharelock.replay}, {@code SHARELOCK_REPLAY}: a token, or a file with one
 * @param time {@code sharelock.time}, {@code SHARELOCK_TIME}: the time for one scenario in tests,
 *     for all together on the command line
 * @param report {@code sharelock.report}, {@code SHARELOCK_REPORT}: where reports are written
 * @param progress {@code sharelock.progress}, {@code SHARELOCK_PROGRESS}
 * @param workers {@code sharelock.workers}, {@code SHARELOCK_WORKERS}: how many threads explore one
 *     scenario exhaustively
 */
public record Settings(
    Optional<Seed> seed,
    Optional<String> replay,
    Optional<Duration> time,
    Path report,
    ProgressStyle progress,
    OptionalInt workers) {

  /** How progress is shown. */
  public enum ProgressStyle {
    /** A bar on a terminal, otherwise a line per scenario. */
    AUTO,
    BAR,
    LINES,
    NONE
  }

  private static final String PREFIX = "sharelock.";
  private static final Set<String> MINE =
      Set.of(
          "sharelock.seed",
          "sharelock.replay",
          "sharelock.time",
          "sharelock.report",
          "sharelock.progress",
          "sharelock.workers");

  /** Properties of other parts of the project, which are not ours to refuse. */
  private static final Set<String> OTHERS =
      Set.of("sharelock.deep", "sharelock.golden", "sharelock.home");

  /** Nothing set. */
  public static Settings none() {
    return from(new Properties(), Map.of());
  }

  /** The settings of this process. */
  public static Settings ofProcess() {
    return from(System.getProperties(), System.getenv());
  }

  /**
   * Reads settings; properties win over environment variables.
   *
   * @throws IllegalArgumentException for an unknown property or a malformed value
   */
  public static Settings from(Properties properties, Map<String, String> environment) {
    Map<String, String> values = new LinkedHashMap<>();
    for (String name : MINE) {
      String value = environment.get(name.toUpperCase(java.util.Locale.ROOT).replace('.', '_'));
      if (value != null && !value.isBlank()) {
        values.put(name, value);
      }
    }
    for (String name : properties.stringPropertyNames()) {
      if (name.startsWith(PREFIX) && !OTHERS.contains(name)) {
        values.put(known(name), properties.getProperty(name));
      }
    }
    return new Settings(
        Optional.ofNullable(values.get("sharelock.seed")).map(Seed::parse),
        Optional.ofNullable(values.get("sharelock.replay")),
        Optional.ofNullable(values.get("sharelock.time")).map(Durations::parse),
        Path.of(values.getOrDefault("sharelock.report", "target/sharelock")),
        progress(values.getOrDefault("sharelock.progress", "auto")),
        workers(values.get("sharelock.workers")));
  }

  private static OptionalInt workers(String value) {
    if (value == null) {
      return OptionalInt.empty();
    }
    if (!value.strip().matches("[1-9][0-9]{0,3}")) {
      throw new IllegalArgumentException(
          "number of workers is impossible: sharelock.workers="
              + value
              + "; do: use a number from 1 on");
    }
    return OptionalInt.of(Integer.parseInt(value.strip()));
  }

  private static String known(String name) {
    if (MINE.contains(name)) {
      return name;
    }
    String all = "use one of " + String.join(", ", new TreeSet<>(MINE));
    throw new IllegalArgumentException(
        "unknown setting: property=" + name + "; do: " + Suggestions.remedy(name, MINE, all));
  }

  private static ProgressStyle progress(String value) {
    for (ProgressStyle style : ProgressStyle.values()) {
      if (style.name().equalsIgnoreCase(value.strip())) {
        return style;
      }
    }
    throw new IllegalArgumentException(
        "progress style is unknown: sharelock.progress="
            + value
            + "; do: use auto, bar, lines or none");
  }

  /** The seed from outside, or a fresh one. */
  public Seed seedOrFresh() {
    return seed.orElseGet(() -> Seed.fresh(System.getenv()));
  }
}
