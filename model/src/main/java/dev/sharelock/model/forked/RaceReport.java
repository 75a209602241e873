package dev.sharelock.model.forked;

import java.util.Optional;

/**
 * What came of a race.
 *
 * @param seed the seed of the race
 * @param rounds how many rounds were run
 * @param kills in how many of them a process was killed
 * @param failure what was wrong in the last round, with its number; empty if nothing
 */
public record RaceReport(long seed, int rounds, int kills, Optional<String> failure) {}
