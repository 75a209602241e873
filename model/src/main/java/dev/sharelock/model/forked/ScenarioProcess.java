package dev.sharelock.model.forked;

import dev.sharelock.model.scenario.Body;

/**
 * One process of a scenario, as a forked JVM runs it.
 *
 * @param index its position in the scenario
 * @param name its name
 * @param body what it does
 */
record ScenarioProcess(int index, String name, Body body) {}
