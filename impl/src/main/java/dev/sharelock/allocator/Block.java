package dev.sharelock.allocator;

import dev.sharelock.Outcome;
import dev.sharelock.SharelockException;

/**
 * One reference to a block, as an object that is closed once. Where several parts of a program hold
 * references to one block through the same {@link Allocator}, each has its own object, so none of
 * them can return the reference of another one by mistake.
 *
 * <p>It owns no words of its own: shared memory has one bit for all references of the handle.
 * Confined to the thread of its allocator.
 */
public final class Block implements AutoCloseable {
  private final Allocator allocator;
  private final long id;
  private final long size;
  private final long offset;
  private boolean open = true;

  private Block(Allocator allocator, long id) {
    this.allocator = allocator;
    this.id = id;
    this.size = allocator.size(id);
    this.offset = allocator.offset(id);
  }

  /**
   * Allocates a block.
   *
   * @param allocator where
   * @param bytes its exact size, at least 1
   * @return the first reference to it
   * @throws SharelockException see {@link Allocator#allocate(long)}
   */
  public static Block allocate(Allocator allocator, long bytes) {
    return new Block(allocator, allocator.allocate(bytes));
  }

  /**
   * Loads a block by its id.
   *
   * @param allocator where
   * @param id the block
   * @return a reference to it
   * @throws SharelockException {@link Outcome#RELEASED} or {@link Outcome#STALE}, see {@link
   *     Allocator#load}
   */
  public static Block load(Allocator allocator, long id) {
    Outcome outcome = allocator.load(id);
    if (outcome != Outcome.DONE) {
      throw new SharelockException(
          outcome,
          "block is no longer in this use: id="
              + BlockId.text(id)
              + ", outcome="
              + outcome
              + "; do: send a ticket instead of an id, or keep a reference until it was loaded");
    }
    return new Block(allocator, id);
  }

  /**
   * Takes the reference that a ticket stands for.
   *
   * @param allocator where
   * @param ticket of {@link #send} of any participant
   * @return the reference
   * @throws SharelockException {@link Outcome#STALE} if the ticket was accepted or cancelled before
   */
  public static Block accept(Allocator allocator, long ticket) {
    long id = allocator.accept(ticket);
    if (id == BlockId.NONE) {
      throw new SharelockException(
          Outcome.STALE,
          "ticket stands for nothing any more: ticket="
              + Long.toHexString(ticket)
              + "; do: accept each ticket once");
    }
    return new Block(allocator, id);
  }

  /**
   * Tells the id, which others can load while there is a reference.
   *
   * @return the id
   */
  public long id() {
    return id;
  }

  /**
   * Tells the exact size.
   *
   * @return the size in bytes
   */
  public long size() {
    return size;
  }

  /**
   * Tells where bytes of the block are.
   *
   * @param index the first of them
   * @param length how many
   * @return the offset of the first in the memory
   * @throws IndexOutOfBoundsException if the block does not have them
   * @throws IllegalStateException if this reference was returned
   */
  public long at(long index, long length) {
    requireOpen();
    if (index < 0 || length < 0 || index > size - length) {
      throw new IndexOutOfBoundsException(
          "block does not have these bytes: id="
              + BlockId.text(id)
              + ", index="
              + index
              + ", length="
              + length
              + ", size="
              + size
              + "; do: allocate a larger block");
    }
    return offset + index;
  }

  /**
   * Makes a second reference, which is returned by itself.
   *
   * @return the reference
   */
  public Block duplicate() {
    requireOpen();
    allocator.retain(id);
    return new Block(allocator, id);
  }

  /**
   * Makes this reference into a ticket that can be sent, which closes this object.
   *
   * @return the ticket; 0 if too many references are on the way, and the reference is still here
   */
  public long send() {
    requireOpen();
    long ticket = allocator.send(id);
    open = ticket == 0;
    return ticket;
  }

  private void requireOpen() {
    if (!open) {
      throw new IllegalStateException(
          "reference was returned: id="
              + BlockId.text(id)
              + "; do: duplicate() it for those who use it longer");
    }
  }

  /** Returns the reference; without effect if it was returned or sent. */
  @Override
  public void close() {
    if (open) {
      open = false;
      allocator.release(id);
    }
  }
}
