package dev.sharelock.model.forked;

import java.time.Duration;

/**
 * How forked JVMs race.
 *
 * @param seed what delays, choices and kills of all rounds are derived from
 * @param rounds how often the scenario is run
 * @param flags the flags of the JVMs
 * @param patience how long one round may take before it counts as hung
 */
public record RaceSettings(long seed, int rounds, JvmFlags flags, Duration patience) {

  /** A number of rounds with the kernel's futex and half a minute of patience for each. */
  public static RaceSettings of(long seed, int rounds) {
    return new RaceSettings(seed, rounds, JvmFlags.FUTEX, Duration.ofSeconds(30));
  }
}
