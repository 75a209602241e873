package dev.sharelock.bench.pair.peers;

import dev.sharelock.Outcome;
import dev.sharelock.allocator.Allocator;
import dev.sharelock.allocator.HeapFormat;
import dev.sharelock.allocator.HeapGeometry;
import dev.sharelock.bench.pair.MappedFile;
import dev.sharelock.bench.pair.PairOptions;
import dev.sharelock.bench.pair.Transport;
import dev.sharelock.environment.Deadline;
import dev.sharelock.environment.ParticipantContext;
import dev.sharelock.memory.SharedMemory;
import dev.sharelock.record.Channel;
import dev.sharelock.record.ChannelKind;
import dev.sharelock.record.ChannelRole;
import dev.sharelock.record.ChannelShape;
import dev.sharelock.record.Record;
import dev.sharelock.record.TableLayout;
import dev.sharelock.record.ThreadContext;

/** Records of this project: each is allocated, filled, sent, received, read and freed. */
public final class SharelockRecords implements Transport {
  private static final ChannelShape SHAPE =
      new ChannelShape(ChannelKind.SPSC, SharelockQueue.CAPACITY, 4);
  private static final TableLayout TABLE = new TableLayout(0, 2);
  private static final long HEAP = 4096;

  private static HeapGeometry geometry(PairOptions options) {
    long records = 4L * SharelockQueue.CAPACITY * (options.messageBytes() + 128L);
    return HeapGeometry.forBytes(records + (8 << 20));
  }

  @Override
  public long bytes(PairOptions options) {
    return HEAP + geometry(options).bytes();
  }

  @Override
  public void format(PairOptions options) {
    HeapFormat.create(MappedFile.memory(options.file()), HEAP, geometry(options), 1);
  }

  private static ThreadContext thread(PairOptions options, int number) {
    SharedMemory memory = MappedFile.memory(options.file());
    ParticipantContext context = MappedFile.participant(memory, number);
    return ThreadContext.over(context, Allocator.open(context, HEAP), TABLE);
  }

  @Override
  public Sender sender(PairOptions options, int way) {
    ThreadContext thread = thread(options, 2 * way + 1);
    return new Sending(
        thread, thread.addChannel(way, SHAPE, ChannelRole.PRODUCER), options.messageBytes());
  }

  @Override
  public Receiver receiver(PairOptions options, int way) {
    ThreadContext thread = thread(options, 2 * way + 2);
    return new Receiving(
        thread, thread.addChannel(way, SHAPE, ChannelRole.CONSUMER), options.messageBytes());
  }

  private record Sending(ThreadContext thread, Channel channel, byte[] content) implements Sender {
    Sending(ThreadContext thread, Channel channel, int bytes) {
      this(thread, channel, new byte[bytes]);
    }

    private boolean send(long sequence, long timeoutNanos) {
      Record record = thread.allocateRecord(content.length);
      record.putLong(0, sequence);
      record.putBytes(Long.BYTES, content, 0, content.length - Long.BYTES);
      boolean sent = channel.send(record, timeoutNanos) == Outcome.DONE;
      if (!sent) {
        thread.free(record);
      }
      return sent;
    }

    @Override
    public boolean offer(long sequence) {
      return send(sequence, 0);
    }

    @Override
    public void flush() {}

    @Override
    public void send(long sequence) {
      send(sequence, Deadline.NEVER);
    }

    @Override
    public void close() {
      thread.close();
    }
  }

  private record Receiving(ThreadContext thread, Channel channel, byte[] content)
      implements Receiver {
    Receiving(ThreadContext thread, Channel channel, int bytes) {
      this(thread, channel, new byte[bytes]);
    }

    private boolean take(Sink sink, long timeoutNanos) {
      if (channel.receive(timeoutNanos) != Outcome.DONE) {
        return false;
      }
      Record record = channel.record();
      long sequence = record.getLong(0);
      record.getBytes(0, content, 0, content.length);
      thread.free(record);
      sink.accept(sequence);
      return true;
    }

    @Override
    public int poll(Sink sink, int limit) {
      int count = 0;
      while (count < limit && take(sink, 0)) {
        count++;
      }
      return count;
    }

    @Override
    public void receive(Sink sink) {
      take(sink, Deadline.NEVER);
    }

    @Override
    public void close() {
      thread.close();
    }
  }
}
