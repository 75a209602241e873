package dev.sharelock.bench.crowd.queues;

import dev.sharelock.bench.crowd.CrowdQueue;
import dev.sharelock.bench.crowd.queues.Pthreads.Condition;
import dev.sharelock.bench.crowd.queues.Pthreads.Mutex;
import dev.sharelock.memory.MappedMemory;
import java.lang.foreign.MemorySegment;
import java.nio.file.Path;

/**
 * The published algorithm of a condition queue between processes, as a measure: one mutex, two
 * condition variables, and everybody is woken by every operation. The lock and the conditions are
 * those of the C library, in the mapped file; the values lie in a ring in the file, which is
 * lighter than the original's queue in a pool.
 */
public final class Locked implements CrowdQueue {
  private static final long FULL = 128;
  private static final long EMPTY = 256;
  private static final long HEAD = 384;
  private static final long TAIL = 392;
  private static final long DATA = 512;

  @Override
  public void format(Path file) {
    SharedFile.fill(file, DATA + (long) Long.BYTES * CAPACITY);
    MemorySegment segment = ((MappedMemory) SharedFile.memory(file)).segment();
    Pthreads.mutex(segment).initialise();
    Pthreads.condition(segment.asSlice(FULL)).initialise();
    Pthreads.condition(segment.asSlice(EMPTY)).initialise();
  }

  @Override
  public Handle open(Path file, int number) {
    MappedMemory memory = (MappedMemory) SharedFile.memory(file);
    MemorySegment segment = memory.segment();
    return new Sharer(
        memory,
        Pthreads.mutex(segment),
        Pthreads.condition(segment.asSlice(FULL)),
        Pthreads.condition(segment.asSlice(EMPTY)));
  }

  private record Sharer(MappedMemory memory, Mutex mutex, Condition full, Condition empty)
      implements Handle {
    @Override
    public void put(long value) {
      mutex.lock();
      while (isFull()) {
        full.await(mutex);
      }
      append(value);
    }

    private boolean isFull() {
      return memory.readLong(TAIL) - memory.readLong(HEAD) == CAPACITY;
    }

    private void append(long value) {
      long tail = memory.readLong(TAIL);
      memory.writeLong(DATA + Long.BYTES * (tail % CAPACITY), value);
      memory.writeLong(TAIL, tail + 1);
      empty.broadcast();
      mutex.unlock();
    }

    @Override
    public long take() {
      mutex.lock();
      while (isEmpty()) {
        empty.await(mutex);
      }
      return removed();
    }

    private boolean isEmpty() {
      return memory.readLong(TAIL) == memory.readLong(HEAD);
    }

    private long removed() {
      long head = memory.readLong(HEAD);
      long value = memory.readLong(DATA + Long.BYTES * (head % CAPACITY));
      memory.writeLong(HEAD, head + 1);
      full.broadcast();
      mutex.unlock();
      return value;
    }

    @Override
    public boolean offer(long value) {
      mutex.lock();
      if (isFull()) {
        mutex.unlock();
        return false;
      }
      append(value);
      return true;
    }

    @Override
    public long poll() {
      mutex.lock();
      if (isEmpty()) {
        mutex.unlock();
        return Long.MIN_VALUE;
      }
      return removed();
    }
  }
}
