/**
 * Pipes: queues with a server that can be succeeded, {@link dev.sharelock.pipe.PipeServer}, and
 * clients that are told, {@link dev.sharelock.pipe.PipeClient}; relays between two of them, {@link
 * dev.sharelock.pipe.Relay}; one publisher for many subscribers, {@link
 * dev.sharelock.pipe.Publisher} of values and {@link dev.sharelock.pipe.BlockPublisher} of blocks.
 * {@link dev.sharelock.named.NamedPipe} and {@link dev.sharelock.named.NamedMulticast} open them by
 * name.
 */
package dev.sharelock.pipe;
