/**
 * Structures that are found by name in a region: the door for most users. Whoever opens a name
 * first creates what it stands for; others find it.
 *
 * <ul>
 *   <li>{@link dev.sharelock.named.NamedRing}: frames or bytes from one producer to one consumer
 *   <li>{@link dev.sharelock.named.NamedQueue}: values, or references to blocks, between any number
 *       of participants
 *   <li>{@link dev.sharelock.named.NamedPipe}: a queue with a server that can be succeeded, and
 *       relays
 *   <li>{@link dev.sharelock.named.NamedMulticast}: one publisher and many readers
 *   <li>{@link dev.sharelock.named.NamedRequests}: many clients and one server
 *   <li>{@link dev.sharelock.named.NamedValues}: tables, lists and other values, and variables that
 *       hold them
 *   <li>{@link dev.sharelock.named.NamedSegments}: memory with one owner at a time
 * </ul>
 *
 * <p>Channels with numbers have a buffer of their own, {@link dev.sharelock.record.RecordBuffer}.
 */
package dev.sharelock.named;
