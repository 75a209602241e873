package dev.sharelock.model.report;

import dev.sharelock.model.engine.Verdict;
import dev.sharelock.model.run.CheckResult;
import dev.sharelock.model.run.Durations;
import dev.sharelock.model.run.Standing;
import dev.sharelock.model.scenario.Scenario;
import dev.sharelock.model.trace.Execution;
import dev.sharelock.model.trace.Failure;
import dev.sharelock.model.trace.FailureKind;
import dev.sharelock.model.trace.Sites;
import dev.sharelock.model.trace.TraceEvent;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * The result of a check as text for a terminal, a log or the message of a failed test. No line has
 * more than 100 columns, unless it holds a path or, without files, a token that is longer, which
 * must stay in one piece.
 */
public final class TextReport {
  /** The most columns of a line. */
  public static final int COLUMNS = 100;

  private static final int LABEL = 10;
  private static final int LONGEST_TOKEN = COLUMNS - LABEL - "-Dsharelock.replay=''".length();

  private final CheckResult result;
  private final Optional<ReportFiles> files;
  private final List<String> lines = new ArrayList<>();

  private TextReport(CheckResult result, Optional<ReportFiles> files) {
    this.result = result;
    this.files = files;
  }

  /**
   * Renders a result.
   *
   * @param files what was written about it, if anything was
   */
  public static String render(CheckResult result, Optional<ReportFiles> files) {
    TextReport report = new TextReport(result, files);
    Optional<Failure> failure = result.verdict().failure();
    if (failure.isPresent()) {
      report.failure(failure.get());
    } else {
      report.passed();
    }
    return String.join("\n", report.lines) + "\n";
  }

  /**
   * Renders an execution that need not fail.
   *
   * @param what which one it is, in a few words
   */
  public static String render(Scenario scenario, Execution execution, String what) {
    Analysis analysis = new Analysis(shown(scenario, execution));
    List<String> lines = new ArrayList<>();
    lines.addAll(wrapped(scenario.name() + "   " + what, "    "));
    lines.addAll(wrapped(Essence.countsOf(analysis), "    "));
    execution
        .failure()
        .ifPresent(failure -> lines.addAll(wrapped("fails: " + failure.message(), "    ")));
    lines.add("");
    lines.addAll(new Timeline(analysis, FieldMap.of(scenario), new TreeSet<>(), COLUMNS).lines());
    lines.add("");
    lines.add("  replay  ./sharelock replay " + quoted(execution.token().toString()));
    return String.join("\n", lines) + "\n";
  }

  private static Failure shown(Scenario scenario, Execution execution) {
    return new Failure(
        scenario.name(),
        execution.failure().map(Failure::kind).orElse(null),
        "",
        execution.token(),
        execution.processes(),
        execution.events(),
        null);
  }

  /** The step of a failure that no order of accesses explains. */
  public static String weakStep(Scenario scenario, Failure failure) {
    Analysis analysis = new Analysis(failure);
    int stale = analysis.lastStale();
    if (stale == Analysis.NONE) {
      return "no interleaving was found that fails so";
    }
    EventText text = new EventText(analysis, FieldMap.of(scenario));
    return "it is not sequentially consistent: "
        + text.cite(stale)
        + " reads an old value, which the order of real accesses cannot bring about";
  }

  /** Breaks a text into lines of at most {@link #COLUMNS}. */
  public static List<String> wrapped(String text, String indent) {
    List<String> lines = new ArrayList<>();
    for (String line : Wrap.words(text, COLUMNS - indent.length())) {
      lines.add((lines.isEmpty() ? "  " : indent) + line);
    }
    return lines;
  }

  private void failure(Failure failure) {
    Verdict verdict = result.verdict();
    head(
        result.standing() == Standing.CAUGHT ? "CAUGHT" : "FAILED",
        failure.kind().name(),
        verdict.engine(),
        "execution " + Values.count(Math.max(1, verdict.executions())));
    lines.add("");
    Analysis analysis = new Analysis(failure);
    FieldMap fields = FieldMap.of(result.failing());
    Explanation explanation = new Explanation(analysis, fields);
    labelled("what", what(failure));
    labelled("where", where(analysis, explanation));
    labelled("least", Essence.of(analysis, result));
    block(new Timeline(analysis, fields, explanation.focus(), COLUMNS).lines());
    lines.add("");
    String label = "why";
    for (String sentence : explanation.sentences()) {
      labelled(label, sentence);
      label = "";
    }
    code(analysis, explanation);
    if (!lines.getLast().isEmpty()) {
      lines.add("");
    }
    replay(failure);
  }

  private void block(List<String> text) {
    if (!text.isEmpty()) {
      lines.add("");
      lines.addAll(text);
    }
  }

  /** The lines of code of the steps that matter. */
  private void code(Analysis analysis, Explanation explanation) {
    String label = "code";
    for (int position : explanation.focus()) {
      TraceEvent event = analysis.events().get(position);
      if (!event.site().isEmpty()) {
        labelled(label, "step " + event.step() + " is " + event.site());
        label = "";
      }
    }
  }

  private void head(String standing, String... facts) {
    List<String> pieces = new ArrayList<>();
    pieces.add(standing + "  " + result.scenario().name());
    pieces.addAll(List.of(facts));
    pieces.add(Durations.show(result.verdict().time()));
    pieces.removeIf(String::isEmpty);
    lines.addAll(Wrap.pieces(pieces, "   ", COLUMNS, standing.length() + 2));
  }

  private static String what(Failure failure) {
    return failure.message().isBlank() ? sentence(failure.kind()) : failure.message();
  }

  /** What a kind of failure means. */
  public static String sentence(FailureKind kind) {
    return switch (kind) {
      case ASSERTION -> "a condition does not hold";
      case INVARIANT -> "an invariant does not hold";
      case EXCEPTION -> "an exception left a process";
      case DATA_RACE -> "two unordered accesses to the same data, at least one of them a write";
      case MIXED_SIZE -> "words of different size overlap, or an access is misaligned";
      case DEADLOCK -> "processes wait for each other and none can go on";
      case LOST_WAKE_UP -> "a process sleeps although what it waits for has happened";
      case LIVELOCK -> "processes run for ever without getting anywhere";
      case NOT_LINEARIZABLE -> "the answers fit no sequential order";
      case NONDETERMINISM -> "the scenario did not repeat itself with the same decisions";
    };
  }

  /** Puts a token into quotes that a shell could take for a pattern of file names. */
  static String quoted(String token) {
    return token.matches("[A-Za-z0-9._:/-]*") ? token : "'" + token + "'";
  }

  private static String where(Analysis analysis, Explanation explanation) {
    Failure failure = analysis.failure();
    if (failure.cause() != null) {
      String site = Sites.of(failure.cause());
      if (!site.isEmpty()) {
        return site;
      }
    }
    if (analysis.events().isEmpty()) {
      return "";
    }
    TraceEvent event = analysis.events().getLast();
    for (int position : explanation.focus().reversed()) {
      TraceEvent other = analysis.events().get(position);
      event = event.site().isEmpty() && !other.site().isEmpty() ? other : event;
    }
    String who = "step " + event.step() + " of " + analysis.process(event);
    return event.site().isEmpty() ? who : event.site() + ", " + who;
  }

  private void replay(Failure failure) {
    String token = failure.token().toString();
    String handle =
        files.isPresent() && token.length() > LONGEST_TOKEN
            ? files.get().token().toString()
            : token;
    labelled("seed", result.verdict().seed());
    command("replay", "./sharelock replay " + quoted(handle));
    command(
        "or",
        "-Dsharelock.replay="
            + quoted(handle)
            + (handle.length() < 50 ? "   (any JUnit run)" : ""));
    files.ifPresent(written -> command("report", written.page().toString()));
  }

  private void passed() {
    Verdict verdict = result.verdict();
    boolean good = result.standing().good();
    String executions =
        Values.count(verdict.executions())
            + (verdict.exhausted() ? " executions, all there are" : " executions");
    String blocked = verdict.blocked() > 0 ? Values.count(verdict.blocked()) + " blocked" : "";
    head(good ? "PASSED" : "FAILED", verdict.engine(), executions, blocked);
    if (!good) {
      continued(
          "not caught: this scenario must fail with "
              + result.scenario().mustFailWith().stream()
                  .map(FailureKind::name)
                  .sorted()
                  .collect(Collectors.joining(" or "))
              + ", and a checker that does not notice proves nothing"
              + (verdict.exhausted() ? "" : "; do: give it more time, see --time"));
    }
    continued(verdict.bounds());
    if (!verdict.seed().isEmpty()) {
      continued("seed " + verdict.seed());
    }
  }

  private void continued(String text) {
    for (String line : text.isBlank() ? List.<String>of() : Wrap.words(text, COLUMNS - 8)) {
      lines.add(" ".repeat(8) + line);
    }
  }

  private void labelled(String label, String text) {
    if (text.isBlank()) {
      return;
    }
    String head = label;
    for (String line : Wrap.words(text, COLUMNS - LABEL)) {
      lines.add(start(head) + line);
      head = "";
    }
  }

  /** A line to copy: never broken. */
  private void command(String label, String text) {
    lines.add(start(label) + text);
  }

  private static String start(String label) {
    return "  " + label + " ".repeat(Math.max(0, LABEL - 2 - label.length()));
  }
}
