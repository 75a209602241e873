package dev.sharelock.model.scenarios;

import dev.sharelock.Outcome;
import java.io.Serializable;

/**
 * One operation on a queue and its answer.
 *
 * @param kind which operation
 * @param outcome how it ended
 * @param value what was put, taken, seen or counted; 0 if nothing was
 */
record QueueOperation(Kind kind, Outcome outcome, long value) implements Serializable {

  /** Which operation. */
  enum Kind {
    PUT,
    TAKE,
    RETURN,
    PEEK,
    SIZE,
    CLOSE
  }

  @Override
  public String toString() {
    return kind + "(" + value + ")=" + outcome;
  }
}
