package dev.sharelock.model.litmus;

/** Tells where a litmus text is malformed and what was expected there. */
public final class LitmusSyntaxException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final int line;
  private final int column;

  LitmusSyntaxException(String source, int line, int column, String found, String expected) {
    super(
        "litmus text is malformed: source=%s, line=%d, column=%d, found=%s, expected=%s; do: %s"
            .formatted(source, line, column, found, expected, "correct it at that place"));
    this.line = line;
    this.column = column;
  }

  /** The line, from 1. */
  public int line() {
    return line;
  }

  /** The column, from 1. */
  public int column() {
    return column;
  }
}
