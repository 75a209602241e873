package dev.sharelock.bench.heap;

import dev.sharelock.allocator.Allocator;
import dev.sharelock.allocator.BlockId;
import java.util.Optional;

/** Our allocator, with two participants. */
final class SharelockPeer implements HeapPeer {
  private final Allocator first;
  private final Allocator second;

  SharelockPeer() {
    World world = World.inRegion(HEAP);
    this.first = world.join();
    this.second = world.join();
  }

  @Override
  public String name() {
    return "sharelock";
  }

  @Override
  public void fill(long bytes, Fill fill) {
    fill(first, bytes, fill);
  }

  static void fill(Allocator allocator, long bytes, Fill fill) {
    long[] ids = new long[fill.blocks(HEAP, bytes)];
    for (int i = 0; i < ids.length; i++) {
      ids[i] = allocator.tryAllocate(bytes);
    }
    for (int i = 0; i < ids.length; i++) {
      if (fill.isReleased(i) && ids[i] != BlockId.NONE) {
        allocator.release(ids[i]);
      }
    }
  }

  @Override
  public Optional<Cost.Work> work(Operation operation, long bytes) {
    return Optional.of(
        switch (operation) {
          case ALLOCATE_RELEASE -> times -> allocate(bytes, times);
          case WITH_LOAD -> times -> allocateAndLoad(bytes, times);
          case LOAD_RELEASE -> load(first.allocate(bytes));
          case WITH_TICKET -> times -> send(bytes, times);
        });
  }

  private void allocate(long bytes, int times) {
    for (int i = 0; i < times; i++) {
      first.release(first.allocate(bytes));
    }
  }

  private void allocateAndLoad(long bytes, int times) {
    for (int i = 0; i < times; i++) {
      long id = first.allocate(bytes);
      second.load(id);
      second.release(id);
      first.release(id);
    }
  }

  private Cost.Work load(long id) {
    return times -> {
      for (int i = 0; i < times; i++) {
        second.load(id);
        second.release(id);
      }
    };
  }

  private void send(long bytes, int times) {
    for (int i = 0; i < times; i++) {
      second.release(second.accept(first.send(first.allocate(bytes))));
    }
  }
}
