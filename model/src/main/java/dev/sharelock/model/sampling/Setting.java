package dev.sharelock.model.sampling;

import dev.sharelock.model.scenario.Scenario;

/**
 * What all executions of a scenario have in common.
 *
 * @param ground the memory at the beginning
 * @param anyWaiter whether a wake may choose any of the waiting processes rather than the first
 */
record Setting(Scenario scenario, CellNames names, Ground ground, boolean anyWaiter) {}
