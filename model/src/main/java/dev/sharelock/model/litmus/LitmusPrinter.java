package dev.sharelock.model.litmus;

import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** Writes litmus tests in the format that {@link LitmusParser} reads, one line per process. */
public final class LitmusPrinter {
  private LitmusPrinter() {}

  /** The whole test; parsing it gives an equal one. */
  public static String print(LitmusTest test) {
    StringBuilder text = new StringBuilder("litmus " + test.name() + "\n");
    if (!test.note().isEmpty()) {
      text.append("note ").append(test.note()).append('\n');
    }
    if (!test.locations().isEmpty()) {
      text.append("init ").append(initialValues(test.locations())).append('\n');
    }
    for (LitmusProcess process : test.processes()) {
      text.append(process.name()).append(": ").append(statements(process.body())).append('\n');
    }
    if (!test.observed().isEmpty()) {
      text.append("observe ").append(String.join(", ", test.observed())).append('\n');
    }
    test.question()
        .ifPresent(
            question ->
                text.append(question.forbidden() ? "forbid " : "exists ")
                    .append(expression(question.condition()))
                    .append('\n'));
    SortedSet<ObservedValues> before = new TreeSet<>();
    String base = null;
    for (Map.Entry<String, Expectation> entry : test.expectations().entrySet()) {
      text.append(expectation(entry.getKey(), entry.getValue(), base, before)).append('\n');
      base = entry.getKey();
      before = entry.getValue().outcomes();
    }
    return text.toString();
  }

  private static String initialValues(Map<String, Long> locations) {
    return locations.entrySet().stream()
        .map(entry -> entry.getKey() + " = " + entry.getValue())
        .collect(Collectors.joining(", "));
  }

  /** An expectation, as an addition to the one before it where that is shorter. */
  static String expectation(
      String model, Expectation expectation, String base, SortedSet<ObservedValues> before) {
    StringBuilder text = new StringBuilder("expect " + model);
    text.append(' ').append(expectation.executions()).append(" executions");
    if (expectation.blocked() > 0) {
      text.append(' ').append(expectation.blocked()).append(" blocked");
    }
    text.append(':');
    SortedSet<ObservedValues> more = new TreeSet<>(expectation.outcomes());
    if (base != null && more.containsAll(before)) {
      text.append(' ').append(base);
      more.removeAll(before);
      if (!more.isEmpty()) {
        text.append(" +");
      }
    }
    more.forEach(outcome -> text.append(' ').append(outcome));
    return text.toString();
  }

  /** The statements of a process in one line. */
  public static String statements(List<Statement> statements) {
    return statements.stream().map(LitmusPrinter::statement).collect(Collectors.joining("; "));
  }

  /** One statement. */
  public static String statement(Statement statement) {
    return switch (statement) {
      case Statement.Load load ->
          load.register() + " = " + load.mode().word() + " " + load.location();
      case Statement.Store store ->
          store.location() + " = " + store.mode().word() + " " + expression(store.value());
      case Statement.Update update ->
          target(update.register())
              + "%s %s(%s, %s)"
                  .formatted(
                      update.mode().word(),
                      word(StatementParser.UPDATES, update.kind()),
                      update.location(),
                      expression(update.operand()));
      case Statement.CompareAndSet cas ->
          target(cas.register())
              + "%s %s(%s, %s, %s)"
                  .formatted(
                      cas.mode().word(),
                      cas.weak() ? "weakcas" : "cas",
                      cas.location(),
                      expression(cas.expected()),
                      expression(cas.value()));
      case Statement.Fence fence -> "fence " + word(StatementParser.FENCES, fence.kind());
      case Statement.Assume assume -> "assume " + expression(assume.condition());
      case Statement.Assign assign -> assign.register() + " = " + expression(assign.value());
      case Statement.If branch -> branch(branch);
    };
  }

  private static String branch(Statement.If branch) {
    String text = "if " + expression(branch.condition()) + " { " + statements(branch.then()) + " }";
    return branch.otherwise().isEmpty()
        ? text
        : text + " else { " + statements(branch.otherwise()) + " }";
  }

  private static String target(String register) {
    return register == null ? "" : register + " = ";
  }

  private static <T> String word(Map<String, T> words, T meaning) {
    return words.entrySet().stream()
        .filter(entry -> entry.getValue().equals(meaning))
        .map(Map.Entry::getKey)
        .findFirst()
        .orElseThrow();
  }

  /** An expression with the parentheses that it needs. */
  public static String expression(Expression expression) {
    return expression(expression, 0);
  }

  private static String expression(Expression expression, int binding) {
    return switch (expression) {
      case Expression.Constant constant -> String.valueOf(constant.value());
      case Expression.Variable variable -> variable.name();
      case Expression.Not not -> "not " + expression(not.operand(), Integer.MAX_VALUE);
      case Expression.Tuple tuple -> new ObservedValues(tuple.values()).toString();
      case Expression.Binary binary -> {
        int own = binary.operator().binding();
        String text =
            expression(binary.left(), own)
                + " "
                + binary.operator().sign()
                + " "
                + expression(binary.right(), own + 1);
        yield own < binding ? "(" + text + ")" : text;
      }
    };
  }
}
