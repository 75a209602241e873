package dev.sharelock.bench.fan.peers;

import dev.sharelock.bench.fan.Fan;
import dev.sharelock.bench.pair.MappedFile;
import java.nio.file.Path;
import java.util.function.LongConsumer;
import java.util.function.LongSupplier;
import org.agrona.concurrent.BackoffIdleStrategy;
import org.agrona.concurrent.IdleStrategy;
import org.agrona.concurrent.UnsafeBuffer;
import org.agrona.concurrent.ringbuffer.OneToOneRingBuffer;
import org.agrona.concurrent.ringbuffer.RecordDescriptor;
import org.agrona.concurrent.ringbuffer.RingBufferDescriptor;

/** One of Agrona's one-to-one ring buffers for each subscriber; the publisher writes into all. */
public final class RingFan implements Fan {
  private static final int TYPE = 1;
  private static final long RING =
      (long) CAPACITY * (RecordDescriptor.HEADER_LENGTH + Long.BYTES)
          + RingBufferDescriptor.TRAILER_LENGTH;

  @Override
  public long bytes(int subscribers) {
    return RING * subscribers;
  }

  @Override
  public void format(Path file, int subscribers) {}

  private static OneToOneRingBuffer ring(Path file, int number) {
    return new OneToOneRingBuffer(new UnsafeBuffer(MappedFile.buffer(file, number * RING, RING)));
  }

  @Override
  public LongConsumer publisher(Path file, int subscribers) {
    OneToOneRingBuffer[] rings = new OneToOneRingBuffer[subscribers];
    for (int number = 0; number < subscribers; number++) {
      rings[number] = ring(file, number);
    }
    IdleStrategy idle = new BackoffIdleStrategy();
    return value -> {
      for (OneToOneRingBuffer ring : rings) {
        put(ring, value, idle);
      }
    };
  }

  private static void put(OneToOneRingBuffer ring, long value, IdleStrategy idle) {
    int index = ring.tryClaim(TYPE, Long.BYTES);
    while (index < 0) {
      idle.idle();
      index = ring.tryClaim(TYPE, Long.BYTES);
    }
    idle.reset();
    ring.buffer().putLong(index, value);
    ring.commit(index);
  }

  @Override
  public LongSupplier subscriber(Path file, int number) {
    OneToOneRingBuffer ring = ring(file, number);
    IdleStrategy idle = new BackoffIdleStrategy();
    long[] taken = new long[1];
    return () -> {
      while (ring.read((type, buffer, index, length) -> taken[0] = buffer.getLong(index), 1) == 0) {
        idle.idle();
      }
      idle.reset();
      return taken[0];
    };
  }
}
