package dev.sharelock.model.report;

import dev.sharelock.model.report.EventText.Parts;
import dev.sharelock.model.report.Folding.Run;
import dev.sharelock.model.trace.EventKind;
import dev.sharelock.model.trace.TraceEvent;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SortedSet;

/** The timeline as an HTML table: a row for each step, a column for each process. */
final class HtmlTable {
  private static final int MOST_ROWS = 4000;

  private final Analysis analysis;
  private final EventText text;
  private final SortedSet<Integer> focus;
  private final List<Integer> lanes;
  private final Map<Integer, String> state = new HashMap<>();
  private final StringBuilder html = new StringBuilder();
  private int seen;

  HtmlTable(Analysis analysis, FieldMap fields, SortedSet<Integer> focus) {
    this.analysis = analysis;
    this.text = new EventText(analysis, fields);
    this.focus = focus;
    this.lanes = analysis.active();
  }

  String render() {
    html.append("<table style=\"--lanes:")
        .append(lanes.size())
        .append("\">\n<thead><tr><th scope=\"col\">step</th>");
    for (int lane = 0; lane < lanes.size(); lane++) {
      String name = analysis.process(lanes.get(lane));
      html.append("<th scope=\"col\" class=\"lane hue").append(lane % 6).append("\">");
      html.append(Html.escape(name)).append("</th>");
      state.put(lanes.get(lane), firstIsStart(lanes.get(lane)) ? "absent" : "alive");
    }
    html.append("</tr></thead>\n");
    Folding folding = new Folding(analysis, focus);
    int rows = 0;
    for (Run run : folding.runs()) {
      rows += run.to() - run.from();
      run(run, folding, rows <= MOST_ROWS || run.shown());
    }
    return html.append("</table>").toString();
  }

  private boolean firstIsStart(int process) {
    return analysis.events().stream()
        .filter(event -> event.process() == process)
        .findFirst()
        .map(event -> event.kind() == EventKind.START)
        .orElse(false);
  }

  private void run(Run run, Folding folding, boolean rows) {
    if (!run.shown()) {
      html.append("<tbody class=\"summary\"><tr><th scope=\"row\">&hellip;</th><td colspan=\"");
      html.append(lanes.size()).append("\"><button type=\"button\" class=\"unfold\"");
      html.append(rows ? ">" : " disabled>");
      html.append(Html.escape(folding.summary(run))).append("</button></td></tr></tbody>\n");
    }
    html.append(run.shown() ? "<tbody>\n" : "<tbody class=\"folded\">\n");
    for (int i = run.from(); i < run.to(); i++) {
      if (rows) {
        row(i);
      }
    }
    html.append("</tbody>\n");
  }

  private void row(int position) {
    TraceEvent event = analysis.events().get(position);
    List<String> classes = new ArrayList<>();
    if (focus.contains(position)) {
      classes.add("focus");
    }
    if (analysis.stale(position)) {
      classes.add("stale");
    }
    if (position == analysis.events().size() - 1) {
      classes.add("last");
    }
    html.append("<tr id=\"step-").append(event.step()).append("\" data-at=\"").append(position);
    html.append("\" class=\"").append(String.join(" ", classes)).append("\">");
    html.append("<th scope=\"row\">").append(event.step()).append("</th>");
    advanceTo(event.kind() == EventKind.START ? position + 1 : position);
    for (int lane = 0; lane < lanes.size(); lane++) {
      int process = lanes.get(lane);
      html.append("<td class=\"hue").append(lane % 6).append(' ').append(state.get(process));
      html.append("\">");
      if (process == event.process()) {
        card(position, event);
      }
      html.append("</td>");
    }
    html.append("</tr>\n");
  }

  /** Follows the processes, also through steps that have no row. */
  private void advanceTo(int position) {
    while (seen < position) {
      advance(analysis.events().get(seen++));
    }
  }

  /** What the line of a lane looks like below a step. */
  private void advance(TraceEvent event) {
    String now =
        switch (event.kind()) {
          case KILL -> "dead";
          case END -> "absent";
          case WAIT -> Analysis.sleeps(event) ? "asleep" : "alive";
          default -> "alive";
        };
    state.put(event.process(), now);
  }

  private void card(int position, TraceEvent event) {
    Parts parts = text.parts(position);
    String kind = event.kind().name().toLowerCase(Locale.ROOT).replace('_', '-');
    html.append("<span class=\"card ").append(kind).append("\">");
    html.append("<svg class=\"glyph\" aria-hidden=\"true\"><use href=\"#").append(glyph(event));
    html.append("\"/></svg><span class=\"body\"><span class=\"access\">")
        .append(access(event, parts.access()));
    html.append("</span>");
    if (!parts.mode().isEmpty()) {
      String order = event.mode() == null ? "none" : EventText.mode(event.mode());
      html.append(" <span class=\"mode ").append(order).append("\">");
      html.append(Html.escape(parts.mode())).append("</span>");
    }
    if (!parts.source().isEmpty()) {
      html.append(" <span class=\"from\">").append(Html.linked(arrow(parts.source())));
      html.append("</span>");
    }
    html.append("</span></span>");
  }

  private String access(TraceEvent event, String access) {
    String name = event.offset() < 0 ? "" : text.name(event);
    int at = name.isEmpty() ? -1 : access.indexOf(name);
    if (at < 0) {
      return Html.escape(arrow(access));
    }
    return Html.escape(access.substring(0, at))
        + "<b>"
        + Html.escape(name)
        + "</b>"
        + Html.escape(arrow(access.substring(at + name.length())));
  }

  static String arrow(String text) {
    return text.replace(" -> ", " \u2192 ").replace(" => ", " \u21d2 ").replace("<- ", "\u2190 ");
  }

  private static String glyph(TraceEvent event) {
    return switch (event.kind()) {
      case READ -> "g-read";
      case WRITE -> "g-write";
      case UPDATE -> "g-update";
      case FAILED_UPDATE -> "g-failed";
      case DATA_READ -> "g-data-read";
      case DATA_WRITE -> "g-data-write";
      case FENCE -> "g-fence";
      case WAIT -> "g-wait";
      case WAKE -> "g-wake";
      case TIME_OUT -> "g-time";
      case KILL -> "g-kill";
      case CHOICE, SPIN, START, END -> "g-dot";
    };
  }
}
