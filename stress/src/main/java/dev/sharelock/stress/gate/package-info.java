/**
 * Runs the stress tests and judges what they left behind.
 *
 * <p>jcstress ends well when no test matched, and when a test could not be scheduled on the
 * machine; so its exit code proves nothing. The gate reads the results themselves, and compares
 * them with the list of the tests that were compiled.
 */
package dev.sharelock.stress.gate;
