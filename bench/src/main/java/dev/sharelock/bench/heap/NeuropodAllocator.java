package dev.sharelock.bench.heap;

import dev.sharelock.memory.SharedMemory;
import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.Map;

/**
 * The algorithm that ours is measured against, the one of Neuropod's shared-memory allocator,
 * written anew over the same kind of memory. Each block has a mutex, a count of references and a
 * count of uses; a process keeps what it has released in a cache by exact size, and what it has
 * loaded in a cache by the name of the block, both behind a mutex of the process.
 *
 * <p>Nothing here survives the death of a process, as in the original. What the kernel does there
 * when a block is made or mapped for the first time (11 microseconds and more) is left out.
 *
 * <pre>
 *   block  mutex i32 | pad | references i64 | uses i64 | pad to a line | bytes
 *   id     63      32 31              0
 *          +---------+----------------+
 *          |  uses   | offset / 64    |
 *          +---------+----------------+
 * </pre>
 */
final class NeuropodAllocator {
  private static final int MUTEX = 0;
  private static final int REFERENCES = 8;
  private static final int USES = 16;
  private static final int HEADER = 64;
  private static final int LINE_SHIFT = 6;

  private final SharedMemory memory;
  private final long process;
  private final Map<Long, ArrayDeque<Long>> unused = new HashMap<>();
  private final Map<Long, Long> loaded = new HashMap<>();
  private long next;

  /**
   * Opens the allocator for one process.
   *
   * @param memory where
   * @param process a line for the mutex of this process
   * @param first where new blocks are made
   */
  NeuropodAllocator(SharedMemory memory, long process, long first) {
    this.memory = memory;
    this.process = process;
    this.next = first;
  }

  /** How many bytes a block takes. */
  static long stride(long bytes) {
    return HEADER + (bytes + HEADER - 1 & -HEADER);
  }

  /** The number of the first byte of a block. */
  static long offset(long id) {
    return ((id & 0xFFFF_FFFFL) << LINE_SHIFT) + HEADER;
  }

  private static long block(long id) {
    return (id & 0xFFFF_FFFFL) << LINE_SHIFT;
  }

  private long id(long block) {
    return memory.getLongPlain(block + USES) << 32 | block >>> LINE_SHIFT;
  }

  /** A mutex is taken by one update and given back by another, which looks for waiters. */
  private void lock(long mutex) {
    while (!memory.compareAndSetInt(mutex + MUTEX, 0, 1)) {
      Thread.onSpinWait();
    }
  }

  private void unlock(long mutex) {
    int ignored = memory.getAndSetInt(mutex + MUTEX, 0);
  }

  long allocate(long bytes) {
    lock(process);
    try {
      ArrayDeque<Long> blocks = unused.get(bytes);
      for (int i = blocks == null ? 0 : blocks.size(); i > 0; i--) {
        long block = blocks.poll();
        if (begin(block)) {
          return id(block);
        }
        blocks.add(block);
      }
    } finally {
      unlock(process);
    }
    return newBlock(bytes);
  }

  private boolean begin(long block) {
    lock(block);
    boolean free = memory.getLongPlain(block + REFERENCES) == 0;
    if (free) {
      memory.setLongPlain(block + REFERENCES, 1);
      memory.setLongPlain(block + USES, memory.getLongPlain(block + USES) + 1);
    }
    unlock(block);
    return free;
  }

  private long newBlock(long bytes) {
    long block = next;
    if (block > memory.size() - stride(bytes)) {
      return 0;
    }
    next += stride(bytes);
    memory.setLongPlain(block + REFERENCES, 1);
    memory.setLongPlain(block + USES, 1);
    return id(block);
  }

  boolean load(long id) {
    Long cached = takeLoaded(id);
    long block = cached == null ? block(id) : cached;
    lock(block);
    long references = memory.getLongPlain(block + REFERENCES);
    boolean valid = references != 0 && memory.getLongPlain(block + USES) == id >>> 32;
    if (valid) {
      memory.setLongPlain(block + REFERENCES, references + 1);
    }
    unlock(block);
    return valid;
  }

  private Long takeLoaded(long id) {
    lock(process);
    Long block = loaded.remove(id & 0xFFFF_FFFFL);
    unlock(process);
    return block;
  }

  private void less(long block) {
    lock(block);
    memory.setLongPlain(block + REFERENCES, memory.getLongPlain(block + REFERENCES) - 1);
    unlock(block);
  }

  /** Returns a reference that {@link #load} has got. */
  void releaseLoaded(long id) {
    less(block(id));
    lock(process);
    loaded.put(id & 0xFFFF_FFFFL, block(id));
    unlock(process);
  }

  /** Returns the reference that {@link #allocate} has got. */
  void release(long id, long bytes) {
    less(block(id));
    lock(process);
    unused.computeIfAbsent(bytes, any -> new ArrayDeque<>()).add(block(id));
    unlock(process);
  }
}
