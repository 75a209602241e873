package dev.sharelock.bench.pair.peers;

import dev.sharelock.bench.pair.MappedFile;
import dev.sharelock.bench.pair.PairOptions;
import dev.sharelock.bench.pair.Transport;
import org.agrona.concurrent.BackoffIdleStrategy;
import org.agrona.concurrent.IdleStrategy;
import org.agrona.concurrent.MessageHandler;
import org.agrona.concurrent.UnsafeBuffer;
import org.agrona.concurrent.ringbuffer.OneToOneRingBuffer;
import org.agrona.concurrent.ringbuffer.RingBufferDescriptor;

/** Agrona's one-to-one ring buffer, with its fastest documented calls: tryClaim, commit, read. */
public final class AgronaRing implements Transport {
  private static final int TYPE = 1;

  private static long wayBytes(PairOptions options) {
    return options.ringBytes() + RingBufferDescriptor.TRAILER_LENGTH;
  }

  @Override
  public long bytes(PairOptions options) {
    return 2 * wayBytes(options);
  }

  @Override
  public void format(PairOptions options) {}

  private static OneToOneRingBuffer ring(PairOptions options, int way) {
    long bytes = wayBytes(options);
    return new OneToOneRingBuffer(
        new UnsafeBuffer(MappedFile.buffer(options.file(), way * bytes, bytes)));
  }

  @Override
  public Sender sender(PairOptions options, int way) {
    return new Claiming(ring(options, way), options.messageBytes());
  }

  @Override
  public Receiver receiver(PairOptions options, int way) {
    return new Reading(ring(options, way), options.messageBytes());
  }

  private static final class Claiming implements Sender {
    private final OneToOneRingBuffer ring;
    private final int bytes;
    private final byte[] content;
    private final IdleStrategy idle = new BackoffIdleStrategy();

    Claiming(OneToOneRingBuffer ring, int bytes) {
      this.ring = ring;
      this.bytes = bytes;
      this.content = new byte[bytes];
    }

    @Override
    public boolean offer(long sequence) {
      int index = ring.tryClaim(TYPE, bytes);
      if (index < 0) {
        return false;
      }
      ring.buffer().putLong(index, sequence);
      if (bytes > Long.BYTES) {
        ring.buffer().putBytes(index + Long.BYTES, content, 0, bytes - Long.BYTES);
      }
      ring.commit(index);
      return true;
    }

    @Override
    public void flush() {}

    @Override
    public void send(long sequence) {
      while (!offer(sequence)) {
        idle.idle();
      }
      idle.reset();
    }

    @Override
    public void close() {}
  }

  private static final class Reading implements Receiver {
    private final OneToOneRingBuffer ring;
    private final byte[] content;
    private final IdleStrategy idle = new BackoffIdleStrategy();
    private final MessageHandler handler;
    private Sink sink;

    Reading(OneToOneRingBuffer ring, int bytes) {
      this.ring = ring;
      this.content = new byte[bytes];
      this.handler =
          (type, buffer, index, length) -> {
            long sequence = buffer.getLong(index);
            if (length > Long.BYTES) {
              buffer.getBytes(index + Long.BYTES, content, 0, length - Long.BYTES);
            }
            sink.accept(sequence);
          };
    }

    @Override
    public int poll(Sink to, int limit) {
      sink = to;
      return ring.read(handler, limit);
    }

    @Override
    public void receive(Sink to) {
      while (poll(to, Integer.MAX_VALUE) == 0) {
        idle.idle();
      }
      idle.reset();
    }

    @Override
    public void close() {}
  }
}
