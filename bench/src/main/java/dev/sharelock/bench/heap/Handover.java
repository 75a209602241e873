package dev.sharelock.bench.heap;

import dev.sharelock.allocator.Allocator;
import dev.sharelock.memory.SharedMemory;
import dev.sharelock.region.Region;

/** How a block is handed over from one process to another. */
sealed interface Handover {
  /** Fills the heap of the sender. */
  void fill(long bytes, Fill fill);

  /** Allocates a block, writes into it, and returns the number to be sent. */
  long give(long bytes, long value);

  /** Ends the giving when the other one has answered. */
  void given(long sent, long bytes);

  /** Takes the block of a number, reads what is in it, and returns the reference. */
  long take(long sent);

  /** Opens one end. */
  static Handover open(Way way, Region region, long words, boolean sender) {
    return switch (way) {
      case ID -> new ById(region.memory(), region.allocator());
      case TICKET -> new ByTicket(region.memory(), region.allocator());
      case NEUROPOD -> new Neuropod(region.memory(), words, sender);
    };
  }

  /** The ways there are. */
  enum Way {
    /** Our allocator; the sender keeps its reference until the answer. */
    ID,
    /** Our allocator; the reference goes with the message. */
    TICKET,
    /** The algorithm of Neuropod; the sender keeps its reference until the answer. */
    NEUROPOD;

    /** How many bytes of its own in the directory. */
    long ownBytes() {
      return this == NEUROPOD ? 2 * HeapPeer.HEAP + (4 << 20) : 1024;
    }
  }

  /** By id. */
  record ById(SharedMemory memory, Allocator allocator) implements Handover {
    @Override
    public void fill(long bytes, Fill fill) {
      SharelockPeer.fill(allocator, bytes, fill);
    }

    @Override
    public long give(long bytes, long value) {
      long id = allocator.allocate(bytes);
      memory.writeLong(allocator.offset(id), value);
      return id;
    }

    @Override
    public void given(long sent, long bytes) {
      allocator.release(sent);
    }

    @Override
    public long take(long sent) {
      allocator.load(sent);
      long value = memory.readLong(allocator.offset(sent));
      allocator.release(sent);
      return value;
    }
  }

  /** By ticket. */
  record ByTicket(SharedMemory memory, Allocator allocator) implements Handover {
    @Override
    public void fill(long bytes, Fill fill) {
      SharelockPeer.fill(allocator, bytes, fill);
    }

    @Override
    public long give(long bytes, long value) {
      long id = allocator.allocate(bytes);
      memory.writeLong(allocator.offset(id), value);
      return allocator.send(id);
    }

    @Override
    public void given(long sent, long bytes) {}

    @Override
    public long take(long sent) {
      long id = allocator.accept(sent);
      long value = memory.readLong(allocator.offset(id));
      allocator.release(id);
      return value;
    }
  }

  /** By the algorithm of Neuropod. */
  record Neuropod(SharedMemory memory, NeuropodAllocator allocator) implements Handover {
    private static final long LINE = 128;

    Neuropod(SharedMemory memory, long words, boolean sender) {
      this(
          memory, new NeuropodAllocator(memory, words + (sender ? 4 : 5) * LINE, words + 8 * LINE));
    }

    @Override
    public void fill(long bytes, Fill fill) {
      NeuropodPeer.fill(allocator, bytes, fill);
    }

    @Override
    public long give(long bytes, long value) {
      long id = allocator.allocate(bytes);
      memory.writeLong(NeuropodAllocator.offset(id), value);
      return id;
    }

    @Override
    public void given(long sent, long bytes) {
      allocator.release(sent, bytes);
    }

    @Override
    public long take(long sent) {
      allocator.load(sent);
      long value = memory.readLong(NeuropodAllocator.offset(sent));
      allocator.releaseLoaded(sent);
      return value;
    }
  }
}
