package dev.sharelock.model.litmus;

import java.util.SortedSet;

/**
 * What is known about a litmus test under one memory model.
 *
 * @param executions how many complete consistent execution graphs it has
 * @param blocked how many graphs end at an assumption that does not hold
 * @param outcomes what can be observed
 */
public record Expectation(long executions, long blocked, SortedSet<ObservedValues> outcomes) {}
