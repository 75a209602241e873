package dev.sharelock.model.report;

import java.util.ArrayList;
import java.util.List;

/** Breaks text into lines. */
final class Wrap {
  private Wrap() {}

  /** Breaks a text at blanks; a word that is longer than a line is cut. */
  static List<String> words(String text, int width) {
    List<String> lines = new ArrayList<>();
    for (String paragraph : text.strip().split("\\R")) {
      lines.addAll(pieces(List.of(paragraph.strip().split("\\s+")), " ", width, 0));
    }
    return lines;
  }

  /** Joins pieces into lines; those after the first are indented. */
  static List<String> pieces(List<String> pieces, String gap, int width, int indent) {
    List<String> lines = new ArrayList<>();
    StringBuilder line = new StringBuilder();
    boolean empty = true;
    for (String piece : pieces) {
      String rest = piece;
      if (!empty && line.length() + gap.length() + rest.length() > width) {
        lines.add(line.toString());
        line = new StringBuilder(" ".repeat(indent));
        empty = true;
      }
      while (line.length() + rest.length() > width && empty) {
        int cut = cut(rest, width - line.length());
        lines.add(line + rest.substring(0, cut).stripTrailing());
        rest = rest.substring(cut).stripLeading();
        line = new StringBuilder(" ".repeat(indent));
      }
      line.append(empty ? "" : gap).append(rest);
      empty = false;
    }
    if (!empty) {
      lines.add(line.toString());
    }
    return lines;
  }

  /** Where to cut a text that is too long: after a blank if there is one, otherwise anywhere. */
  private static int cut(String text, int width) {
    int blank = text.lastIndexOf(' ', width);
    return blank > width / 3 ? blank : width;
  }
}
