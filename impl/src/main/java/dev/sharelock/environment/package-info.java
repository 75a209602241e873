/**
 * The world around the algorithms: clock, identity, who is alive, deadlines, and the hook that ends
 * waits, {@link dev.sharelock.environment.Cancellation}.
 */
package dev.sharelock.environment;
