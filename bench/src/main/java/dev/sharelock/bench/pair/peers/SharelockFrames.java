package dev.sharelock.bench.pair.peers;

import dev.sharelock.Outcome;
import dev.sharelock.bench.pair.MappedFile;
import dev.sharelock.bench.pair.PairOptions;
import dev.sharelock.bench.pair.Transport;
import dev.sharelock.environment.Deadline;
import dev.sharelock.environment.Environment;
import dev.sharelock.environment.ParticipantContext;
import dev.sharelock.environment.Participants;
import dev.sharelock.memory.SharedMemory;
import dev.sharelock.platform.SystemEnvironment;
import dev.sharelock.ring.FrameConsumer;
import dev.sharelock.ring.FrameProducer;
import dev.sharelock.ring.RingFormat;
import dev.sharelock.ring.RingLayout;
import dev.sharelock.ring.RingView;

/** The frame ring of this project. */
public final class SharelockFrames implements Transport {
  /** How many frames a batched sender commits before it flushes. */
  private static final int BATCH = 32;

  private final Publication publication;

  public SharelockFrames(Publication publication) {
    this.publication = publication;
  }

  private static long way(PairOptions options, int way) {
    return way * RingLayout.bytes(options.ringBytes());
  }

  @Override
  public long bytes(PairOptions options) {
    return way(options, 2);
  }

  @Override
  public void format(PairOptions options) {
    SharedMemory memory = MappedFile.memory(options.file());
    RingFormat.create(memory, way(options, 0), options.ringBytes());
    RingFormat.create(memory, way(options, 1), options.ringBytes());
  }

  private static ParticipantContext context(PairOptions options, int number) {
    Environment environment = new SystemEnvironment();
    return new ParticipantContext(
        MappedFile.memory(options.file()), environment, new Numbered(number));
  }

  @Override
  public Sender sender(PairOptions options, int way) {
    FrameProducer producer = FrameProducer.open(context(options, 1 + 2 * way), way(options, way));
    return new Frames(producer, options.messageBytes(), publication);
  }

  @Override
  public Receiver receiver(PairOptions options, int way) {
    FrameConsumer consumer = FrameConsumer.open(context(options, 2 + 2 * way), way(options, way));
    return new Taken(consumer, options.messageBytes());
  }

  /** Everybody lives. */
  private record Numbered(long self) implements Participants {
    @Override
    public boolean isAlive(long participant) {
      return true;
    }
  }

  private static final class Frames implements Sender {
    private final FrameProducer producer;
    private final int bytes;
    private final byte[] content;
    private final int batch;
    private int pending;

    Frames(FrameProducer producer, int bytes, Publication publication) {
      this.producer = producer;
      this.bytes = bytes;
      this.content = new byte[bytes];
      this.batch = publication == Publication.EACH ? 1 : BATCH;
    }

    @Override
    public boolean offer(long sequence) {
      if (producer.claim(bytes, 0) != Outcome.DONE) {
        flush();
        return false;
      }
      fill(sequence);
      producer.commit();
      if (++pending == batch) {
        flush();
      }
      return true;
    }

    private void fill(long sequence) {
      producer.view().putLong(0, sequence);
      if (bytes > Long.BYTES) {
        producer.view().putBytes(Long.BYTES, content, 0, bytes - Long.BYTES);
      }
    }

    @Override
    public void flush() {
      if (pending > 0) {
        pending = 0;
        producer.flush();
      }
    }

    @Override
    public void send(long sequence) {
      producer.claim(bytes, Deadline.NEVER);
      fill(sequence);
      producer.publish();
    }

    @Override
    public void close() {
      producer.close();
    }
  }

  private static final class Taken implements Receiver {
    private final FrameConsumer consumer;
    private final int bytes;
    private final byte[] content;

    Taken(FrameConsumer consumer, int bytes) {
      this.consumer = consumer;
      this.bytes = bytes;
      this.content = new byte[bytes];
    }

    @Override
    public int poll(Sink sink, int limit) {
      return consumer.drain(view -> sink.accept(copy(view)), limit);
    }

    @Override
    public void receive(Sink sink) {
      consumer.peek(Deadline.NEVER);
      poll(sink, Integer.MAX_VALUE);
    }

    private long copy(RingView view) {
      long sequence = view.getLong(0);
      if (bytes > Long.BYTES) {
        view.getBytes(Long.BYTES, content, 0, bytes - Long.BYTES);
      }
      return sequence;
    }

    @Override
    public void close() {
      consumer.close();
    }
  }
}
