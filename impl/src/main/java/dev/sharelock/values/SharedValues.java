package dev.sharelock.values;

import dev.sharelock.Outcome;
import dev.sharelock.SharelockException;
import dev.sharelock.allocator.Allocator;
import dev.sharelock.allocator.BlockId;
import dev.sharelock.environment.ParticipantContext;
import java.util.Objects;

/**
 * Copies Java values into shared memory and finds them there again.
 *
 * <p>A value is null, a boolean, a number, a string, an array of numbers, or a list or table of
 * values. It becomes one {@linkplain SharedTree tree} in one block of the heap, and never changes.
 * A value is shared as a whole or not at all: there is no way to build one with a part elsewhere.
 *
 * <p><b>Why one block.</b> Offsets in the tree are relative, so it needs no pointer that could lead
 * out of it; one reference count covers it; one store publishes or replaces it; and a death while
 * it is copied in leaves one block that recovery returns. What changes often should be a tree of
 * its own, in a {@link SharedVariable} of its own.
 *
 * <p><b>Layout</b>: {@link TreeLayout}. <b>Ordering.</b> A tree has no words: it is complete before
 * its id is given away, and whatever carries the id orders the two. <b>Crash.</b> The reference
 * belongs to the participant, and {@link Allocator#recover} returns it. <b>Progress.</b> Wait-free,
 * but for the allocation.
 *
 * <p>Confined to one thread, like all handles.
 */
public final class SharedValues {
  private static final int KEPT_SCRATCH = 1 << 20;

  private final Allocator allocator;
  private final ParticipantContext context;
  private final ValueLimits limits;
  private byte[] scratch = new byte[1024];

  /**
   * Makes a handle with {@link ValueLimits#DEFAULT}.
   *
   * @param context the participant
   * @param allocator of the same participant, over the heap where the values are
   */
  public SharedValues(ParticipantContext context, Allocator allocator) {
    this(context, allocator, ValueLimits.DEFAULT);
  }

  /**
   * Makes a handle.
   *
   * @param context the participant
   * @param allocator of the same participant, over the heap where the values are
   * @param limits how large a value may be that is copied in
   */
  public SharedValues(ParticipantContext context, Allocator allocator, ValueLimits limits) {
    this.context = Objects.requireNonNull(context, "context");
    this.allocator = Objects.requireNonNull(allocator, "allocator");
    this.limits = Objects.requireNonNull(limits, "limits");
  }

  /**
   * Copies a value in.
   *
   * @param value null, Boolean, Byte, Short, Character, Integer, Long, Float, Double, BigInteger,
   *     String, an array of numbers, a {@link java.util.List}, a {@link java.util.Map} with strings
   *     as keys, or a shared value, which is copied
   * @return a handle of the tree, which the caller closes
   * @throws UnsharableValueException if a part cannot be shared, or the value contains itself
   * @throws SharelockException with {@link Outcome#TOO_LARGE} if it exceeds the limits, or {@link
   *     Outcome#NO_MEMORY}
   */
  public SharedTree copyIn(Object value) {
    TreeBuffer buffer = new TreeWriter(limits, scratch).write(value);
    if (buffer.bytes().length <= KEPT_SCRATCH) {
      scratch = buffer.bytes();
    }
    long id = allocator.allocate(buffer.size());
    context.memory().writeBytes(allocator.offset(id), buffer.bytes(), 0, buffer.size());
    return open(id);
  }

  /**
   * Gets a tree by its block id.
   *
   * @param id of {@link SharedTree#id}
   * @return a handle of the tree, which the caller closes
   * @throws SharelockException with {@link Outcome#RELEASED} or {@link Outcome#STALE} if it is gone
   * @throws CorruptValueException if there is no tree
   * @throws IllegalArgumentException if the number cannot be an id of this heap
   */
  public SharedTree load(long id) {
    Outcome outcome = allocator.load(id);
    if (outcome != Outcome.DONE) {
      throw gone(outcome, "id=" + BlockId.text(id));
    }
    return open(id);
  }

  /**
   * Takes a tree that was sent.
   *
   * @param ticket of {@link SharedTree#send}
   * @return a handle of the tree, which the caller closes
   * @throws SharelockException with {@link Outcome#STALE} if somebody has taken it before
   * @throws CorruptValueException if there is no tree
   * @throws IllegalArgumentException if the number cannot be a ticket of this heap
   */
  public SharedTree receive(long ticket) {
    long id = allocator.accept(ticket);
    if (id == BlockId.NONE) {
      throw gone(Outcome.STALE, "ticket=" + Long.toHexString(ticket));
    }
    return open(id);
  }

  private static SharelockException gone(Outcome outcome, String what) {
    return new SharelockException(
        outcome,
        "shared value is gone: "
            + what
            + ", outcome="
            + outcome
            + "; do: let the sender keep its reference until you have yours, or send a ticket");
  }

  /** Makes a handle with a reference that the caller has. */
  SharedTree open(long id) {
    return SharedTree.open(allocator, context.memory(), id);
  }

  /**
   * Tells whether a value lies in this heap, with all its parts, and every part is sound. What this
   * class has built always does; this looks whether it still does.
   *
   * @param value anything
   * @return true only for an open tree of this heap, or a value in one, that {@link #verify}
   *     accepts
   */
  public boolean isShared(Object value) {
    SharedTree tree =
        switch (value) {
          case SharedTree t -> t;
          case SharedValue v -> v.tree();
          case null, default -> null;
        };
    if (tree == null || !tree.isOpen() || !tree.isOf(allocator)) {
      return false;
    }
    try {
      verify(tree);
      return true;
    } catch (CorruptValueException e) {
      return false;
    }
  }

  /**
   * Checks every part of a tree.
   *
   * @param tree a tree
   * @throws CorruptValueException with the path to the first part that is not as it must be
   */
  public void verify(SharedTree tree) {
    tree.toJava();
  }

  Allocator allocator() {
    return allocator;
  }

  ParticipantContext context() {
    return context;
  }
}
