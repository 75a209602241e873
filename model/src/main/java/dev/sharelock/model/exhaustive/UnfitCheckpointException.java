package dev.sharelock.model.exhaustive;

/** A checkpoint cannot be taken up: it is none, of something else, or of another time. */
public final class UnfitCheckpointException extends IllegalArgumentException {
  private static final long serialVersionUID = 1L;

  UnfitCheckpointException(String message, Throwable cause) {
    super(message, cause);
  }
}
