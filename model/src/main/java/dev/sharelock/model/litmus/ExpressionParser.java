package dev.sharelock.model.litmus;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/** Reads expressions: numbers, names, parentheses, {@code not} and the operators by precedence. */
final class ExpressionParser {
  private final TokenCursor cursor;
  private final Consumer<Token> names;

  /**
   * @param names is shown each name that occurs, and throws if it must not occur
   */
  ExpressionParser(TokenCursor cursor, Consumer<Token> names) {
    this.cursor = cursor;
    this.names = names;
  }

  Expression parse() {
    return parse(Expression.Operator.OR.binding());
  }

  /** An expression, or the tuple of all observed values such as {@code (1,0)}. */
  Expression parseCondition() {
    if (!startsTuple()) {
      return parse();
    }
    cursor.expect("(");
    List<Long> values = new ArrayList<>();
    do {
      values.add(cursor.expectNumber());
    } while (cursor.accept(","));
    cursor.expect(")");
    return new Expression.Tuple(values);
  }

  private boolean startsTuple() {
    if (!cursor.sees("(")) {
      return false;
    }
    int number = cursor.peek(1).is("-") ? 2 : 1;
    Token after = cursor.peek(number + 1);
    return cursor.peek(number).kind() == Token.Kind.NUMBER && (after.is(",") || after.is(")"));
  }

  private Expression parse(int binding) {
    Expression left = operand();
    while (true) {
      Optional<Expression.Operator> operator = Expression.Operator.of(cursor.peek().text());
      if (operator.isEmpty() || operator.get().binding() < binding) {
        return left;
      }
      cursor.next();
      Expression right = parse(operator.get().binding() + 1);
      left = new Expression.Binary(operator.get(), left, right);
    }
  }

  private Expression operand() {
    if (cursor.accept("(")) {
      Expression inner = parse();
      cursor.expect(")");
      return inner;
    }
    if (cursor.accept("not")) {
      return new Expression.Not(operand());
    }
    Token token = cursor.peek();
    if (token.kind() == Token.Kind.NUMBER || token.is("-")) {
      return new Expression.Constant(cursor.expectNumber());
    }
    String name = cursor.expectWord("an expression");
    names.accept(token);
    return new Expression.Variable(name);
  }
}
