package dev.sharelock.model.report;

import dev.sharelock.model.report.EventText.Parts;
import dev.sharelock.model.report.Folding.Run;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.SortedSet;

/** Draws a trace as text with a lane for each process, or as a list if there are too many. */
final class Timeline {
  private static final int INDENT = 2;
  private static final int GAP = 2;
  private static final int NARROWEST = 19;
  private static final int STEP = 4;

  private final Analysis analysis;
  private final EventText text;
  private final SortedSet<Integer> focus;
  private final Folding folding;
  private final List<Integer> lanes;
  private final int[] widths;
  private final boolean list;

  Timeline(Analysis analysis, FieldMap fields, SortedSet<Integer> focus, int columns) {
    this.analysis = analysis;
    this.text = new EventText(analysis, fields);
    this.focus = focus;
    this.folding = new Folding(analysis, focus);
    this.lanes = analysis.active();
    int room = columns - INDENT - STEP;
    this.list = !lanes.isEmpty() && room / lanes.size() - GAP < NARROWEST;
    this.widths = list ? listWidths(room) : laneWidths(room - GAP * lanes.size());
  }

  private int[] listWidths(int room) {
    int names = lanes.stream().mapToInt(lane -> analysis.process(lane).length()).max().orElse(7);
    int name = Math.max("process".length(), Math.min(names, 24));
    return new int[] {name, room - 2 * GAP - name};
  }

  /** Gives each lane what it needs; if that is too much, the widest lanes give way. */
  private int[] laneWidths(int room) {
    int[] needed = new int[lanes.size()];
    for (int lane = 0; lane < needed.length; lane++) {
      needed[lane] = Math.max(NARROWEST, analysis.process(lanes.get(lane)).length());
    }
    for (Run run : folding.runs()) {
      for (int i = run.from(); i < run.to() && run.shown(); i++) {
        int lane = lanes.indexOf(analysis.events().get(i).process());
        int length = String.join("  ", text.parts(i).pieces()).length();
        needed[lane] = Math.max(needed[lane], length);
      }
    }
    int cap = room;
    while (Arrays.stream(needed).sum() > room) {
      cap--;
      for (int lane = 0; lane < needed.length; lane++) {
        needed[lane] = Math.min(needed[lane], cap);
      }
    }
    return needed;
  }

  List<String> lines() {
    List<String> lines = new ArrayList<>();
    if (lanes.isEmpty()) {
      return lines;
    }
    lines.add(line("", "step", headings()));
    lines.add(line("", "----", rules()));
    for (Run run : folding.runs()) {
      if (run.shown()) {
        for (int i = run.from(); i < run.to(); i++) {
          lines.addAll(step(i));
        }
      } else {
        lines.add(" ".repeat(INDENT) + "  ..  " + folding.summary(run));
      }
    }
    return lines;
  }

  private List<String> headings() {
    if (list) {
      return List.of("process", "");
    }
    List<String> names = new ArrayList<>();
    for (int lane = 0; lane < widths.length; lane++) {
      String name = analysis.process(lanes.get(lane));
      names.add(name.substring(0, Math.min(name.length(), widths[lane])));
    }
    return names;
  }

  private List<String> rules() {
    List<String> rules = new ArrayList<>();
    for (int width : widths) {
      rules.add("-".repeat(width));
    }
    return rules;
  }

  private List<String> step(int position) {
    int process = analysis.events().get(position).process();
    int lane = list ? 1 : lanes.indexOf(process);
    Parts parts = text.parts(position);
    String mark = focus.contains(position) || analysis.stale(position) ? "!" : "";
    List<String> lines = new ArrayList<>();
    for (String part : Wrap.pieces(parts.pieces(), "  ", widths[lane], 2)) {
      List<String> cells = new ArrayList<>(Collections.nCopies(widths.length, ""));
      cells.set(lane, part);
      String step = lines.isEmpty() ? "" + analysis.events().get(position).step() : "";
      if (list && lines.isEmpty()) {
        cells.set(0, headName(process));
      }
      lines.add(line(lines.isEmpty() ? mark : "", step, cells));
    }
    return lines;
  }

  private String headName(int process) {
    String name = analysis.process(process);
    return name.substring(0, Math.min(name.length(), widths[0]));
  }

  private String line(String mark, String step, List<String> cells) {
    StringBuilder line = new StringBuilder();
    line.append(pad(mark, INDENT));
    line.append(" ".repeat(Math.max(0, STEP - step.length()))).append(step);
    for (int lane = 0; lane < cells.size(); lane++) {
      line.append(" ".repeat(GAP)).append(pad(cells.get(lane), widths[lane]));
    }
    return line.toString().stripTrailing();
  }

  private static String pad(String text, int width) {
    return text + " ".repeat(Math.max(0, width - text.length()));
  }
}
