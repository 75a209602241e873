package dev.sharelock.bench.crowd.queues;

import dev.sharelock.bench.crowd.CrowdQueue;
import java.nio.file.Path;
import java.util.Queue;
import java.util.concurrent.BlockingQueue;

/** A queue of Java objects for the threads of one process. */
public final class Objects implements CrowdQueue {
  private final Queue<Long> queue;

  /**
   * Creates one.
   *
   * @param queue which; one that cannot wait is polled
   */
  public Objects(Queue<Long> queue) {
    this.queue = queue;
  }

  @Override
  public boolean inProcess() {
    return true;
  }

  @Override
  public void format(Path file) {}

  @Override
  public Handle open(Path file, int number) {
    return queue instanceof BlockingQueue<Long> blocking
        ? new Blocking(blocking)
        : new Polled(queue);
  }

  private record Polled(Queue<Long> queue) implements Handle {
    @Override
    public void put(long value) {
      while (!offer(value)) {
        Thread.onSpinWait();
      }
    }

    @Override
    public long take() {
      long value;
      do {
        value = poll();
        Thread.onSpinWait();
      } while (value == Long.MIN_VALUE);
      return value;
    }

    @Override
    public boolean offer(long value) {
      return queue.offer(value);
    }

    @Override
    public long poll() {
      Long value = queue.poll();
      return value == null ? Long.MIN_VALUE : value;
    }
  }

  private record Blocking(BlockingQueue<Long> queue) implements Handle {
    @Override
    public void put(long value) {
      try {
        queue.put(value);
      } catch (InterruptedException e) {
        throw new IllegalStateException("nobody interrupts a benchmark", e);
      }
    }

    @Override
    public long take() {
      try {
        return queue.take();
      } catch (InterruptedException e) {
        throw new IllegalStateException("nobody interrupts a benchmark", e);
      }
    }

    @Override
    public boolean offer(long value) {
      return queue.offer(value);
    }

    @Override
    public long poll() {
      Long value = queue.poll();
      return value == null ? Long.MIN_VALUE : value;
    }
  }
}
