package dev.sharelock.model.run;

import java.security.SecureRandom;
import java.util.Locale;
import java.util.Map;

/**
 * What a run of sampled executions is derived from.
 *
 * @param value 64 bits
 */
public record Seed(long value) {

  /**
   * Reads a seed: hexadecimal with {@code 0x}, decimal, or a Git commit hash of 40 digits, of which
   * the first 16 count.
   */
  public static Seed parse(String text) {
    String seed = text.strip().toLowerCase(Locale.ROOT);
    try {
      if (seed.matches("0x[0-9a-f]{1,16}")) {
        return new Seed(Long.parseUnsignedLong(seed.substring(2), 16));
      }
      if (seed.matches("[0-9a-f]{40}")) {
        return new Seed(Long.parseUnsignedLong(seed.substring(0, 16), 16));
      }
      return new Seed(Long.parseLong(seed));
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException(
          "seed is malformed: seed="
              + text
              + "; do: pass 0x and up to 16 hexadecimal digits, a decimal number, or a commit hash",
          e);
    }
  }

  /** A new one: random, but on a build server the commit that is built, so that it repeats. */
  public static Seed fresh(Map<String, String> environment) {
    if (environment.containsKey("CI")) {
      for (String name : new String[] {"GITHUB_SHA", "CI_COMMIT_SHA", "GIT_COMMIT"}) {
        String commit = environment.get(name);
        if (commit != null && commit.matches("[0-9a-fA-F]{40}")) {
          return parse(commit);
        }
      }
    }
    return new Seed(new SecureRandom().nextLong());
  }

  @Override
  public String toString() {
    return String.format(Locale.ROOT, "0x%016x", value);
  }
}
