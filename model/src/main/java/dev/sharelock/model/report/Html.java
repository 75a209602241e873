package dev.sharelock.model.report;

import java.util.regex.Pattern;

/** Text as HTML. */
final class Html {
  private static final Pattern STEP = Pattern.compile("\\b([Ss]tep) ([0-9]{1,9})\\b");

  private Html() {}

  /** Escapes text for the content of an element or a quoted attribute. */
  static String escape(String text) {
    StringBuilder safe = new StringBuilder(text.length() + 16);
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      switch (c) {
        case '&' -> safe.append("&amp;");
        case '<' -> safe.append("&lt;");
        case '>' -> safe.append("&gt;");
        case '"' -> safe.append("&quot;");
        case '\'' -> safe.append("&#39;");
        default -> safe.append(c);
      }
    }
    return safe.toString();
  }

  /** Escapes a sentence and turns each mention of a step into a link to it. */
  static String linked(String sentence) {
    return STEP.matcher(escape(sentence)).replaceAll("<a href=\"#step-$2\">$1 $2</a>");
  }

  /** Makes JSON safe within a script element. */
  static String embedded(String json) {
    return json.replace("&", "\\u0026").replace("<", "\\u003c").replace(">", "\\u003e");
  }
}
