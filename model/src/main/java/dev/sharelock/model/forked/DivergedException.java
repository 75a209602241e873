package dev.sharelock.model.forked;

/** A forked JVM did something else than the recorded execution. */
public final class DivergedException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  DivergedException(String message) {
    super(message);
  }
}
