package dev.sharelock.values;

import dev.sharelock.allocator.Allocator;
import dev.sharelock.allocator.BlockId;
import dev.sharelock.memory.SharedMemory;

/**
 * A handle of one tree of values in shared memory, with one reference to it. The tree never
 * changes. What is read through the handle is read where it is, without copying; every length and
 * offset is checked.
 *
 * <p>Once the handle is {@linkplain #close closed}, it and all values that were read from it refuse
 * to be used, since the memory may mean something else then.
 *
 * <p>Confined to the thread of its {@link SharedValues}.
 */
public final class SharedTree implements AutoCloseable {
  private final Allocator allocator;
  private final SharedMemory memory;
  private final long id;
  private final long base;
  private final SharedValue root;
  private boolean open = true;

  private SharedTree(Allocator allocator, SharedMemory memory, long id) {
    this.allocator = allocator;
    this.memory = memory;
    this.id = id;
    this.base = allocator.offset(id);
    long room = Math.min(allocator.size(id), memory.size() - base);
    this.root = SharedValue.root(this, room);
  }

  /**
   * Opens a tree to which the caller has a reference, which the handle takes over.
   *
   * @throws CorruptValueException if there is no tree; the reference is returned
   */
  static SharedTree open(Allocator allocator, SharedMemory memory, long id) {
    try {
      return new SharedTree(allocator, memory, id);
    } catch (CorruptValueException e) {
      allocator.release(id);
      throw e;
    }
  }

  /**
   * Tells which block the tree fills.
   *
   * @return the block id; another participant can {@link SharedValues#load load} it while somebody
   *     has a reference
   */
  public long id() {
    return id;
  }

  /**
   * Gives the value that the tree is.
   *
   * @return the root
   */
  public SharedValue root() {
    return root;
  }

  /**
   * Gives the root, which is a table.
   *
   * @return the table
   * @throws ClassCastException if it is not
   */
  public SharedTable table() {
    return root.asTable();
  }

  /**
   * Gives the root, which is a list.
   *
   * @return the list
   * @throws ClassCastException if it is not
   */
  public SharedList list() {
    return root.asList();
  }

  /**
   * Copies the whole tree out and checks every part of it.
   *
   * @return a value equal to what was copied in
   * @throws CorruptValueException if a part is not as it must be
   */
  public Object toJava() {
    return root.toJava();
  }

  /**
   * Tells how much memory the tree takes.
   *
   * @return the size in bytes
   */
  public int bytes() {
    return root.isInline() ? TreeLayout.CONTENTS : root.cell().end();
  }

  /**
   * Gets another handle with a reference of its own.
   *
   * @return the handle
   */
  public SharedTree retain() {
    requireOpen();
    allocator.retain(id);
    return open(allocator, memory, id);
  }

  /**
   * Makes the reference of this handle into a ticket for somebody else, who gets it by {@link
   * SharedValues#receive}. This handle is closed then.
   *
   * @return the ticket; or 0 if too many references are on the way, and the handle stays open
   */
  public long send() {
    requireOpen();
    long ticket = allocator.send(id);
    open = ticket == 0;
    return ticket;
  }

  /** Returns the reference. Closing twice is allowed. */
  @Override
  public void close() {
    if (open) {
      open = false;
      allocator.release(id);
    }
  }

  boolean isOpen() {
    return open;
  }

  boolean isOf(Allocator other) {
    return allocator == other;
  }

  void requireOpen() {
    if (!open) {
      throw new IllegalStateException(
          "tree is closed: id="
              + BlockId.text(id)
              + "; do: read it before its handle is closed or sent");
    }
  }

  byte readByte(int at) {
    requireOpen();
    return memory.readByte(base + at);
  }

  short readShort(int at) {
    requireOpen();
    return memory.readShort(base + at);
  }

  int readInt(int at) {
    requireOpen();
    return memory.readInt(base + at);
  }

  long readLong(int at) {
    requireOpen();
    return memory.readLong(base + at);
  }

  void readBytes(int at, byte[] target, int index, int length) {
    requireOpen();
    memory.readBytes(base + at, target, index, length);
  }

  @Override
  public String toString() {
    return "tree " + BlockId.text(id) + (open ? " of " + root.kind() : ", closed");
  }
}
