/** Blocks of shared memory with reference counts, reuse counts and crash recovery. */
package dev.sharelock.allocator;
