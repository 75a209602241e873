/**
 * Litmus tests: does mapped memory deliver the orderings that the simulated memory assumes, also
 * through two mappings of one file at different addresses?
 *
 * <p>Each test has two actors, since a test with three is left out on a machine with two
 * processors.
 */
package dev.sharelock.stress.memory;
