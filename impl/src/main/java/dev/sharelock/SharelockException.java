package dev.sharelock;

/**
 * What all exceptions of Sharelock have in common. The message has the form {@code what failed:
 * name=value, name=value; do: remedy}.
 */
public class SharelockException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /** Which {@link Outcome} the failure would have had as a result. */
  private final Outcome outcome;

  /**
   * Creates an exception.
   *
   * @param outcome the kind of failure
   * @param message what failed, with the values and the remedy
   */
  public SharelockException(Outcome outcome, String message) {
    super(message);
    this.outcome = outcome;
  }

  /**
   * Creates an exception with a cause.
   *
   * @param outcome the kind of failure
   * @param message what failed, with the values and the remedy
   * @param cause what caused it
   */
  public SharelockException(Outcome outcome, String message, Throwable cause) {
    super(message, cause);
    this.outcome = outcome;
  }

  /**
   * Tells the kind of failure.
   *
   * @return the outcome
   */
  public final Outcome outcome() {
    return outcome;
  }
}
