package dev.sharelock.bench.pair.peers;

import dev.sharelock.Outcome;
import dev.sharelock.bench.pair.MappedFile;
import dev.sharelock.bench.pair.PairOptions;
import dev.sharelock.bench.pair.Transport;
import dev.sharelock.environment.Deadline;
import dev.sharelock.environment.ParticipantContext;
import dev.sharelock.memory.SharedMemory;
import dev.sharelock.queue.ConditionQueue;
import dev.sharelock.queue.QueueFormat;
import dev.sharelock.queue.QueueLayout;

/** The condition queue of this project, for messages of up to 32 bytes. */
public final class SharelockQueue implements Transport {
  /** How many messages the queues have room for, so that all are compared with the same. */
  public static final int CAPACITY = 1024;

  private static QueueLayout way(PairOptions options, int way) {
    int words = (options.messageBytes() + Long.BYTES - 1) / Long.BYTES;
    QueueLayout first = new QueueLayout(0, CAPACITY, 4, words);
    long stride = first.bytes() + QueueLayout.ALIGNMENT - 1 & -QueueLayout.ALIGNMENT;
    return new QueueLayout(way * stride, CAPACITY, 4, words);
  }

  @Override
  public long bytes(PairOptions options) {
    return way(options, 2).base();
  }

  @Override
  public void format(PairOptions options) {
    SharedMemory memory = MappedFile.memory(options.file());
    QueueFormat.create(memory, way(options, 0));
    QueueFormat.create(memory, way(options, 1));
  }

  private static ConditionQueue open(PairOptions options, int way, int number) {
    ParticipantContext context = MappedFile.participant(MappedFile.memory(options.file()), number);
    return ConditionQueue.open(context, way(options, way).base());
  }

  @Override
  public Sender sender(PairOptions options, int way) {
    return new Putting(open(options, way, 1));
  }

  @Override
  public Receiver receiver(PairOptions options, int way) {
    return new Taking(open(options, way, 2));
  }

  private record Putting(ConditionQueue queue, long[] value) implements Sender {
    Putting(ConditionQueue queue) {
      this(queue, new long[queue.words()]);
    }

    @Override
    public boolean offer(long sequence) {
      value[0] = sequence;
      return queue.enqueue(value, 0) == Outcome.DONE;
    }

    @Override
    public void flush() {}

    @Override
    public void send(long sequence) {
      value[0] = sequence;
      queue.enqueue(value, Deadline.NEVER);
    }

    @Override
    public void close() {
      queue.close();
    }
  }

  private record Taking(ConditionQueue queue) implements Receiver {
    @Override
    public int poll(Sink sink, int limit) {
      int count = 0;
      while (count < limit && queue.tryDequeue() == Outcome.DONE) {
        sink.accept(queue.value());
        count++;
      }
      return count;
    }

    @Override
    public void receive(Sink sink) {
      queue.dequeue();
      sink.accept(queue.value());
    }

    @Override
    public void close() {
      queue.close();
    }
  }
}
