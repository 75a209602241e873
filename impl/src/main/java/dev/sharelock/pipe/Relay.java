package dev.sharelock.pipe;

import dev.sharelock.Outcome;
import dev.sharelock.allocator.Allocator;
import dev.sharelock.environment.Deadline;
import dev.sharelock.environment.Environment;
import dev.sharelock.environment.ParticipantContext;
import dev.sharelock.queue.BlockQueue;
import dev.sharelock.queue.Delivery;

/**
 * A stage between two pipes of blocks: it takes from the one and gives to the other.
 *
 * <p><b>Guarantee.</b> A block is in exactly one of the two pipes, or in the hands of a relay,
 * whoever is killed at whatever access; it is in no pipe twice and lost from none, once those who
 * survive have recovered ({@link BlockQueue#recover}, which opening a relay does). If there is one
 * relay at a time, blocks leave in the order in which they came, also across the death of a relay:
 * its successor is opened, recovers both pipes, and goes on. Several relays at a time share the
 * work, and then the order is theirs. What a relay does to the contents of a block before it passes
 * it on may be done again by its successor.
 *
 * <p>The end of the stream is passed on, by the last relay that has something in hand.
 *
 * <p>It owns no words; see {@link BlockQueue#passTo}. Confined to one thread.
 */
public final class Relay implements AutoCloseable {
  private final Environment environment;
  private final BlockQueue from;
  private final BlockQueue next;
  private boolean holding;

  private Relay(Environment environment, BlockQueue from, BlockQueue next) {
    this.environment = environment;
    this.from = from;
    this.next = next;
  }

  /** What is done with a block on its way. */
  @FunctionalInterface
  public interface Work {

    /**
     * Works on a block. It may change the contents; a relay that dies afterwards leaves a block to
     * its successor that was changed already.
     *
     * @param id the block, to which the caller has a reference
     */
    void apply(long id);
  }

  /**
   * Opens a relay, and settles what dead ones have left.
   *
   * @param context for which participant
   * @param allocator of this participant, for the heap that both pipes share
   * @param from the client of the pipe from which to take
   * @param next the end of the pipe to which to give; it may be the server or a client
   * @return the relay
   * @throws dev.sharelock.SharelockException if a pipe has no seat left, or is no pipe of blocks
   */
  public static Relay open(
      ParticipantContext context, Allocator allocator, PipeClient from, PipeEnd next) {
    BlockQueue source = from.blocks(allocator, Delivery.AT_LEAST_ONCE);
    try {
      BlockQueue target = next.blocks(allocator, Delivery.AT_LEAST_ONCE);
      Relay relay = new Relay(context.environment(), source, target);
      relay.awaitRecovery();
      return relay;
    } catch (RuntimeException e) {
      source.close();
      throw e;
    }
  }

  /**
   * Passes one block on as it is.
   *
   * @param timeoutNanos how long to wait at the most, for a block and for room; 0 not at all,
   *     {@link Deadline#NEVER} for no limit
   * @return as {@link #pass(Work, long)}
   */
  public Outcome pass(long timeoutNanos) {
    return pass(id -> {}, timeoutNanos);
  }

  /**
   * Passes one block on.
   *
   * @param work what to do with it before
   * @param timeoutNanos how long to wait at the most, for a block and for room
   * @return {@link Outcome#DONE}; {@link Outcome#CLOSED} if the stream has ended and was closed at
   *     the other side, too; otherwise what has kept the relay from taking or giving a block, which
   *     it may keep in hand for the next call
   */
  public Outcome pass(Work work, long timeoutNanos) {
    long deadline = Deadline.after(environment.nanoTime(), timeoutNanos);
    if (!holding) {
      Outcome outcome = from.dequeue(timeoutNanos);
      if (outcome != Outcome.DONE) {
        return outcome == Outcome.CLOSED ? end() : outcome;
      }
      holding = true;
      work.apply(from.block());
    }
    Outcome outcome = from.passTo(next, Deadline.rest(deadline, environment));
    holding = outcome != Outcome.DONE;
    return outcome;
  }

  /** What a predecessor had in hand comes first; a third one may be about to put it. */
  private void awaitRecovery() {
    while (!from.isRecovered() || !next.isRecovered()) {
      from.recover();
      next.recover();
      environment.spinHint();
    }
  }

  /** Another relay that has something in hand ends the stream, or a dead one leaves its block. */
  private Outcome end() {
    if (from.recover().returned() != 0) {
      return Outcome.WOULD_BLOCK;
    }
    awaitRecovery(); // what comes after the end is lost
    if (from.isSettled()) {
      next.closeQueue();
    }
    return Outcome.CLOSED;
  }

  /**
   * Passes blocks on until the stream ends or something keeps it from going on.
   *
   * @param work what to do with each before
   * @return what ended it; {@link Outcome#CLOSED} at the end of the stream
   */
  public Outcome run(Work work) {
    Outcome outcome = Outcome.DONE;
    while (outcome == Outcome.DONE || outcome == Outcome.WOULD_BLOCK) {
      outcome = pass(work, Deadline.NEVER);
    }
    return outcome;
  }

  /** Gives back what it has in hand, and leaves both pipes. */
  @Override
  public void close() {
    if (holding) {
      holding = false;
      from.giveBack();
    }
    from.close();
    next.close();
  }
}
