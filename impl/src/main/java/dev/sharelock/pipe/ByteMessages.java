package dev.sharelock.pipe;

import dev.sharelock.Outcome;
import dev.sharelock.allocator.Allocator;
import dev.sharelock.allocator.BlockId;
import dev.sharelock.environment.ParticipantContext;
import dev.sharelock.memory.SharedMemory;
import dev.sharelock.queue.BlockQueue;
import java.util.Objects;

/**
 * Bytes through a pipe of blocks: each message is copied into a block of its own, and out of it.
 *
 * <p>It owns no words. Confined to one thread, like the queue and the allocator.
 */
public final class ByteMessages {
  private final SharedMemory memory;
  private final Allocator allocator;
  private final BlockQueue queue;
  private boolean taken;

  /**
   * Uses a queue of blocks.
   *
   * @param context of the participant to which the other two belong
   * @param allocator for the heap in which the blocks are
   * @param queue where the messages come and go
   */
  public ByteMessages(ParticipantContext context, Allocator allocator, BlockQueue queue) {
    this.memory = context.memory();
    this.allocator = allocator;
    this.queue = queue;
  }

  /**
   * Sends a message.
   *
   * @param bytes where it is
   * @param offset the first byte
   * @param length how many, at least 1
   * @param timeoutNanos how long to wait for room at the most
   * @return as {@link BlockQueue#enqueue(long, long)}; {@link Outcome#NO_MEMORY} at once if there
   *     is no memory for a block at present
   * @throws IndexOutOfBoundsException if they are not in the array
   * @throws dev.sharelock.SharelockException with {@link Outcome#TOO_LARGE} if it would never fit
   */
  public Outcome send(byte[] bytes, int offset, int length, long timeoutNanos) {
    Objects.checkFromIndexSize(offset, length, bytes.length);
    long id = allocator.tryAllocate(length);
    if (id == BlockId.NONE) {
      return Outcome.NO_MEMORY;
    }
    memory.writeBytes(allocator.offset(id), bytes, offset, length);
    Outcome outcome = queue.enqueue(id, timeoutNanos);
    if (outcome != Outcome.DONE) {
      allocator.release(id);
    }
    return outcome;
  }

  /**
   * Takes the next message, and says that the one before it is done.
   *
   * @param timeoutNanos how long to wait for one at the most
   * @return as {@link BlockQueue#dequeue(long)}
   */
  public Outcome receive(long timeoutNanos) {
    done();
    Outcome outcome = queue.dequeue(timeoutNanos);
    taken = outcome == Outcome.DONE;
    return outcome;
  }

  /**
   * Tells how long the message is that was received last.
   *
   * @return its length in bytes
   * @throws IllegalStateException if there is none, or it is {@link #done}
   */
  public int length() {
    if (!taken) {
      throw new IllegalStateException("no message is there; do: receive() one first");
    }
    return Math.toIntExact(allocator.size(queue.block()));
  }

  /**
   * Copies the message that was received last.
   *
   * @param target where to
   * @param offset the first byte there
   * @return how many bytes were copied
   * @throws IllegalStateException if there is none, or it is {@link #done}
   * @throws IndexOutOfBoundsException if it does not fit
   */
  public int read(byte[] target, int offset) {
    int length = length();
    memory.readBytes(allocator.offset(queue.block()), target, offset, length);
    return length;
  }

  /**
   * Returns the message that was received last to the pipe, so that somebody else gets it.
   *
   * @return as {@link BlockQueue#giveBack}; unless done, the message stays with the caller
   * @throws IllegalStateException if there is none, or it was not received with {@link
   *     dev.sharelock.queue.Delivery#AT_LEAST_ONCE}
   */
  public Outcome giveBack() {
    Outcome outcome = queue.giveBack();
    taken = outcome != Outcome.DONE;
    return outcome;
  }

  /** Says that the message that was received last is done: nobody else need get it. */
  public void done() {
    if (taken) {
      taken = false;
      queue.acknowledge();
      allocator.release(queue.block());
    }
  }
}
