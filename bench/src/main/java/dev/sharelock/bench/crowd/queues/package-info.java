/** The queues that are compared. */
package dev.sharelock.bench.crowd.queues;
