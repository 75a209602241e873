package dev.sharelock.bench.fan.peers;

import dev.sharelock.allocator.Allocator;
import dev.sharelock.allocator.HeapFormat;
import dev.sharelock.allocator.HeapGeometry;
import dev.sharelock.bench.fan.Fan;
import dev.sharelock.bench.pair.MappedFile;
import dev.sharelock.environment.Deadline;
import dev.sharelock.environment.ParticipantContext;
import dev.sharelock.memory.SharedMemory;
import dev.sharelock.pipe.BlockPublisher;
import dev.sharelock.pipe.BlockSubscriber;
import dev.sharelock.pipe.MulticastFormat;
import dev.sharelock.pipe.MulticastLayout;
import dev.sharelock.pipe.PublisherManner;
import dev.sharelock.pipe.SlowPolicy;
import dev.sharelock.queue.QueueLayout;
import dev.sharelock.waiting.WaitPolicy;
import java.nio.file.Path;
import java.util.function.LongConsumer;
import java.util.function.LongSupplier;

/**
 * The multicast of blocks of this project: each number is written into a block of 64 bytes, which
 * is allocated for it and released by all who take it. As many wait as can, 56.
 */
public final class BlockFan implements Fan {
  private static final int BLOCK = 64;
  private static final HeapGeometry HEAP = HeapGeometry.forBytes(1 << 20);
  private static final long BASE =
      HEAP.bytes() + QueueLayout.ALIGNMENT - 1 & -QueueLayout.ALIGNMENT;

  private static MulticastLayout layout(int subscribers) {
    return new MulticastLayout(
        BASE, subscribers, MulticastLayout.MAX_BLOCKS, MulticastLayout.BLOCKS);
  }

  @Override
  public long bytes(int subscribers) {
    return BASE + layout(subscribers).bytes();
  }

  @Override
  public void format(Path file, int subscribers) {
    HeapFormat.create(MappedFile.memory(file), 0, HEAP, 1);
    MulticastFormat.create(MappedFile.memory(file), layout(subscribers));
  }

  @Override
  public LongConsumer publisher(Path file, int subscribers) {
    SharedMemory memory = MappedFile.memory(file);
    ParticipantContext context = MappedFile.participant(memory, 1);
    Allocator allocator = Allocator.open(context, 0);
    BlockPublisher publisher =
        BlockPublisher.open(context, BASE, allocator, PublisherManner.of(SlowPolicy.BLOCK));
    return value -> {
      long block = allocator.allocate(BLOCK);
      memory.writeLong(allocator.offset(block), value);
      publisher.publish(block, Deadline.NEVER);
    };
  }

  @Override
  public LongSupplier subscriber(Path file, int number) {
    SharedMemory memory = MappedFile.memory(file);
    ParticipantContext context = MappedFile.participant(memory, number + 2);
    Allocator allocator = Allocator.open(context, 0);
    BlockSubscriber subscriber = BlockSubscriber.open(context, BASE, allocator, WaitPolicy.DEFAULT);
    return () -> {
      subscriber.take(Deadline.NEVER);
      long value = memory.readLong(allocator.offset(subscriber.block()));
      allocator.release(subscriber.block());
      return value;
    };
  }
}
