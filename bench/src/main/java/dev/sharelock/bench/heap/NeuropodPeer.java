package dev.sharelock.bench.heap;

import dev.sharelock.memory.MappedMemory;
import java.util.Optional;

/** The algorithm of Neuropod, as two processes of one thread. */
final class NeuropodPeer implements HeapPeer {
  private static final long LINE = 128;

  private final NeuropodAllocator first;
  private final NeuropodAllocator second;

  NeuropodPeer() {
    MappedMemory memory = World.memory(2 * HEAP + (1 << 20));
    this.first = new NeuropodAllocator(memory, LINE, 4 * LINE);
    this.second = new NeuropodAllocator(memory, 2 * LINE, memory.size());
  }

  @Override
  public String name() {
    return "neuropod";
  }

  @Override
  public void fill(long bytes, Fill fill) {
    fill(first, bytes, fill);
  }

  static void fill(NeuropodAllocator allocator, long bytes, Fill fill) {
    long[] ids = new long[fill.blocks(HEAP, bytes)];
    for (int i = 0; i < ids.length; i++) {
      ids[i] = allocator.allocate(bytes);
    }
    for (int i = 0; i < ids.length; i++) {
      if (fill.isReleased(i)) {
        allocator.release(ids[i], bytes);
      }
    }
  }

  @Override
  public Optional<Cost.Work> work(Operation operation, long bytes) {
    return switch (operation) {
      case ALLOCATE_RELEASE -> Optional.of(times -> allocate(bytes, times));
      case WITH_LOAD -> Optional.of(times -> allocateAndLoad(bytes, times));
      case LOAD_RELEASE -> Optional.of(load(first.allocate(bytes)));
      case WITH_TICKET -> Optional.empty();
    };
  }

  private void allocate(long bytes, int times) {
    for (int i = 0; i < times; i++) {
      first.release(first.allocate(bytes), bytes);
    }
  }

  private void allocateAndLoad(long bytes, int times) {
    for (int i = 0; i < times; i++) {
      long id = first.allocate(bytes);
      second.load(id);
      second.releaseLoaded(id);
      first.release(id, bytes);
    }
  }

  private Cost.Work load(long id) {
    return times -> {
      for (int i = 0; i < times; i++) {
        second.load(id);
        second.releaseLoaded(id);
      }
    };
  }
}
