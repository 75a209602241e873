package dev.sharelock.pipe;

import dev.sharelock.Outcome;
import dev.sharelock.SharelockException;
import dev.sharelock.allocator.Allocator;
import dev.sharelock.allocator.BlockId;
import dev.sharelock.environment.ParticipantContext;
import dev.sharelock.queue.ConditionQueue;
import dev.sharelock.queue.Guard;
import dev.sharelock.waiting.WaitPolicy;

/**
 * Takes all blocks of a {@link BlockPublisher}, from some moment on, with a reference of its own to
 * each. Waits end as those of a {@link Subscriber}; but whoever was dropped loses what it has not
 * taken.
 *
 * <p>Protocol and order: {@link BlockPublisher}. Confined to one thread, like the allocator.
 */
public final class BlockSubscriber implements AutoCloseable {
  private final ParticipantContext context;
  private final MulticastLayout layout;
  private final Allocator allocator;
  private final Loading loading;
  private final Subscription subscription;
  private final ConditionQueue queue;
  private long taken = BlockId.NONE;
  private boolean told;

  private BlockSubscriber(
      ParticipantContext context, MulticastLayout layout, Allocator allocator, WaitPolicy policy) {
    this.context = context;
    this.layout = layout;
    this.allocator = allocator;
    this.loading = new Loading();
    this.subscription = new Subscription(context, layout, policy, loading);
    this.queue = subscription.queue();
    loading.begun = true;
  }

  /**
   * Subscribes.
   *
   * @param context for which participant
   * @param base the start of the multicast, in bytes from the start of the memory
   * @param allocator of the caller, for the heap in which the blocks are
   * @param policy how to wait
   * @return the handle of the subscriber
   * @throws SharelockException {@link Outcome#NO_MEMORY} if there are as many subscribers as there
   *     can be, {@link Outcome#REFUSED} if it is no multicast of blocks, {@link Outcome#CORRUPT} if
   *     there is no multicast
   */
  public static BlockSubscriber open(
      ParticipantContext context, long base, Allocator allocator, WaitPolicy policy) {
    MulticastLayout layout = MulticastFormat.attach(context.memory(), base).requireBlocks(true);
    return new BlockSubscriber(context, layout, allocator, policy);
  }

  /**
   * Takes the next block; {@link #block} tells its id, and the caller has a reference to it.
   *
   * @param timeoutNanos how long to wait for one at the most
   * @return as {@link Subscriber#take}
   */
  public Outcome take(long timeoutNanos) {
    Outcome outcome = queue.dequeue(timeoutNanos);
    if (outcome == Outcome.DONE) {
      taken = loading.id;
      loading.id = BlockId.NONE;
      return outcome;
    }
    loading.nothing();
    if (outcome == Outcome.CLOSED && !told) {
      told = true;
      releaseRest();
    }
    return outcome == Outcome.RELEASED ? whyReleased() : outcome;
  }

  /** Its name is still in the lane, and it was released: since this subscription was dropped. */
  private Outcome whyReleased() {
    return subscription.look() == Outcome.STALE ? Outcome.STALE : Outcome.CORRUPT;
  }

  /**
   * Tells what was taken last.
   *
   * @return the id of the block
   */
  public long block() {
    return taken;
  }

  /** After the end there is no publisher to do it; others do it if too many do, or if evicted. */
  private void releaseRest() {
    try (Holding holding = new Holding(context, layout, allocator)) {
      holding.retire();
    } catch (SharelockException e) {
      if (e.outcome() != Outcome.NO_MEMORY && e.outcome() != Outcome.EVICTED) {
        throw e;
      }
    }
  }

  /** Ends the subscription. What was taken stays with the caller. */
  @Override
  public void close() {
    boolean ended = subscription.close();
    if (ended) {
      releaseRest();
    }
  }

  /** Gets a reference to the block that is about to be taken. */
  private final class Loading implements Guard {
    private long id = BlockId.NONE;
    private boolean begun;

    @Override
    public Outcome about(long[] value) {
      if (!begun || id == value[0]) {
        return Outcome.DONE;
      }
      nothing();
      Outcome outcome = load(value[0]);
      id = outcome == Outcome.DONE ? value[0] : BlockId.NONE;
      return outcome;
    }

    private Outcome load(long wanted) {
      try {
        Outcome outcome = allocator.load(wanted);
        if (outcome != Outcome.DONE) {
          context.memory().acquireFence(); // L2 <- L1: then it is looked whether its name is there
        }
        return outcome == Outcome.STALE ? Outcome.RELEASED : outcome;
      } catch (IllegalArgumentException e) {
        return Outcome.CORRUPT; // it cannot be the id of a block
      }
    }

    @Override
    public void nothing() {
      if (id != BlockId.NONE) {
        allocator.release(id);
        id = BlockId.NONE;
      }
    }

    @Override
    public Outcome look() {
      return begun ? subscription.look() : Outcome.WOULD_BLOCK;
    }

    @Override
    public Outcome lookForPeer() {
      return subscription.lookForPeer();
    }
  }
}
