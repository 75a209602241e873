package dev.sharelock.bench.crowd.queues;

import dev.sharelock.Outcome;
import dev.sharelock.bench.crowd.CrowdQueue;
import dev.sharelock.queue.ConditionQueue;
import dev.sharelock.queue.QueueFormat;
import dev.sharelock.queue.QueueLayout;
import java.nio.file.Path;

/** The condition queue of this project with numbers in it. */
public final class Values implements CrowdQueue {
  private static final QueueLayout LAYOUT = new QueueLayout(0, CAPACITY, SEATS, 1);

  @Override
  public void format(Path file) {
    SharedFile.fill(file, LAYOUT.bytes());
    QueueFormat.create(SharedFile.memory(file), LAYOUT);
  }

  @Override
  public Handle open(Path file, int number) {
    return new Seat(ConditionQueue.open(SharedFile.participant(file, number), 0));
  }

  private record Seat(ConditionQueue queue) implements Handle {
    @Override
    public void put(long value) {
      queue.enqueue(value);
    }

    @Override
    public long take() {
      queue.dequeue();
      return queue.value();
    }

    @Override
    public boolean offer(long value) {
      return queue.tryEnqueue(value) == Outcome.DONE;
    }

    @Override
    public long poll() {
      return queue.tryDequeue() == Outcome.DONE ? queue.value() : Long.MIN_VALUE;
    }
  }
}
