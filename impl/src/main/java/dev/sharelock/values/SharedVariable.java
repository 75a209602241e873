package dev.sharelock.values;

import dev.sharelock.Outcome;
import dev.sharelock.SharelockException;
import dev.sharelock.allocator.Allocator;
import dev.sharelock.allocator.BlockId;
import dev.sharelock.environment.ParticipantContext;
import dev.sharelock.memory.SharedMemory;
import java.util.Optional;

/**
 * A named place for a value that changes: its value is replaced as a whole, by one store. Readers
 * get a counted snapshot and never wait; writers replace it at once, compare and replace, or keep
 * others from writing for the length of a {@link Transaction}.
 *
 * <p><b>Layout</b>: {@link VariableLayout}, {@link RootWord}. Whoever writes has a place with two
 * sides. Each side has the id of a tree, or 0.
 *
 * <p><b>Invariants</b>
 *
 * <pre>
 *   T1  the root names one side of one place: the value. It was complete before the root named it
 *   T2  structures have an anchor on every tree that the root names; so a tree whose id was read
 *       from the side that the root names, before and after, was the value in between
 *   T3  a side that is not the value is changed only by the participant that has the place, or by
 *       whoever has taken the place from a dead one
 *   T4  a tree is anchored once, freshly copied in; its id never comes back
 *   T5  while the root names an owner that lives, nobody else changes the value; a commit is a
 *       compare-and-set of the very word that its transaction began with
 * </pre>
 *
 * <p><b>Not invariants.</b> A side that is not the value may name a tree that was the value, was to
 * become it, or is gone; its anchor may be there or not. The waiting flag does not mean that
 * somebody waits.
 *
 * <p><b>Ordering</b>
 *
 * <pre>
 *   F1 setRelease(format)            pairs with  F2 getAcquire(format)   gives: all was zero
 *   R1 compareAndSet(root)           pairs with  R2 getAcquire(root)     gives: the side is seen
 *   R1 before the block is freed     pairs with  R3 acquireFence after the look at the block
 *        gives: who finds the value freed sees that it is the value no more
 *   V1 setRelease(value)             pairs with  V2 getAcquire(value)    gives T1; and who sees a
 *        later id in a side sees a later root after it
 *   P1 compareAndSet(participant)    pairs with  P2 getAcquire(participant)   gives T3
 *   S1 getAndAdd(signal) after R1    pairs with  S2 getAcquire(signal) before R2
 *        gives: who is about to sleep and has set the waiting flag is woken
 * </pre>
 *
 * <p><b>Crash</b>
 *
 * <pre>
 *   died before V1            the tree is returned by the recovery of the heap
 *   between V1 and R1         the same, and its anchor by whoever takes the place or recovers
 *   between R1 and the release of the anchor of the former value
 *                             the former value stays until its place is used again or recovered:
 *                             at most two trees for each place
 *   with a transaction        the root still has the former value; the next who wants to write
 *                             takes the transaction over
 *   between R1 and S1         who waits looks again within {@value #SLICE_NANOS} ns
 * </pre>
 *
 * <p><b>Progress.</b> {@link #get} is lock-free. Writers are lock-free while there is no
 * transaction; else they return after the time-out, at the latest. Transactions are not fair.
 *
 * <p><b>What is known to go wrong</b> in the design that this follows, and what prevents it here:
 *
 * <pre>
 *   P1   a timed-out lock is kept             who times out has changed nothing but the flag
 *   P2   an exception leaves the lock locked  trees are built before; the handle ends it on close
 *   P3   the owner of the lock dies           the owner is in the word; taken over when dead
 *   P4   the time-out begins again            one absolute deadline
 *   P5   time in parts overflows              one 64-bit number of the monotonic clock
 *   P6   time-out without another look        the root is read after the deadline has passed
 *   P21  a part lies outside                  trees have no pointers; verify() tells the path
 *   P23  load, then count                     the count is taken by id and generation
 * </pre>
 *
 * <p>Confined to one thread, like all handles.
 */
public final class SharedVariable implements AutoCloseable {
  /** How many handles can write to a variable at a time if nothing else is said. */
  public static final int DEFAULT_PLACES = 32;

  static final long SLICE_NANOS = 100_000_000;

  private final SharedValues values;
  private final VariableWords words;
  private final VariableWriter writer;

  private SharedVariable(SharedValues values, VariableWords words) {
    this.values = values;
    this.words = words;
    this.writer = new VariableWriter(values, words);
  }

  /**
   * Builds an empty variable in zeroed memory that nobody else uses yet. Its only store makes it
   * known.
   *
   * @param memory where
   * @param layout its place and size
   */
  public static void create(SharedMemory memory, VariableLayout layout) {
    VariableWords.format(memory, layout);
  }

  /**
   * Opens a variable.
   *
   * @param values the heap where its values are, the same for all who open the variable
   * @param base the offset of the variable
   * @return a handle
   * @throws SharelockException with {@link Outcome#CORRUPT} if there is no variable
   */
  public static SharedVariable open(SharedValues values, long base) {
    ParticipantContext context = values.context();
    return new SharedVariable(values, VariableWords.open(context.memory(), base));
  }

  /**
   * Gets the value.
   *
   * @return a handle of the tree, which the caller closes; empty if there is no value
   * @throws SharelockException with {@link Outcome#CORRUPT} if the variable or the head of the tree
   *     is
   */
  public Optional<SharedTree> get() {
    while (true) {
      long root = words.root();
      long id = words.value(RootWord.place(root), RootWord.side(root));
      if (words.rootAgain() == root) {
        if (id == BlockId.NONE) {
          return Optional.empty();
        }
        if (load(id, root)) {
          return Optional.of(values.open(id));
        }
      }
      values.context().environment().spinHint();
    }
  }

  /** Takes a reference to a tree that was the value; false if it is not any more. */
  private boolean load(long id, long root) {
    Outcome outcome;
    try {
      outcome = values.allocator().load(id);
    } catch (IllegalArgumentException e) {
      throw words.corrupt(e.getMessage());
    }
    if (outcome != Outcome.DONE && words.isStill(root)) {
      throw words.corrupt("value=" + BlockId.text(id) + ", outcome=" + outcome);
    }
    return outcome == Outcome.DONE;
  }

  /**
   * Replaces the value.
   *
   * @param value what {@link SharedValues#copyIn} accepts
   * @param timeoutNanos how long to wait for a transaction of somebody else to end
   * @return {@link Outcome#DONE}, or {@link Outcome#WOULD_BLOCK}, {@link Outcome#TIMED_OUT} or
   *     {@link Outcome#INTERRUPTED}, {@link Outcome#CANCELLED}, and nothing has changed
   * @throws SharelockException see {@link SharedValues#copyIn}
   * @throws IllegalStateException if this handle has a transaction
   */
  public Outcome set(Object value, long timeoutNanos) {
    return writer.replace(values.copyIn(value), VariableWriter.WHATEVER, timeoutNanos);
  }

  /**
   * Takes the value away.
   *
   * @param timeoutNanos how long to wait for a transaction of somebody else to end
   * @return as {@link #set}
   */
  public Outcome clear(long timeoutNanos) {
    return writer.replace(null, VariableWriter.WHATEVER, timeoutNanos);
  }

  /**
   * Replaces the value if it is still a certain one.
   *
   * @param expected a snapshot of {@link #get}, or null for no value
   * @param value what {@link SharedValues#copyIn} accepts
   * @param timeoutNanos how long to wait for a transaction of somebody else to end
   * @return as {@link #set}; or {@link Outcome#STALE} if the value is another one
   */
  public Outcome compareAndSet(SharedTree expected, Object value, long timeoutNanos) {
    long id = expected == null ? BlockId.NONE : expected.id();
    return writer.replace(values.copyIn(value), id, timeoutNanos);
  }

  /** Copies a value in for a transaction. */
  SharedTree copyIn(Object value) {
    return values.copyIn(value);
  }

  /**
   * Makes a transaction that has not begun.
   *
   * @return the transaction; one at a time can be open on this handle
   */
  public Transaction transaction() {
    return new Transaction(this, writer);
  }

  /**
   * Ends the transaction of whoever has it, though it lives. Its commit will be {@link
   * Outcome#STALE}. Transactions of the dead end by themselves; this is for owners that do not go
   * on.
   *
   * @return whether there was one
   */
  public boolean breakTransaction() {
    return writer.breakTransaction();
  }

  /**
   * Gives back what dead writers have left here. Anyone may call it, at any time, together with
   * {@link Allocator#recover}, which gives back what they held themselves.
   *
   * @return the number of places that were freed
   */
  public int recover() {
    return writer.recover();
  }

  /** Ends a transaction that is open, and gives the place back. The value stays. */
  @Override
  public void close() {
    writer.close();
  }
}
