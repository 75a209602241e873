/** The allocator against the one of the C library, between two JVMs, and after a death. */
package dev.sharelock.bench.heap;
