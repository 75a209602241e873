package dev.sharelock.model.litmus;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeSet;

/** Reads {@code expect tso 4 executions 6 blocked: sc + (0,0)} after the first word. */
final class ExpectationParser {
  private final TokenCursor cursor;
  private final int width;

  /**
   * @param width how many values an outcome has
   */
  ExpectationParser(TokenCursor cursor, int width) {
    this.cursor = cursor;
    this.width = width;
  }

  void parseInto(Map<String, Expectation> expectations) {
    Token model = cursor.peek();
    if (!LitmusTest.MODELS.contains(model.text()) || expectations.containsKey(model.text())) {
      throw cursor.unexpected(
          "a memory model without an expectation (" + String.join(", ", LitmusTest.MODELS) + ")");
    }
    cursor.next();
    long executions = cursor.expectNumber();
    cursor.expect("executions");
    long blocked = 0;
    if (!cursor.sees(":")) {
      blocked = cursor.expectNumber();
      cursor.expect("blocked");
    }
    cursor.expect(":");
    SortedSet<ObservedValues> outcomes = outcomes(expectations);
    cursor.expectEnd();
    expectations.put(model.text(), new Expectation(executions, blocked, outcomes));
  }

  private SortedSet<ObservedValues> outcomes(Map<String, Expectation> known) {
    SortedSet<ObservedValues> outcomes = new TreeSet<>();
    if (cursor.peek().kind() == Token.Kind.WORD) {
      Expectation base = known.get(cursor.peek().text());
      if (base == null) {
        throw cursor.unexpected("outcomes, or a model whose outcomes are given above");
      }
      cursor.next();
      outcomes.addAll(base.outcomes());
      if (cursor.atEnd()) {
        return outcomes;
      }
      cursor.expect("+");
    }
    while (!cursor.atEnd()) {
      outcomes.add(outcome());
    }
    return outcomes;
  }

  private ObservedValues outcome() {
    Token start = cursor.peek();
    cursor.expect("(");
    List<Long> values = new ArrayList<>();
    do {
      values.add(cursor.expectNumber());
    } while (cursor.accept(","));
    cursor.expect(")");
    if (values.size() != width) {
      throw cursor.complaint(start, "an outcome of " + width + " values");
    }
    return new ObservedValues(values);
  }
}
