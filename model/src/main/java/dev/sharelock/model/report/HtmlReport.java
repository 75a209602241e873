package dev.sharelock.model.report;

import dev.sharelock.model.engine.Verdict;
import dev.sharelock.model.report.MemoryFilm.Cell;
import dev.sharelock.model.report.MemoryFilm.Change;
import dev.sharelock.model.run.CheckResult;
import dev.sharelock.model.run.Durations;
import dev.sharelock.model.run.Standing;
import dev.sharelock.model.trace.Failure;
import dev.sharelock.model.trace.Sites;
import dev.sharelock.model.trace.TraceEvent;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A failing execution as one page of HTML that needs nothing else: the timeline as a table, with
 * JavaScript also arrows from writes to reads and the memory at each step.
 */
public final class HtmlReport {
  private static final Pattern SLOT = Pattern.compile("@@([a-z]+)@@");

  private final CheckResult result;
  private final Failure failure;
  private final FieldMap fields;
  private final Analysis analysis;
  private final Explanation explanation;
  private final MemoryFilm film;

  private HtmlReport(CheckResult result, Failure failure) {
    this.result = result;
    this.failure = failure;
    this.fields = FieldMap.of(result.failing());
    this.analysis = new Analysis(failure);
    this.explanation = new Explanation(analysis, fields);
    this.film = new MemoryFilm(result.failing(), failure, fields);
  }

  /**
   * Renders a failing result.
   *
   * @throws IllegalArgumentException if it has no failure
   */
  public static String render(CheckResult result) {
    Failure failure =
        result
            .verdict()
            .failure()
            .orElseThrow(
                () ->
                    new IllegalArgumentException(
                        "nothing failed: scenario="
                            + result.scenario().name()
                            + "; do: render failures only"));
    return new HtmlReport(result, failure).page();
  }

  private String page() {
    String token = failure.token().toString();
    Map<String, String> parts = new LinkedHashMap<>();
    parts.put("style", resource("report.css"));
    parts.put("script", resource("report.js"));
    parts.put("title", Html.escape(failure.kind() + " in " + result.scenario().name()));
    parts.put("standing", result.standing() == Standing.CAUGHT ? "caught" : "failed");
    parts.put("kind", Html.escape(failure.kind().name().replace('_', ' ')));
    parts.put("scenario", Html.escape(result.scenario().name()));
    parts.put("about", Html.escape(result.scenario().about()));
    parts.put("what", Html.linked(what()));
    parts.put("facts", facts());
    parts.put("command", Html.escape("./sharelock replay " + TextReport.quoted(token)));
    parts.put("property", Html.escape("-Dsharelock.replay=" + TextReport.quoted(token)));
    parts.put("why", why());
    parts.put("table", new HtmlTable(analysis, fields, explanation.focus()).render());
    parts.put("memory", memory());
    parts.put("cause", cause());
    parts.put("data", Html.embedded(data()));
    return fill(resource("report.html"), parts);
  }

  /** Fills the slots of a template; what is filled in is not looked at again. */
  private static String fill(String template, Map<String, String> parts) {
    return SLOT.matcher(template)
        .replaceAll(slot -> Matcher.quoteReplacement(parts.get(slot.group(1))));
  }

  private static String resource(String name) {
    try (InputStream in = HtmlReport.class.getResourceAsStream(name)) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private String what() {
    return failure.message().isBlank() ? TextReport.sentence(failure.kind()) : failure.message();
  }

  private String facts() {
    Verdict verdict = result.verdict();
    Map<String, String> facts = new LinkedHashMap<>();
    facts.put("engine", verdict.engine());
    facts.put("execution", Values.count(Math.max(1, verdict.executions())));
    facts.put("found after", Durations.show(verdict.time()));
    facts.put("least", Essence.of(new Analysis(failure), result));
    facts.put("steps", Values.count(failure.events().size()));
    facts.put("processes", Integer.toString(failure.processes().size()));
    facts.put("seed", verdict.seed());
    facts.put("bounds", verdict.bounds());
    StringBuilder html = new StringBuilder();
    facts.forEach(
        (name, value) -> {
          if (!value.isEmpty()) {
            html.append("<div><dt>").append(name).append("</dt><dd>");
            html.append(Html.escape(value)).append("</dd></div>\n");
          }
        });
    return html.toString();
  }

  private String why() {
    StringBuilder html = new StringBuilder();
    for (String sentence : explanation.sentences()) {
      html.append("<li>").append(Html.linked(sentence)).append("</li>\n");
    }
    return html.toString();
  }

  private String cause() {
    if (failure.cause() == null) {
      return "";
    }
    StringBuilder trace = new StringBuilder(failure.cause().toString());
    for (StackTraceElement frame : failure.cause().getStackTrace()) {
      trace.append("\n  at ").append(frame);
    }
    return "<details><summary>Exception at "
        + Html.escape(Sites.of(failure.cause()))
        + "</summary><pre>"
        + Html.escape(trace.toString())
        + "</pre></details>";
  }

  /** The memory after the last step; with JavaScript it follows the selected one. */
  private String memory() {
    List<String> values = new ArrayList<>(film.initial());
    film.changes().forEach(step -> step.forEach(c -> values.set(c.cell(), c.value())));
    StringBuilder html = new StringBuilder();
    for (int i = 0; i < values.size(); i++) {
      Cell cell = film.cells().get(i);
      html.append("<tr data-cell=\"").append(i).append("\" class=\"");
      html.append(cell.isWord() ? "word" : "bytes").append(cell.touched() ? "" : " untouched");
      html.append("\"><th scope=\"row\">").append(Html.escape(cell.name())).append("</th><td>");
      html.append(Html.escape(values.get(i))).append("</td></tr>\n");
    }
    return html.toString();
  }

  /** What the script works with. */
  private String data() {
    List<Object> steps = new ArrayList<>();
    for (int i = 0; i < analysis.events().size(); i++) {
      steps.add(step(i));
    }
    Map<String, Object> root = new LinkedHashMap<>();
    root.put("initial", film.initial());
    root.put("steps", steps);
    return JsonReport.write(root, false);
  }

  private Map<String, Object> step(int position) {
    TraceEvent event = analysis.events().get(position);
    EventText text = new EventText(analysis, fields);
    Map<String, Object> step = new LinkedHashMap<>();
    step.put("step", event.step());
    step.put("process", event.process());
    step.put("who", analysis.process(event));
    EventText.Parts parts = text.parts(position);
    step.put("text", HtmlTable.arrow(parts.access()));
    step.put("mode", parts.mode());
    step.put("site", event.site());
    if (Analysis.reads(event)) {
      step.put("from", analysis.source(event));
    }
    if (analysis.stale(position)) {
      step.put("missed", analysis.previousWrite(position));
    }
    List<Object> changes = new ArrayList<>();
    for (Change change : film.changes().get(position)) {
      changes.add(List.of(change.cell(), change.value()));
    }
    step.put("changes", changes);
    return step;
  }
}
