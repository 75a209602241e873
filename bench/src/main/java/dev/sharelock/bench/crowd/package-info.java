/** Queues between several producers and consumers in two JVMs, compared with other queues. */
package dev.sharelock.bench.crowd;
