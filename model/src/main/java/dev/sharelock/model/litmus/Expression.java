package dev.sharelock.model.litmus;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.LongBinaryOperator;

/** An expression over the registers of a litmus test; a truth value is 1 or 0. */
public sealed interface Expression {

  /** A number. */
  record Constant(long value) implements Expression {}

  /** The value of a register; in the asked outcome also the final value of a location. */
  record Variable(String name) implements Expression {}

  /** The negation of a truth value. */
  record Not(Expression operand) implements Expression {}

  /** Two operands and what connects them. */
  record Binary(Operator operator, Expression left, Expression right) implements Expression {}

  /** The asked outcome written as the tuple of the observed values. */
  record Tuple(List<Long> values) implements Expression {}

  /** What connects two operands, from the loosest binding to the tightest. */
  enum Operator {
    OR("or", 1, (a, b) -> truth(a != 0 || b != 0)),
    AND("and", 2, (a, b) -> truth(a != 0 && b != 0)),
    EQUAL("==", 3, (a, b) -> truth(a == b)),
    DIFFERENT("!=", 3, (a, b) -> truth(a != b)),
    LESS("<", 3, (a, b) -> truth(a < b)),
    AT_MOST("<=", 3, (a, b) -> truth(a <= b)),
    MORE(">", 3, (a, b) -> truth(a > b)),
    AT_LEAST(">=", 3, (a, b) -> truth(a >= b)),
    PLUS("+", 4, (a, b) -> a + b),
    MINUS("-", 4, (a, b) -> a - b),
    TIMES("*", 5, (a, b) -> a * b);

    private final String sign;
    private final int binding;
    private final LongBinaryOperator meaning;

    Operator(String sign, int binding, LongBinaryOperator meaning) {
      this.sign = sign;
      this.binding = binding;
      this.meaning = meaning;
    }

    String sign() {
      return sign;
    }

    int binding() {
      return binding;
    }

    static Optional<Operator> of(String sign) {
      return Arrays.stream(values()).filter(operator -> operator.sign.equals(sign)).findFirst();
    }

    private static long truth(boolean value) {
      return value ? 1 : 0;
    }
  }

  /** Where an expression finds the values of its variables. */
  interface Values {

    /** The value of a register or location. */
    long of(String name);

    /** The observed values in order. */
    List<Long> observed();
  }

  /** Computes the value. */
  default long value(Values values) {
    return switch (this) {
      case Constant constant -> constant.value();
      case Variable variable -> values.of(variable.name());
      case Not not -> not.operand().value(values) == 0 ? 1 : 0;
      case Binary binary ->
          binary
              .operator()
              .meaning
              .applyAsLong(binary.left().value(values), binary.right().value(values));
      case Tuple tuple -> tuple.values().equals(values.observed()) ? 1 : 0;
    };
  }
}
