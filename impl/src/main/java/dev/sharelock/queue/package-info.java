/** The condition queue: a bounded queue of small values for many producers and consumers. */
package dev.sharelock.queue;
