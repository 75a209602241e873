package dev.sharelock.bench.pair.peers;

import dev.sharelock.bench.pair.PairOptions;
import dev.sharelock.bench.pair.Transport;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import org.jctools.queues.SpscArrayQueue;

/**
 * JCTools' queue for one producer and one consumer: two threads of one process, for comparison.
 * Each message is copied into a buffer that is used again, and out of it.
 */
public final class JcToolsQueue implements Transport {
  private static final VarHandle LONG =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.nativeOrder());
  private static final int WAYS = 2;
  private static final int HANDED_OUT = 2;

  private final Way[] ways = new Way[WAYS];

  @Override
  public boolean inProcess() {
    return true;
  }

  @Override
  public long bytes(PairOptions options) {
    return 1;
  }

  @Override
  public void format(PairOptions options) {}

  private synchronized Way way(PairOptions options, int way) {
    if (ways[way] == null) {
      ways[way] = new Way(options);
    }
    return ways[way];
  }

  @Override
  public Sender sender(PairOptions options, int way) {
    return new Offering(way(options, way), options.messageBytes());
  }

  @Override
  public Receiver receiver(PairOptions options, int way) {
    return new Polling(way(options, way), options.messageBytes());
  }

  /** A queue and the buffers that go round in it. */
  private static final class Way {
    final SpscArrayQueue<byte[]> queue;
    final byte[][] buffers;

    Way(PairOptions options) {
      queue = new SpscArrayQueue<>(Math.max(4, options.ringBytes() / options.messageBytes()));
      buffers = new byte[queue.capacity() + HANDED_OUT][options.messageBytes()];
    }
  }

  private static final class Offering implements Sender {
    private final Way way;
    private final byte[] content;
    private int next;

    Offering(Way way, int bytes) {
      this.way = way;
      this.content = new byte[bytes];
    }

    @Override
    public boolean offer(long sequence) {
      byte[] buffer = way.buffers[next];
      // The buffer is free: what was offered before it, less the two handed out, has been polled.
      LONG.set(buffer, 0, sequence);
      if (buffer.length > Long.BYTES) {
        System.arraycopy(content, 0, buffer, Long.BYTES, buffer.length - Long.BYTES);
      }
      if (!way.queue.offer(buffer)) {
        return false;
      }
      next = next + 1 == way.buffers.length ? 0 : next + 1;
      return true;
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

  private static final class Polling implements Receiver {
    private final Way way;
    private final byte[] content;

    Polling(Way way, int bytes) {
      this.way = way;
      this.content = new byte[bytes];
    }

    @Override
    public int poll(Sink sink, int limit) {
      int count = 0;
      byte[] buffer = way.queue.poll();
      while (buffer != null) {
        long sequence = (long) LONG.get(buffer, 0);
        if (buffer.length > Long.BYTES) {
          System.arraycopy(buffer, Long.BYTES, content, 0, buffer.length - Long.BYTES);
        }
        sink.accept(sequence);
        count++;
        buffer = count < limit ? way.queue.poll() : null;
      }
      return count;
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
