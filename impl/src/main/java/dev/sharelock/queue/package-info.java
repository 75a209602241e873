/**
 * Bounded queues for many producers and consumers: of small values, {@link
 * dev.sharelock.queue.ConditionQueue}, and of references to blocks, {@link
 * dev.sharelock.queue.BlockQueue}. {@link dev.sharelock.named.NamedQueue} opens both.
 */
package dev.sharelock.queue;
