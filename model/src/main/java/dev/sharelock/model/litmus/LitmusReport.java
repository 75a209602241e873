package dev.sharelock.model.litmus;

import dev.sharelock.model.exhaustive.Exploration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Shows litmus tests and what they can observe under each memory model, in lines for a console. */
public final class LitmusReport {
  private static final int WIDTH = 100;
  private static final int MOST_OUTCOMES = 200;

  private LitmusReport() {}

  /** One test with its findings under one or more models. */
  public static List<String> lines(LitmusTest test, List<LitmusFinding> findings) {
    List<String> lines = new ArrayList<>();
    lines.add("litmus " + test.name());
    if (!test.note().isEmpty()) {
      wrapped(test.note()).forEach(line -> lines.add("  " + line));
    }
    lines.add("");
    program(test).forEach(line -> lines.add(("  " + line).stripTrailing()));
    lines.add("");
    test.question().ifPresent(question -> lines.add("  " + question(question)));
    outcomes(test, findings).forEach(line -> lines.add(("  " + line).stripTrailing()));
    lines.add("");
    findings.forEach(finding -> lines.add("  " + summary(finding)));
    return lines;
  }

  /** All tests in a table of answers. */
  public static List<String> table(Map<LitmusTest, List<LitmusFinding>> all) {
    List<String> lines = new ArrayList<>();
    int width = all.keySet().stream().mapToInt(test -> test.name().length()).max().orElse(0);
    int number = 0;
    for (Map.Entry<LitmusTest, List<LitmusFinding>> entry : all.entrySet()) {
      if (number == 0) {
        String models =
            entry.getValue().stream()
                .map(finding -> right(finding.modelName(), 10))
                .collect(Collectors.joining());
        lines.add("   # " + left("test", width) + models);
      }
      number++;
      String answers =
          entry.getValue().stream()
              .map(finding -> right(shortAnswer(finding), 10))
              .collect(Collectors.joining());
      lines.add(right(number + "", 4) + " " + left(entry.getKey().name(), width) + answers);
    }
    return lines;
  }

  private static List<String> wrapped(String text) {
    List<String> lines = new ArrayList<>();
    String line = "";
    for (String word : text.split(" +")) {
      if (!line.isEmpty() && line.length() + word.length() + 3 > WIDTH) {
        lines.add(line);
        line = "";
      }
      line += line.isEmpty() ? word : " " + word;
    }
    lines.add(line);
    return lines;
  }

  private static String shortAnswer(LitmusFinding finding) {
    String answer =
        switch (finding.answer()) {
          case ALLOWED -> "allowed";
          case FORBIDDEN -> "-";
          case UNKNOWN -> "?";
          case NOT_ASKED -> finding.result().outcomes().size() + "";
        };
    return finding.contradiction().isPresent() ? "!" + answer : answer;
  }

  private static String question(LitmusTest.Question question) {
    return (question.forbidden() ? "forbidden: " : "asked: ")
        + LitmusPrinter.expression(question.condition());
  }

  /** The program in lanes, or one process below the other if they are too wide. */
  static List<String> program(LitmusTest test) {
    List<List<String>> lanes = new ArrayList<>();
    for (LitmusProcess process : test.processes()) {
      List<String> lane = new ArrayList<>(List.of(process.name()));
      rows(process.body(), "", lane);
      lanes.add(lane);
    }
    List<String> lines = new ArrayList<>();
    String initial =
        test.locations().entrySet().stream()
            .map(entry -> entry.getKey() + " = " + entry.getValue())
            .collect(Collectors.joining(", "));
    if (!initial.isEmpty()) {
      lines.addAll(List.of("initially " + initial, ""));
    }
    lines.addAll(beside(lanes));
    return lines;
  }

  private static void rows(List<Statement> statements, String indent, List<String> rows) {
    for (Statement statement : statements) {
      if (statement instanceof Statement.If branch) {
        rows.add(indent + "if " + LitmusPrinter.expression(branch.condition()) + " {");
        rows(branch.then(), indent + "  ", rows);
        if (!branch.otherwise().isEmpty()) {
          rows.add(indent + "} else {");
          rows(branch.otherwise(), indent + "  ", rows);
        }
        rows.add(indent + "}");
      } else {
        rows.add(indent + LitmusPrinter.statement(statement));
      }
    }
  }

  private static List<String> beside(List<List<String>> lanes) {
    List<Integer> widths =
        lanes.stream().map(lane -> lane.stream().mapToInt(String::length).max().orElse(0)).toList();
    int total = widths.stream().mapToInt(width -> width + 3).sum();
    if (total > WIDTH - 2) {
      return lanes.stream().flatMap(List::stream).toList();
    }
    List<String> lines = new ArrayList<>();
    int rows = lanes.stream().mapToInt(List::size).max().orElse(0);
    for (int row = 0; row < rows; row++) {
      List<String> cells = new ArrayList<>();
      for (int lane = 0; lane < lanes.size(); lane++) {
        List<String> own = lanes.get(lane);
        cells.add(left(row < own.size() ? own.get(row) : "", widths.get(lane)));
      }
      lines.add(String.join(" | ", cells).stripTrailing());
      if (row == 0) {
        lines.add(widths.stream().map("-"::repeat).collect(Collectors.joining("-+-")));
      }
    }
    return lines;
  }

  private static List<String> outcomes(LitmusTest test, List<LitmusFinding> findings) {
    Map<ObservedValues, List<Long>> counts = new TreeMap<>();
    for (int i = 0; i < findings.size(); i++) {
      int model = i;
      findings
          .get(i)
          .result()
          .outcomes()
          .forEach(
              (outcome, count) ->
                  counts
                      .computeIfAbsent(
                          outcome, x -> new ArrayList<>(Collections.nCopies(findings.size(), 0L)))
                      .set(model, count));
    }
    List<Integer> widths = widths(test, counts);
    List<String> lines = new ArrayList<>();
    String header =
        IntStream.range(0, widths.size())
            .mapToObj(i -> right(test.observed().get(i), widths.get(i)))
            .collect(Collectors.joining(" "));
    String models =
        findings.stream()
            .map(finding -> right(finding.modelName(), 9))
            .collect(Collectors.joining());
    lines.add(header + " " + models);
    counts.entrySet().stream()
        .limit(MOST_OUTCOMES)
        .forEach(entry -> lines.add(outcome(test, widths, entry)));
    if (counts.size() > MOST_OUTCOMES) {
      lines.add("... and " + (counts.size() - MOST_OUTCOMES) + " more outcomes");
    }
    return lines;
  }

  private static List<Integer> widths(LitmusTest test, Map<ObservedValues, List<Long>> counts) {
    List<Integer> widths = new ArrayList<>();
    for (int i = 0; i < test.observed().size(); i++) {
      int place = i;
      int widest =
          counts.keySet().stream()
              .mapToInt(outcome -> String.valueOf(outcome.values().get(place)).length())
              .max()
              .orElse(1);
      widths.add(Math.max(widest, test.observed().get(i).length()));
    }
    return widths;
  }

  private static String outcome(
      LitmusTest test, List<Integer> widths, Map.Entry<ObservedValues, List<Long>> entry) {
    String values =
        IntStream.range(0, widths.size())
            .mapToObj(i -> right(entry.getKey().values().get(i) + "", widths.get(i)))
            .collect(Collectors.joining(" "));
    String models =
        entry.getValue().stream()
            .map(count -> right(count == 0 ? "-" : count + "", 9))
            .collect(Collectors.joining());
    return values + " " + models + (test.isAsked(entry.getKey()) ? "  <- asked" : "");
  }

  private static String summary(LitmusFinding finding) {
    Exploration exploration = finding.result().exploration();
    StringBuilder text = new StringBuilder(left(finding.modelName(), 5));
    text.append(right(exploration.executions() + "", 8)).append(" executions");
    if (exploration.blocked() > 0) {
      text.append(", ").append(exploration.blocked()).append(" blocked");
    }
    if (exploration.racy() > 0) {
      text.append(", ").append(exploration.racy()).append(" with a data race");
    }
    double milliseconds = finding.time().toNanos() / 1e6;
    text.append(String.format(Locale.ROOT, ", %.1f ms", milliseconds));
    text.append(
        switch (finding.answer()) {
          case ALLOWED -> ": allowed";
          case FORBIDDEN -> ": forbidden";
          case UNKNOWN -> ": not seen; not all executions were looked at";
          case NOT_ASKED -> "";
        });
    finding.contradiction().ifPresent(what -> text.append("; BUT ").append(what));
    return text.toString();
  }

  private static String left(String text, int width) {
    return text + " ".repeat(Math.max(0, width - text.length()));
  }

  private static String right(String text, int width) {
    return " ".repeat(Math.max(0, width - text.length())) + text;
  }
}
