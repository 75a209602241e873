package dev.sharelock.record;

import dev.sharelock.Outcome;
import dev.sharelock.SharelockException;
import dev.sharelock.allocator.Allocator;
import dev.sharelock.allocator.BlockId;
import dev.sharelock.allocator.Sharing;
import dev.sharelock.environment.ParticipantContext;
import dev.sharelock.memory.SharedMemory;
import dev.sharelock.queue.BlockQueue;
import dev.sharelock.queue.Delivery;
import dev.sharelock.queue.QueueManner;
import dev.sharelock.queue.Watch;
import dev.sharelock.waiting.WaitPolicy;

/**
 * References to the blocks that hold channels and segments. Whoever has one, if only to look, may
 * turn out to be the last one: it frees what is left in the channel.
 *
 * <p><b>Layout</b>: {@link ChannelLayout}, in a block of the heap.
 *
 * <p><b>Invariants</b>
 *
 * <pre>
 *   L1  a channel goes only by {@link #leave} of its last reference, which the allocator decides by
 *       one compare-and-set, or by the recovery of a dead one that had it
 *   L2  after that nobody gets a reference: the id that the table names is stale
 * </pre>
 *
 * <p><b>Ordering</b>: that of references, see {@code Allocator}.
 *
 * <p><b>Crash.</b> If the last one dies, or all who have the channel, recovery frees the block, and
 * the records in it are {@linkplain Strays strays}.
 *
 * <p><b>Progress.</b> Lock-free. Confined to one thread.
 */
final class ChannelBlocks {
  private final ParticipantContext context;
  private final SharedMemory memory;
  private final Allocator allocator;

  ChannelBlocks(ParticipantContext context, Allocator allocator) {
    this.context = context;
    this.memory = context.memory();
    this.allocator = allocator;
  }

  /** Gets a reference to a block that the table names, unless it is free. */
  boolean take(long id) {
    return id != BlockId.NONE && load(id);
  }

  private boolean load(long id) {
    try {
      return allocator.load(id) == Outcome.DONE;
    } catch (IllegalArgumentException e) {
      throw new SharelockException(
          Outcome.CORRUPT,
          "channel has an impossible id: id=0x"
              + Long.toHexString(id)
              + "; do: create the buffer anew",
          e);
    }
  }

  /** Whether anybody has the block, so that what is in it can still be received. */
  boolean exists(long id) {
    boolean there = id != BlockId.NONE && load(id);
    if (there) {
      leave(id);
    }
    return there;
  }

  /** Returns a reference. What nobody has received goes with the last one. */
  void leave(long id) {
    boolean channel = memory.getLongOpaque(ChannelLayout.kindAt(base(id))) != 0;
    if (!channel) {
      allocator.release(id);
      return;
    }
    long last = Sharing.releaseOrSeal(allocator, id);
    if (last != BlockId.NONE) {
      empty(last);
    }
  }

  /**
   * Frees the records in a channel that nobody can find any more, and the channel. One that was
   * evicted leaves what it may not take any more to others, as {@linkplain Strays strays}.
   */
  private void empty(long id) {
    try (BlockQueue last = openQueue(id)) {
      last.recover();
      last.drop(Integer.MAX_VALUE);
    } catch (SharelockException e) {
      if (e.outcome() != Outcome.EVICTED) {
        throw e;
      }
    } finally {
      allocator.release(id);
    }
  }

  BlockQueue openQueue(long id) {
    return openQueue(id, Watch.NOTHING);
  }

  BlockQueue openQueue(long id, Watch watch) {
    QueueManner manner = new QueueManner(Delivery.AT_MOST_ONCE, WaitPolicy.DEFAULT, watch);
    return BlockQueue.open(context, ChannelLayout.queueAt(base(id)), allocator, manner);
  }

  /** Where the words of a block begin to which the caller has a reference. */
  long base(long id) {
    return allocator.offset(id);
  }
}
