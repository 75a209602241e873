/**
 * Programs whose numbers of executions have been published for other model checkers, or follow from
 * a formula. An optimal engine finds exactly these numbers.
 */
package dev.sharelock.model.litmus.benchmarks;
