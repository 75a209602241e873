package dev.sharelock.bench.pair.peers;

import dev.sharelock.bench.pair.MappedFile;
import dev.sharelock.bench.pair.PairOptions;
import dev.sharelock.bench.pair.Transport;
import dev.sharelock.memory.SharedMemory;

/**
 * A study, to be compared with the ring of this project: frames that are committed by their own
 * length, so that a message crosses on one cache line and not on two. It has what costs time on the
 * way of a message, that is, the look whether somebody sleeps as well; it has no roles, no close,
 * no checks of what it reads, and nobody sleeps.
 *
 * <pre>
 *   base + 0x000  tail     u64  up to where the frames were read
 *          0x080  waiting  i32  looked at by the producer
 *          0x100  frames: length + 1, or 0 if it is not there yet; then the payload
 * </pre>
 *
 * <p>The producer writes the 0 of the next frame before it commits one.
 */
public final class InBandFrames implements Transport {
  private static final long WAITING = 0x80;
  private static final long DATA = 0x100;
  private static final int HEADER = Long.BYTES;
  private static final long AHEAD = 512;

  private static long bytesOfWay(PairOptions options) {
    return DATA + options.ringBytes();
  }

  @Override
  public long bytes(PairOptions options) {
    return 2 * bytesOfWay(options);
  }

  @Override
  public void format(PairOptions options) {}

  @Override
  public Sender sender(PairOptions options, int way) {
    return new Producer(new Place(options, way), options.messageBytes());
  }

  @Override
  public Receiver receiver(PairOptions options, int way) {
    return new Consumer(new Place(options, way), options.messageBytes());
  }

  private static final class Place {
    private final SharedMemory memory;
    private final long base;
    private final long capacity;

    Place(PairOptions options, int way) {
      this.memory = MappedFile.memory(options.file());
      this.base = way * bytesOfWay(options);
      this.capacity = options.ringBytes();
    }

    long at(long position) {
      return base + DATA + (position & capacity - 1);
    }

    /** How many bytes from a position on lie together. */
    int together(long position, int count) {
      return (int) Math.min(count, capacity - (position & capacity - 1));
    }
  }

  private static long total(long length) {
    return HEADER + length + (Long.BYTES - 1) & -Long.BYTES;
  }

  private static final class Producer implements Sender {
    private final Place place;
    private final SharedMemory memory;
    private final int bytes;
    private final byte[] content;
    private long position;
    private long bound;
    private long near;

    Producer(Place place, int bytes) {
      this.place = place;
      this.memory = place.memory;
      this.bytes = bytes;
      this.content = new byte[bytes];
      this.bound = place.capacity;
    }

    @Override
    public boolean offer(long sequence) {
      long next = position + total(bytes);
      if (next + HEADER > bound) {
        bound = memory.getLongAcquire(place.base) + place.capacity; // <- the setRelease of poll
        if (next + HEADER > bound) {
          return false;
        }
      }
      if (next + HEADER > near) {
        bringNear();
      }
      memory.setLongOpaque(place.at(next), 0); // committed with this frame
      memory.writeLong(place.at(position + HEADER), sequence);
      copy(position + HEADER + Long.BYTES, bytes - Long.BYTES);
      memory.setLongRelease(place.at(position), bytes + 1L); // -> the getAcquire of poll
      position = next;
      memory.lightFence(); // as Waiter.wake
      if (memory.getIntOpaque(place.base + WAITING) != 0) {
        memory.wake(place.base + WAITING, 1);
      }
      return true;
    }

    private void bringNear() {
      long from = Math.max(near, position + HEADER);
      int count = place.together(from, (int) Math.min(AHEAD, bound - from));
      memory.prefetchToWrite(place.at(from), count);
      near = from + count;
    }

    private void copy(long to, int count) {
      if (count > 0) {
        int first = place.together(to, count);
        memory.writeBytes(place.at(to), content, 0, first);
        memory.writeBytes(place.at(to + first), content, first, count - first);
      }
    }

    @Override
    public void flush() {}

    @Override
    public void send(long sequence) {
      while (!offer(sequence)) {
        Thread.onSpinWait();
      }
    }

    @Override
    public void close() {}
  }

  private static final class Consumer implements Receiver {
    private final Place place;
    private final SharedMemory memory;
    private final byte[] content;
    private long position;

    Consumer(Place place, int bytes) {
      this.place = place;
      this.memory = place.memory;
      this.content = new byte[bytes];
    }

    @Override
    public int poll(Sink sink, int limit) {
      int count = 0;
      while (count < limit) {
        long header = memory.getLongAcquire(place.at(position)); // <- the setRelease of offer
        if (header == 0) {
          break;
        }
        int length = (int) (header - 1);
        long sequence = memory.readLong(place.at(position + HEADER));
        copy(position + HEADER + Long.BYTES, length - Long.BYTES);
        position += total(length);
        sink.accept(sequence);
        count++;
      }
      if (count > 0) {
        memory.setLongRelease(place.base, position); // -> the getAcquire of offer
      }
      return count;
    }

    private void copy(long from, int count) {
      if (count > 0) {
        int first = place.together(from, count);
        memory.readBytes(place.at(from), content, 0, first);
        memory.readBytes(place.at(from + first), content, first, count - first);
      }
    }

    @Override
    public void receive(Sink sink) {
      while (poll(sink, Integer.MAX_VALUE) == 0) {
        Thread.onSpinWait();
      }
    }

    @Override
    public void close() {}
  }
}
