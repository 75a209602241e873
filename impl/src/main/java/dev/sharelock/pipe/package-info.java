/** Pipes: queues with a server, clients, relays between them, and many readers of one writer. */
package dev.sharelock.pipe;
