package dev.sharelock.pipe;

import dev.sharelock.Outcome;
import dev.sharelock.allocator.Allocator;
import dev.sharelock.environment.Deadline;
import dev.sharelock.environment.Environment;
import dev.sharelock.environment.ParticipantContext;
import dev.sharelock.queue.BlockQueue;
import dev.sharelock.queue.Delivery;
import dev.sharelock.queue.Remainder;

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
 * <p>The end of the stream is passed on when nothing else is on its way: whoever finds it waits for
 * the blocks that others have in hand, those of the dead are found, and if one comes back it is
 * passed on first. So a stream arrives as a whole as long as one relay lives.
 *
 * <p>It owns no words; see {@link BlockQueue#passTo}. Confined to one thread.
 */
public final class Relay implements AutoCloseable {
  private final Environment environment;
  private final BlockQueue from;
  private final BlockQueue next;
  private boolean recovered;
  private boolean holding;
  private boolean worked;

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
   * @throws IllegalArgumentException if both are the same pipe
   */
  public static Relay open(
      ParticipantContext context, Allocator allocator, PipeClient from, PipeEnd next) {
    if (from.layout.base() == next.layout.base()) {
      throw new IllegalArgumentException(
          "relay leads to where it comes from: base="
              + from.layout.base()
              + "; do: pass two pipes");
    }
    BlockQueue source = from.blocks(allocator, Delivery.AT_LEAST_ONCE);
    try {
      BlockQueue target = next.blocks(allocator, Delivery.AT_LEAST_ONCE);
      return new Relay(context.environment(), source, target);
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
   *     the other side, too; {@link Outcome#PEER_EVICTED} if only what somebody has in hand that
   *     was evicted is left to wait for; otherwise what has kept the relay from taking or giving a
   *     block, which it may keep in hand for the next call
   */
  public Outcome pass(Work work, long timeoutNanos) {
    long deadline = Deadline.after(environment.nanoTime(), timeoutNanos);
    Outcome outcome = holding ? Outcome.DONE : take(deadline);
    if (outcome == Outcome.DONE) {
      outcome = passHeld(work, deadline);
    }
    boolean late = outcome == Outcome.WOULD_BLOCK && timeoutNanos != 0;
    return late ? Outcome.TIMED_OUT : outcome;
  }

  private Outcome passHeld(Work work, long deadline) {
    if (!worked) {
      work.apply(from.block());
      worked = true;
    }
    Outcome outcome = from.passTo(next, Deadline.rest(deadline, environment));
    holding = outcome != Outcome.DONE;
    return outcome;
  }

  /** Takes the next block, if not the end; what a predecessor had in hand comes first. */
  private Outcome take(long deadline) {
    Outcome outcome = Outcome.DONE;
    if (!recovered) {
      outcome = awaitRecovery(deadline);
      recovered = outcome == Outcome.DONE;
    }
    while (outcome == Outcome.DONE) {
      outcome = from.dequeue(Deadline.rest(deadline, environment));
      if (outcome == Outcome.DONE) {
        holding = true;
        worked = false;
        return outcome;
      }
      if (outcome == Outcome.CLOSED) {
        outcome = from.passEndTo(next, Deadline.rest(deadline, environment));
      }
    }
    return outcome;
  }

  /** What is to arrive at the first pipe may need the room that this relay makes. */
  private Outcome awaitRecovery(long deadline) {
    Outcome outcome = from.awaitSettled(Remainder.TAKEN, Deadline.rest(deadline, environment));
    return outcome == Outcome.DONE
        ? next.awaitSettled(Remainder.PASSED, Deadline.rest(deadline, environment))
        : outcome;
  }

  /**
   * Passes blocks on until the stream ends or something keeps it from going on.
   *
   * @param work what to do with each before
   * @return what ended it; {@link Outcome#CLOSED} at the end of the stream
   */
  public Outcome run(Work work) {
    Outcome outcome = Outcome.DONE;
    while (outcome == Outcome.DONE) {
      outcome = pass(work, Deadline.NEVER);
    }
    return outcome;
  }

  /**
   * Asks whether it has taken a block that it could not pass on.
   *
   * @return whether it has; after {@link Outcome#CLOSED} somebody else has closed the other side
   */
  public boolean isHolding() {
    return holding;
  }

  /**
   * Gives back what it has in hand, and leaves both pipes. If it cannot be given back, since too
   * many others were and nobody has taken them, its note and its seat stay until this participant
   * ends, and it is found then as what a dead relay had.
   */
  @Override
  public void close() {
    boolean keeps = holding && from.giveBack() != Outcome.DONE;
    holding = false;
    if (!keeps) {
      from.close();
    }
    next.close();
  }
}
