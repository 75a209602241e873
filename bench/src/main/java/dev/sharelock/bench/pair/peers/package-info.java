/** The transports that are compared. */
package dev.sharelock.bench.pair.peers;
