package dev.sharelock.bench.crowd.queues;

import dev.sharelock.Outcome;
import dev.sharelock.allocator.Allocator;
import dev.sharelock.allocator.HeapFormat;
import dev.sharelock.allocator.HeapGeometry;
import dev.sharelock.bench.crowd.CrowdQueue;
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
import java.nio.file.Path;

/** A channel of records of this project: each number is a record of 56 bytes. */
public final class Records implements CrowdQueue {
  private static final int BYTES = 56;
  private static final HeapGeometry GEOMETRY = HeapGeometry.forBytes(1 << 24);
  private static final TableLayout TABLE = new TableLayout(0, 1);
  private static final long HEAP = 4096;
  private static final ChannelShape SHAPE =
      new ChannelShape(ChannelKind.MPMC, CAPACITY, ChannelShape.MAX_MEMBERS);

  @Override
  public void format(Path file) {
    SharedFile.fill(file, HEAP + GEOMETRY.bytes());
    HeapFormat.create(SharedFile.memory(file), HEAP, GEOMETRY, 1);
  }

  @Override
  public Handle open(Path file, int number) {
    SharedMemory memory = SharedFile.memory(file);
    ParticipantContext context = SharedFile.participant(memory, number);
    ThreadContext thread = ThreadContext.over(context, Allocator.open(context, HEAP), TABLE);
    return new Ends(
        thread,
        thread.addChannel(0, SHAPE, ChannelRole.PRODUCER),
        thread.addChannel(0, SHAPE, ChannelRole.CONSUMER));
  }

  private record Ends(ThreadContext thread, Channel in, Channel out) implements Handle {
    private boolean send(long value, long timeoutNanos) {
      Record record = thread.allocateRecord(BYTES);
      record.putLong(0, value);
      boolean sent = in.send(record, timeoutNanos) == Outcome.DONE;
      if (!sent) {
        thread.free(record);
      }
      return sent;
    }

    private long receive(long timeoutNanos) {
      if (out.receive(timeoutNanos) != Outcome.DONE) {
        return Long.MIN_VALUE;
      }
      long value = out.record().getLong(0);
      thread.free(out.record());
      return value;
    }

    @Override
    public void put(long value) {
      send(value, Deadline.NEVER);
    }

    @Override
    public long take() {
      return receive(Deadline.NEVER);
    }

    @Override
    public boolean offer(long value) {
      return send(value, 0);
    }

    @Override
    public long poll() {
      return receive(0);
    }
  }
}
