package dev.sharelock.bench.fan.peers;

import dev.sharelock.bench.fan.Fan;
import dev.sharelock.bench.pair.MappedFile;
import dev.sharelock.environment.Deadline;
import dev.sharelock.pipe.MulticastFormat;
import dev.sharelock.pipe.MulticastLayout;
import dev.sharelock.pipe.Publisher;
import dev.sharelock.pipe.SlowPolicy;
import dev.sharelock.pipe.Subscriber;
import dev.sharelock.waiting.WaitPolicy;
import java.nio.file.Path;
import java.util.function.LongConsumer;
import java.util.function.LongSupplier;

/** The multicast of this project with numbers in it; its publisher waits for the slow. */
public final class ValueFan implements Fan {

  private static MulticastLayout layout(int subscribers) {
    return new MulticastLayout(0, subscribers, CAPACITY, 1);
  }

  @Override
  public long bytes(int subscribers) {
    return layout(subscribers).bytes();
  }

  @Override
  public void format(Path file, int subscribers) {
    MulticastFormat.create(MappedFile.memory(file), layout(subscribers));
  }

  @Override
  public LongConsumer publisher(Path file, int subscribers) {
    Publisher publisher =
        Publisher.open(
            MappedFile.participant(MappedFile.memory(file), 1),
            0,
            SlowPolicy.BLOCK,
            WaitPolicy.DEFAULT);
    return value -> publisher.publish(value, Deadline.NEVER);
  }

  @Override
  public LongSupplier subscriber(Path file, int number) {
    Subscriber subscriber =
        Subscriber.open(
            MappedFile.participant(MappedFile.memory(file), number + 2), 0, WaitPolicy.DEFAULT);
    return () -> {
      subscriber.take(Deadline.NEVER);
      return subscriber.value();
    };
  }
}
