package dev.sharelock.bench.heap;

import java.util.Optional;

/** An allocator that is measured beside others, in a heap of {@link #HEAP} bytes. */
interface HeapPeer extends AutoCloseable {
  /** How many bytes of blocks a heap has room for. */
  long HEAP = 256L << 20;

  String name();

  /** Fills the heap with blocks of a size. */
  void fill(long bytes, Fill fill) throws Throwable;

  /** An operation on blocks of a size, to be repeated; empty if the allocator has no such thing. */
  Optional<Cost.Work> work(Operation operation, long bytes) throws Throwable;

  @Override
  default void close() {}
}
