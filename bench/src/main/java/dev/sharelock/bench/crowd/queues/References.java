package dev.sharelock.bench.crowd.queues;

import dev.sharelock.Outcome;
import dev.sharelock.allocator.Allocator;
import dev.sharelock.allocator.HeapFormat;
import dev.sharelock.allocator.HeapGeometry;
import dev.sharelock.bench.crowd.CrowdQueue;
import dev.sharelock.environment.ParticipantContext;
import dev.sharelock.memory.SharedMemory;
import dev.sharelock.queue.BlockQueue;
import dev.sharelock.queue.Delivery;
import dev.sharelock.queue.QueueFormat;
import dev.sharelock.queue.QueueLayout;
import java.nio.file.Path;

/**
 * The queue of blocks of this project: each number is written into a block of 64 bytes, which is
 * allocated for it and released by whoever takes it.
 */
public final class References implements CrowdQueue {
  private static final int BLOCK = 64;
  private static final HeapGeometry HEAP = HeapGeometry.forBytes(1 << 24);
  private static final QueueLayout LAYOUT =
      new QueueLayout(
          HEAP.bytes() + QueueLayout.ALIGNMENT - 1 & -QueueLayout.ALIGNMENT,
          CAPACITY,
          SEATS,
          BlockQueue.WORDS);

  @Override
  public void format(Path file) {
    SharedFile.fill(file, LAYOUT.base() + LAYOUT.bytes());
    SharedMemory memory = SharedFile.memory(file);
    HeapFormat.create(memory, 0, HEAP, 1);
    QueueFormat.create(memory, LAYOUT);
  }

  @Override
  public Handle open(Path file, int number) {
    SharedMemory memory = SharedFile.memory(file);
    ParticipantContext context = SharedFile.participant(memory, number);
    Allocator allocator = Allocator.open(context, 0);
    BlockQueue queue = BlockQueue.open(context, LAYOUT.base(), allocator, Delivery.AT_MOST_ONCE);
    return new Seat(memory, allocator, queue);
  }

  private record Seat(SharedMemory memory, Allocator allocator, BlockQueue queue)
      implements Handle {
    @Override
    public void put(long value) {
      queue.enqueue(filled(value));
    }

    private long filled(long value) {
      long block = allocator.allocate(BLOCK);
      memory.writeLong(allocator.offset(block), value);
      return block;
    }

    @Override
    public long take() {
      queue.dequeue();
      return released();
    }

    private long released() {
      long value = memory.readLong(allocator.offset(queue.block()));
      allocator.release(queue.block());
      return value;
    }

    @Override
    public boolean offer(long value) {
      long block = filled(value);
      boolean done = queue.tryEnqueue(block) == Outcome.DONE;
      if (!done) {
        allocator.release(block);
      }
      return done;
    }

    @Override
    public long poll() {
      return queue.tryDequeue() == Outcome.DONE ? released() : Long.MIN_VALUE;
    }
  }
}
