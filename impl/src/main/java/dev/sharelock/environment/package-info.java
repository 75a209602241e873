/** The world around the algorithms: clock, identity, liveness. */
package dev.sharelock.environment;
