package dev.sharelock.values;

import dev.sharelock.Outcome;
import java.util.Optional;

/**
 * A time in which nobody else changes a {@link SharedVariable}. It ends with a new value, which
 * becomes visible by one store, or without one. The death of its owner ends it without one.
 *
 * <p>Readers are not kept out: they see the former value until the commit.
 */
public final class Transaction implements AutoCloseable {
  private final SharedVariable variable;
  private final VariableWriter writer;
  private boolean open;

  Transaction(SharedVariable variable, VariableWriter writer) {
    this.variable = variable;
    this.writer = writer;
  }

  /**
   * Begins.
   *
   * @param timeoutNanos how long to wait for transactions of others to end; 0 to try once, {@link
   *     dev.sharelock.environment.Deadline#NEVER} for no limit
   * @return {@link Outcome#DONE}; or {@link Outcome#WOULD_BLOCK}, {@link Outcome#TIMED_OUT} or
   *     {@link Outcome#INTERRUPTED}, {@link Outcome#CANCELLED}, and it has not begun
   * @throws IllegalStateException if the handle has a transaction
   * @throws dev.sharelock.SharelockException with {@link Outcome#CORRUPT} or {@link
   *     Outcome#NO_MEMORY}
   */
  public Outcome begin(long timeoutNanos) {
    Outcome outcome = writer.begin(timeoutNanos);
    open = outcome == Outcome.DONE;
    return outcome;
  }

  /**
   * Gives the value, which stays the same until the transaction ends.
   *
   * @return a handle of the tree, which the caller closes; empty if there is no value
   */
  public Optional<SharedTree> value() {
    requireOpen();
    return variable.get();
  }

  /**
   * Ends with a new value. If the value cannot be copied in, the transaction goes on.
   *
   * @param value what {@link SharedValues#copyIn} accepts
   * @return {@link Outcome#DONE}; or {@link Outcome#STALE} if somebody has {@linkplain
   *     SharedVariable#breakTransaction broken} the transaction, and nothing has changed
   * @throws dev.sharelock.SharelockException see {@link SharedValues#copyIn}
   */
  public Outcome commit(Object value) {
    requireOpen();
    SharedTree tree = variable.copyIn(value);
    open = false;
    return writer.commit(tree);
  }

  /**
   * Ends without a new value.
   *
   * @return {@link Outcome#DONE}; or {@link Outcome#STALE} if somebody has broken it before
   */
  public Outcome rollback() {
    requireOpen();
    open = false;
    return writer.rollback();
  }

  /** Ends without a new value, unless it has ended or never begun. */
  @Override
  public void close() {
    if (open) {
      open = false;
      writer.rollback();
    }
  }

  private void requireOpen() {
    if (open && !writer.hasTransaction()) {
      open = false;
    }
    if (!open) {
      throw new IllegalStateException(
          "transaction is not open; do: begin() it, and use it until it ends");
    }
  }
}
