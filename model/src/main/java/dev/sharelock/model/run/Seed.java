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

  /** The seed of one part of the run, so that parts can be repeated alone. */
  public Seed of(String part) {
    long mixed = value;
    for (int i = 0; i < part.length(); i++) {
      mixed = mix(mixed + part.charAt(i));
    }
    return new Seed(mixed);
  }

  /** The mixing function of SplitMix64. */
  private static long mix(long seed) {
    long z = seed + 0x9e3779b97f4a7c15L;
    z = (z ^ (z >>> 30)) * 0xbf58476d1ce4e5b9L;
    z = (z ^ (z >>> 27)) * 0x94d049bb133111ebL;
    return z ^ (z >>> 31);
  }

  @Override
  public String toString() {
    return String.format("0x%016x", value);
  }
}
