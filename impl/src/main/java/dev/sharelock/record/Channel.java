package dev.sharelock.record;

import dev.sharelock.Outcome;
import dev.sharelock.SharelockException;
import dev.sharelock.allocator.Allocator;
import dev.sharelock.environment.ParticipantContext;
import dev.sharelock.queue.BlockQueue;
import dev.sharelock.queue.QueueObserver;
import dev.sharelock.queue.Watch;
import dev.sharelock.roles.Places;

/**
 * One side of a channel of records: sends them, or receives them. Records move; they belong to
 * exactly one participant, or to the channel, at any time.
 *
 * <p><b>Layout</b>: {@code ChannelLayout}, in a block of the heap to which this handle has a
 * reference.
 *
 * <p><b>Invariants</b>
 *
 * <pre>
 *   N1  a channel has at most as many producers and consumers as its kind allows
 *   N2  records are received in the order in which they were sent, each by one consumer, also those
 *       of a producer that has left or died
 *   N3  a consumer is told of the end, or that no producer is left, after the last record
 *   N4  a channel lives as long as anybody has it; with the last one that leaves go the records
 *       that are left (L1 of ChannelBlocks)
 * </pre>
 *
 * <p><b>Not invariants.</b> The words of members may name the dead.
 *
 * <p><b>Ordering.</b> That of {@link Places} and of {@link BlockQueue}; Z1, Z2 of {@code
 * ChannelBlocks}; J1, J2 of {@code ProducerWatch}.
 *
 * <p><b>Crash.</b> A member that dies keeps its place until another one takes it, and its reference
 * to the channel, and the records that it owned, until {@link ThreadContext#recover}. If all
 * members of a channel die, that also frees the records in it ({@code Strays}).
 *
 * <p><b>Progress.</b> Lock-free. Confined to the thread of its {@link ThreadContext}.
 */
public final class Channel implements AutoCloseable {
  private final int number;
  private final ParticipantContext context;
  private final Allocator allocator;
  private final ChannelBlocks blocks;
  private final ChannelLayout layout;
  private final ChannelRole role;
  private final long block;
  private final Places places;
  private final ProducerWatch watch;
  private final int place;
  private final BlockQueue queue;
  private Record received;
  private boolean open = true;

  Channel(ThreadContext thread, int number, ChannelLayout layout, ChannelRole role, long block) {
    this.number = number;
    this.context = thread.participant();
    this.allocator = thread.allocator();
    this.blocks = thread.blocks();
    this.layout = layout;
    this.role = role;
    this.block = block;
    this.places = places(role);
    this.place = places.takeOver();
    if (place == Places.NONE) {
      throw full();
    }
    this.watch = new ProducerWatch(context, layout, places(ChannelRole.PRODUCER));
    try {
      boolean waits = role == ChannelRole.CONSUMER;
      this.queue = blocks.openQueue(block, waits ? watch : Watch.NOTHING);
    } catch (RuntimeException e) {
      places.leave(place);
      throw e;
    }
    if (role == ChannelRole.PRODUCER) {
      int ignored = context.memory().getAndAddIntRelease(layout.joined(), 1); // J1 -> J2
    }
  }

  private Places places(ChannelRole side) {
    return new Places(context, layout.member(side, 0), layout.places(side));
  }

  private SharelockException full() {
    return new SharelockException(
        Outcome.REFUSED,
        "channel has its "
            + role.name().toLowerCase(java.util.Locale.ROOT)
            + "s already: number="
            + number
            + ", kind="
            + layout.shape().kind()
            + ", limit="
            + layout.places(role)
            + "; do: close the other handle first, or use a channel of another kind");
  }

  /**
   * Sends a record. If it is done, the record belongs to the channel, and its handle is dead;
   * otherwise the caller keeps it.
   *
   * @param record what to send
   * @param timeoutNanos how long to wait for room; 0 to try once
   * @return {@link Outcome#DONE}, {@link Outcome#WOULD_BLOCK}, {@link Outcome#TIMED_OUT}, {@link
   *     Outcome#CLOSED}, {@link Outcome#INTERRUPTED}, {@link Outcome#CANCELLED} or {@link
   *     Outcome#CORRUPT}
   * @throws IllegalStateException if this is no producer, or is closed, or the record is not owned
   */
  public Outcome send(Record record, long timeoutNanos) {
    require(ChannelRole.PRODUCER);
    Strays.address(context.memory(), allocator.offset(record.id()), block);
    Outcome outcome = queue.enqueue(record.id(), timeoutNanos);
    if (outcome == Outcome.DONE) {
      record.disown();
    }
    return outcome;
  }

  /**
   * Receives a record, which {@link #record} gives then. It belongs to the caller.
   *
   * @param timeoutNanos how long to wait for one; 0 to try once
   * @return {@link Outcome#DONE}, {@link Outcome#WOULD_BLOCK}, {@link Outcome#TIMED_OUT}, {@link
   *     Outcome#CLOSED} after the last record; {@link Outcome#PEER_DEAD} if there is none and all
   *     producers, of whom there was one at least, have left or are dead, {@link
   *     Outcome#PEER_EVICTED} if they have or were evicted (death and eviction are noticed only by
   *     a wait); {@link Outcome#INTERRUPTED}, {@link Outcome#CANCELLED} or {@link Outcome#CORRUPT}
   * @throws IllegalStateException if this is no consumer, or is closed
   */
  public Outcome receive(long timeoutNanos) {
    require(ChannelRole.CONSUMER);
    Outcome outcome = queue.dequeue(timeoutNanos);
    if (outcome == Outcome.DONE) {
      long id = queue.block();
      received = Record.of(context.memory(), allocator, id);
    }
    return outcome;
  }

  /**
   * Lets {@link #receive} wait on from now on when no producer is left, for others that will come.
   *
   * @throws IllegalStateException if this is no consumer, or is closed
   */
  public void outlastProducers() {
    require(ChannelRole.CONSUMER);
    watch.outlast();
  }

  /**
   * Gives the record that was received last.
   *
   * @return the record
   * @throws IllegalStateException if none was received
   */
  public Record record() {
    if (received == null) {
      throw new IllegalStateException(
          "no record was received: number=" + number + "; do: ask after receive() was DONE");
    }
    return received;
  }

  /**
   * Asks whether there is a record to receive. Anyone may ask.
   *
   * @return the answer, stale at once
   */
  public boolean hasData() {
    return queue.size() > 0;
  }

  /**
   * Asks whether anybody is there to send.
   *
   * @return whether a producer has the channel open, lives and was not evicted; stale at once
   */
  public boolean hasProducers() {
    return places(ChannelRole.PRODUCER).taken() > 0;
  }

  /**
   * Ends the stream: nobody can send any more, and consumers hear of the end after the last record.
   *
   * @return {@link Outcome#DONE}, also if it had ended, or {@link Outcome#CORRUPT}
   */
  public Outcome end() {
    return queue.closeQueue();
  }

  /**
   * Tells the number.
   *
   * @return the number of the channel
   */
  public int number() {
    return number;
  }

  /**
   * Tells what tells this channel from others of the same number.
   *
   * @return as of {@link ChannelInfo}
   */
  public long generation() {
    return block;
  }

  /**
   * Tells the shape.
   *
   * @return kind, capacity and members
   */
  public ChannelShape shape() {
    return layout.shape();
  }

  private void require(ChannelRole needed) {
    if (!open || role != needed) {
      throw new IllegalStateException(
          "channel cannot do that: number="
              + number
              + ", open="
              + open
              + ", role="
              + role
              + ", needed="
              + needed
              + "; do: add the channel in that role");
    }
  }

  /** Whether it was left. */
  boolean isClosed() {
    return !open;
  }

  /** Settles what the dead have left in the channel; one that was left is for those who stay. */
  void recover() {
    if (open) {
      queue.recover();
    }
  }

  /** Leaves the channel. It goes when the last one has left, and the records in it are freed. */
  @Override
  public void close() {
    if (open) {
      open = false;
      places.leave(place);
      if (role == ChannelRole.PRODUCER) {
        QueueObserver.of(context.memory(), layout.queue().base()).wakeAll(); // after O2 of Places
      }
      queue.close();
      blocks.leave(block);
    }
  }
}
