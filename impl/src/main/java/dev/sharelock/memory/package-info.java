/**
 * Shared memory as the algorithms see it, {@link dev.sharelock.memory.SharedMemory}: words by
 * offset with the memory ordering in the method's name, plain data, fences, waiting on a word.
 * {@link dev.sharelock.memory.MappedMemory} is that of a region; {@link
 * dev.sharelock.memory.HeapMemory} is for threads of one process, and for tests.
 */
package dev.sharelock.memory;
