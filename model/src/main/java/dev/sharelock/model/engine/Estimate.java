package dev.sharelock.model.engine;

/**
 * How many executions there seem to be, from random samples before an exploration.
 *
 * @param executions how many
 * @param deviation the standard error of that, as a fraction of it
 * @param samples how many samples there were
 */
public record Estimate(double executions, double deviation, int samples) {}
