package dev.sharelock.pipe;

import dev.sharelock.Outcome;
import dev.sharelock.SharelockException;
import dev.sharelock.allocator.Allocator;
import dev.sharelock.environment.ParticipantContext;

/**
 * Gives each block to all who subscribe; each of them gets a reference of its own. In all other
 * respects it is a {@link Publisher}.
 *
 * <p><b>Layout</b>: {@link MulticastLayout}. A block that is on the way has one reference, in a
 * queue of blocks that is common to all, whatever becomes of the publisher. The lanes name it by
 * its id. A subscriber gets a reference of its own before it takes the name from its lane; and when
 * the name is in no lane any more from which somebody takes, the common reference is released.
 *
 * <p><b>Invariants</b>
 *
 * <pre>
 *   H1  what is named in a lane of an active subscription, and was put for it, is held
 *   H2  what is held is in the order of the lanes, but for what a successor has held again
 *   H3  what is held and named in no such lane is released by the next publish, or the next
 *       publisher, or by any subscriber after the end
 * </pre>
 *
 * <p><b>Not invariants.</b> A lane may name blocks that are not held: those of a subscription that
 * was dropped, which is told {@link Outcome#STALE}. A block may be held twice: it was published
 * twice, or a successor has held it again.
 *
 * <p><b>Bound.</b> As many blocks can be on the way as a participant can have references on the way
 * ({@link dev.sharelock.allocator.HeapGeometry}), however many subscribers there are; those in
 * other queues count as well. So the capacity is {@link MulticastLayout#MAX_BLOCKS} at the most.
 *
 * <p><b>Ordering.</b> As {@link Publisher}: A1 to A4 for the lanes, E1 and E2 for the end. Whoever
 * looks whether a block is wanted looks at {@code active} with A1, then into the lane, and releases
 * only what it found at the front of the common queue, by the compare-and-set that takes it. What
 * was taken from a lane was loaded before.
 *
 * <pre>
 *   L1 A2, or the drop of a name, then the release of the block   pairs with
 *      L2 acquireFence   after a load that is refused, before it is looked whether the name is
 *      still there: whoever finds its block released sees that it was replaced or dropped
 * </pre>
 *
 * <p><b>Crash.</b>
 *
 * <pre>
 *   publisher, before the block is held   nobody has it; recovery releases its reference
 *   afterwards                            it is held, and some lanes name it or none; the
 *                                         successor takes it out of what is held if none does: it
 *                                         holds again what comes before it, then releases that
 *   successor, in the middle of that      a block is held twice; the next releases one
 *   subscriber, with its reference        recovery of the heap releases it; H3 when its lane is
 *                                         dropped, or after the end
 * </pre>
 *
 * <p><b>Eviction.</b> As {@link Publisher}. The block that an evicted publisher could not publish,
 * and those that an evicted subscriber has taken, stay theirs until they have ended; what is held
 * is released by others. To leave is never refused.
 *
 * <p><b>Progress.</b> As {@link Publisher}. Confined to one thread, like the allocator.
 */
public final class BlockPublisher implements AutoCloseable {
  private final Allocator allocator;
  private final Lanes lanes;
  private final Holding holding;
  private final long[] name = new long[1];
  private boolean open = true;

  private BlockPublisher(
      ParticipantContext context,
      MulticastLayout layout,
      Allocator allocator,
      PublisherManner manner) {
    this.allocator = allocator;
    this.lanes = new Lanes(context, layout, manner);
    try {
      this.holding = new Holding(context, layout, allocator);
      holding.begin();
    } catch (RuntimeException e) {
      lanes.close();
      throw e;
    }
  }

  /**
   * Becomes the publisher, and settles what a dead one has left.
   *
   * @param context for which participant
   * @param base the start of the multicast, in bytes from the start of the memory
   * @param allocator of the caller, in whose heap the blocks are
   * @param manner how to deal with the slow
   * @return the handle of the publisher
   * @throws SharelockException {@link Outcome#REFUSED} if a living participant is the publisher, or
   *     it is no multicast of blocks; {@link Outcome#CORRUPT} if there is no multicast
   */
  public static BlockPublisher open(
      ParticipantContext context, long base, Allocator allocator, PublisherManner manner) {
    MulticastLayout layout = MulticastFormat.attach(context.memory(), base).requireBlocks(true);
    return new BlockPublisher(context, layout, allocator, manner);
  }

  /**
   * Publishes a block: one reference of the caller moves to the subscribers.
   *
   * @param id a block to which the caller has a reference
   * @param timeoutNanos how long to wait for the slow at the most
   * @return as {@link Publisher#publish(long, long)}; unless done, the caller keeps its reference;
   *     {@link Outcome#NO_MEMORY} if too many references of the caller are on the way, in other
   *     queues, or of its predecessors
   * @throws IllegalStateException if the caller has no reference
   */
  public Outcome publish(long id, long timeoutNanos) {
    Outcome outcome = lanes.makeRoom(timeoutNanos);
    holding.retire();
    if (outcome != Outcome.DONE) {
      return outcome;
    }
    if (!lanes.isUsed()) {
      allocator.release(id);
      return Outcome.DONE;
    }
    outcome = holding.hold(id);
    if (outcome != Outcome.DONE) {
      return outcome == Outcome.WOULD_BLOCK ? Outcome.NO_MEMORY : outcome;
    }
    name[0] = id;
    return lanes.put(name);
  }

  /**
   * Ends the stream for all subscribers, after what was published, and for those to come.
   *
   * @throws SharelockException {@link Outcome#EVICTED} if the caller was
   */
  public void end() {
    lanes.end();
    holding.end();
  }

  /**
   * Counts the subscribers.
   *
   * @return how many are active; some may be dead
   */
  public int subscribers() {
    return lanes.subscribers();
  }

  /**
   * Counts the subscribers that this publisher has dropped.
   *
   * @return how many were slow or dead
   */
  public long dropped() {
    return lanes.sum(Lane::dropped);
  }

  /**
   * Counts the blocks that this publisher has replaced by newer ones.
   *
   * @return how many, summed over the subscribers
   */
  public long conflated() {
    return lanes.sum(Lane::conflated);
  }

  /** Leaves the role. The subscribers stay, and what they have not taken. */
  @Override
  public void close() {
    if (open) {
      open = false;
      holding.retire();
      holding.close();
      lanes.close();
    }
  }
}
