package dev.sharelock.bench.pair.peers;

import dev.sharelock.bench.pair.PairOptions;
import dev.sharelock.bench.pair.Transport;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Queue;
import java.util.concurrent.BlockingQueue;
import java.util.function.IntFunction;

/**
 * A queue of Java objects between two threads of one process, for comparison. Each message is
 * copied into a buffer that is used again, and out of it.
 */
public final class BufferQueue implements Transport {
  private static final VarHandle LONG =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.nativeOrder());
  private static final int WAYS = 2;
  private static final int HANDED_OUT = 2;

  private final Way[] ways = new Way[WAYS];
  private final IntFunction<Queue<byte[]>> queues;

  /**
   * Creates one.
   *
   * @param queues makes a queue of a capacity
   */
  public BufferQueue(IntFunction<Queue<byte[]>> queues) {
    this.queues = queues;
  }

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
      ways[way] = new Way(options, queues);
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

  private static void put(BlockingQueue<byte[]> queue, byte[] buffer) {
    try {
      queue.put(buffer);
    } catch (InterruptedException e) {
      throw new IllegalStateException("nobody interrupts a benchmark", e);
    }
  }

  private static byte[] take(BlockingQueue<byte[]> queue) {
    try {
      return queue.take();
    } catch (InterruptedException e) {
      throw new IllegalStateException("nobody interrupts a benchmark", e);
    }
  }

  /** A queue and the buffers that go round in it. */
  private static final class Way {
    final Queue<byte[]> queue;
    final byte[][] buffers;

    Way(PairOptions options, IntFunction<Queue<byte[]>> queues) {
      int least = Math.max(4, options.ringBytes() / options.messageBytes());
      int capacity = Integer.highestOneBit(2 * least - 1);
      queue = queues.apply(capacity);
      buffers = new byte[capacity + HANDED_OUT][options.messageBytes()];
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
      if (!way.queue.offer(filled(sequence))) {
        return false;
      }
      next = next + 1 == way.buffers.length ? 0 : next + 1;
      return true;
    }

    private byte[] filled(long sequence) {
      byte[] buffer = way.buffers[next];
      // The buffer is free: what was offered before it, less the two handed out, has been polled.
      LONG.set(buffer, 0, sequence);
      if (buffer.length > Long.BYTES) {
        System.arraycopy(content, 0, buffer, Long.BYTES, buffer.length - Long.BYTES);
      }
      return buffer;
    }

    @Override
    public void flush() {}

    @Override
    public void send(long sequence) {
      if (way.queue instanceof BlockingQueue<byte[]> blocking) {
        put(blocking, filled(sequence));
        next = next + 1 == way.buffers.length ? 0 : next + 1;
        return;
      }
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
        sink.accept(copied(buffer));
        count++;
        buffer = count < limit ? way.queue.poll() : null;
      }
      return count;
    }

    private long copied(byte[] buffer) {
      if (buffer.length > Long.BYTES) {
        System.arraycopy(buffer, Long.BYTES, content, 0, buffer.length - Long.BYTES);
      }
      return (long) LONG.get(buffer, 0);
    }

    @Override
    public void receive(Sink sink) {
      if (way.queue instanceof BlockingQueue<byte[]> blocking) {
        sink.accept(copied(take(blocking)));
        return;
      }
      while (poll(sink, Integer.MAX_VALUE) == 0) {
        Thread.onSpinWait();
      }
    }

    @Override
    public void close() {}
  }
}
