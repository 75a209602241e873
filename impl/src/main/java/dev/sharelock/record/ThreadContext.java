package dev.sharelock.record;

import dev.sharelock.Outcome;
import dev.sharelock.SharelockException;
import dev.sharelock.allocator.Allocator;
import dev.sharelock.environment.ParticipantContext;
import dev.sharelock.memory.SharedMemory;
import dev.sharelock.queue.QueueFormat;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What one thread has of a {@link RecordBuffer}: its records, its channels, its segments. Closing
 * it leaves all channels and frees all records that it still owns.
 *
 * <p>Confined to the thread that opened it.
 */
public final class ThreadContext implements AutoCloseable {
  private final ParticipantContext participant;
  private final Allocator allocator;
  private final ChannelBlocks blocks;
  private final ChannelTable table;
  private final List<Channel> channels = new ArrayList<>();
  private final Map<Integer, Long> segments = new LinkedHashMap<>();
  private final Runnable leave;
  private boolean open = true;

  ThreadContext(ParticipantContext participant, Allocator allocator, TableLayout layout) {
    this(participant, allocator, layout, () -> {});
  }

  ThreadContext(
      ParticipantContext participant, Allocator allocator, TableLayout layout, Runnable leave) {
    this.participant = participant;
    this.allocator = allocator;
    this.blocks = new ChannelBlocks(participant, allocator);
    this.table = new ChannelTable(participant, layout, allocator, blocks);
    this.leave = leave;
  }

  /**
   * Opens a context over a heap and a table of channels, as {@link RecordBuffer} does; for those
   * who have laid out the memory themselves.
   *
   * @param participant for which participant
   * @param allocator of the same participant
   * @param layout where the table is; its memory was zeroed
   * @return the context; closing it leaves the allocator open
   */
  public static ThreadContext over(
      ParticipantContext participant, Allocator allocator, TableLayout layout) {
    return new ThreadContext(participant, allocator, layout);
  }

  /**
   * Finds a channel, or creates it, and becomes one of its producers or consumers.
   *
   * @param number of the channel, at least 0
   * @param shape what it is like; the same for all who open it
   * @param role on which side
   * @return a handle; the channel, with what is in it, lives as long as anybody has one
   * @throws IllegalArgumentException if the number is that of a segment or of a channel of another
   *     shape
   * @throws SharelockException with {@link Outcome#REFUSED} if there are as many on that side as
   *     its kind allows, {@link Outcome#NO_MEMORY} if there is no space
   */
  public Channel addChannel(int number, ChannelShape shape, ChannelRole role) {
    requireOpen(number);
    ChannelLayout wanted = new ChannelLayout(0, shape);
    long block =
        table.join(
            number,
            wanted.bytes(),
            offset -> {
              ChannelLayout layout = new ChannelLayout(offset, shape);
              memory().setLongOpaque(ChannelLayout.kindAt(offset), kindWord(shape));
              QueueFormat.create(memory(), layout.queue());
            });
    try {
      long base = allocator.offset(block);
      long found = memory().getLongOpaque(ChannelLayout.kindAt(base)); // ordered by B2
      if (found != kindWord(shape)) {
        throw other(number, found, shape.toString());
      }
      Channel channel = new Channel(this, number, new ChannelLayout(base, shape), role, block);
      channels.removeIf(Channel::isClosed);
      channels.add(channel);
      return channel;
    } catch (RuntimeException e) {
      blocks.leave(block);
      throw e;
    }
  }

  private static long kindWord(ChannelShape shape) {
    return (long) shape.capacity() << 32 | (long) shape.members() << 8 | shape.kind().ordinal() + 1;
  }

  private static IllegalArgumentException other(int number, long found, String wanted) {
    return new IllegalArgumentException(
        "channel or segment is another one: number="
            + number
            + ", kind=0x"
            + Long.toHexString(found)
            + ", wanted="
            + wanted
            + "; do: ask for what it is, or use another number");
  }

  /**
   * Finds a channel of the usual shape, or creates it.
   *
   * @param number of the channel, at least 0
   * @param kind how many may use it on each side
   * @param role on which side
   * @return as {@link #addChannel(int, ChannelShape, ChannelRole)} with {@link ChannelShape#of}
   */
  public Channel addChannel(int number, ChannelKind kind, ChannelRole role) {
    return addChannel(number, ChannelShape.of(kind), role);
  }

  /**
   * Finds a segment, or creates it. It stays while anybody has it. Of several threads that open a
   * new one at the same time, one fills it and the others wait; if that one dies, another one
   * begins anew with zeroed memory.
   *
   * @param number of the segment, at least 0
   * @param bytes its size; the same for all who open it
   * @param initializer fills it if it is new
   * @return where it is
   * @throws IllegalArgumentException if the number is that of a channel or of a segment of another
   *     size
   * @throws SharelockException with {@link Outcome#TIMED_OUT} if another thread does not come to an
   *     end of filling it, {@link Outcome#CANCELLED} if the hook says so meanwhile, {@link
   *     Outcome#NO_MEMORY} if there is no space
   */
  public SharedSegment addSegment(int number, long bytes, SharedSegment.Initializer initializer) {
    requireOpen(number);
    if (bytes < 1) {
      throw new IllegalArgumentException(
          "size of a segment is impossible: bytes=" + bytes + "; do: ask for 1 or more");
    }
    long block =
        table.joinInTurn(
            number,
            ChannelLayout.SEGMENT_DATA + bytes,
            offset -> initializer.fill(offset + ChannelLayout.SEGMENT_DATA));
    long base = allocator.offset(block);
    long found = memory().getLongOpaque(ChannelLayout.kindAt(base)); // ordered by B2
    long size = allocator.size(block) - ChannelLayout.SEGMENT_DATA;
    if (found != 0 || size != bytes) {
      blocks.leave(block);
      throw other(number, found, "segment of " + bytes + " bytes");
    }
    if (segments.put(number, block) != null) {
      allocator.release(block);
    }
    return new SharedSegment(number, base + ChannelLayout.SEGMENT_DATA, bytes);
  }

  /**
   * Allocates a record, which belongs to this context.
   *
   * @param bytes its size, at least 0
   * @return a handle
   * @throws dev.sharelock.allocator.NoMemoryException if there is no room at present
   * @throws SharelockException with {@link Outcome#TOO_LARGE} if there never is
   */
  public Record allocateRecord(long bytes) {
    requireOpen(0);
    if (bytes < 0 || bytes > Long.MAX_VALUE - Strays.HEADER) {
      throw new IllegalArgumentException(
          "size of a record is impossible: bytes=" + bytes + "; do: ask for 0 or more");
    }
    return Record.of(memory(), allocator, allocator.allocate(Strays.HEADER + bytes));
  }

  /**
   * Frees a record, wherever it was allocated.
   *
   * @param record one that this context owns
   * @throws IllegalStateException if it is not owned any more
   */
  public void free(Record record) {
    allocator.release(record.id());
    record.disown();
  }

  /**
   * Lists channels and segments, as they were together at one moment.
   *
   * @return one entry for each
   */
  public List<ChannelInfo> channels() {
    List<ChannelInfo> infos = new ArrayList<>();
    for (long[] row : table.snapshot()) {
      if (blocks.take(row[1])) {
        long kind = memory().getLongOpaque(ChannelLayout.kindAt(blocks.base(row[1])));
        infos.add(new ChannelInfo((int) row[0], kind(kind), row[1]));
        blocks.leave(row[1]);
      }
    }
    return infos;
  }

  private static Optional<ChannelKind> kind(long word) {
    int code = (int) (word & 0xff);
    return code >= 1 && code <= ChannelKind.values().length
        ? Optional.of(ChannelKind.values()[code - 1])
        : Optional.empty();
  }

  /**
   * Removes a channel or segment. Those who have it go on with it until they leave; whoever asks
   * for the number now creates another one.
   *
   * @param info from {@link #channels}
   * @return whether this call removed it; false if it is not the one of its number any more
   */
  public boolean removeChannel(ChannelInfo info) {
    return table.remove(info.number(), info.generation());
  }

  /**
   * Frees what dead participants held, settles what they had sent and not yet received, and frees
   * what is in channels all members of which are dead. Any thread may do so, at any time.
   */
  public void recover() {
    requireOpen(0);
    channels.forEach(Channel::recover);
    allocator.recover();
    if (new Strays(participant, allocator, blocks).free()) {
      allocator.recover();
    }
  }

  ParticipantContext participant() {
    return participant;
  }

  Allocator allocator() {
    return allocator;
  }

  ChannelBlocks blocks() {
    return blocks;
  }

  /**
   * Gives the memory of the buffer, to use segments.
   *
   * @return the memory
   */
  public SharedMemory memory() {
    return participant.memory();
  }

  private void requireOpen(int number) {
    if (!open) {
      throw new IllegalStateException("thread context is closed; do: open another one");
    }
    if (number < 0) {
      throw new IllegalArgumentException(
          "number of a channel is negative: number=" + number + "; do: use 0 or more");
    }
  }

  /** Leaves all channels and segments and frees all records that were not sent. */
  @Override
  public void close() {
    if (open) {
      open = false;
      channels.forEach(Channel::close);
      segments.values().forEach(allocator::release);
      leave.run();
    }
  }
}
