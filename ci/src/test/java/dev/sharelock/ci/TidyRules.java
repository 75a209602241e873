package dev.sharelock.ci;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Rules about the text of files. Each complaint is a line {@code path:line: what; do: remedy}. */
final class TidyRules {

  static final int COLUMNS = 100;
  static final int METHOD_LINES = 60;
  static final int MAIN_FILE_LINES = 400;
  static final int TEST_FILE_LINES = 600;
  static final int PUBLIC_PARAMETERS = 4;
  static final int OTHER_PARAMETERS = 6;

  /**
   * Something that must not be written.
   *
   * @param where which files it is about
   * @param what how it looks
   * @param remedy what to do instead
   */
  private record Ban(Pattern where, Pattern what, String remedy) {}

  private static final String ANY = ".*";
  private static final String JAVA = ".*[.]java";
  private static final String MAIN = "(impl|model)/src/main/.*[.]java";

  /** Packages whose work is to print or to drive real processes and threads. */
  private static final String TALKERS = "model/src/main/.*/(cli|forked)/.*";

  private static final List<Ban> BANS =
      List.of(
          ban("(?!" + TALKERS + ")" + MAIN, "System[.](out|err)\\b", "return what is to be said"),
          ban("(?!" + TALKERS + ")" + MAIN, "System[.]exit\\(", "throw, and let the caller decide"),
          ban(
              "(?!" + TALKERS + ")" + MAIN,
              "printStackTrace\\(",
              "throw, or make it part of a report"),
          ban(".*/src/test/.*[.]java", "Thread[.]sleep\\(", "wait for the event itself"),
          ban(MAIN, "Math[.]random\\(|new Random\\(\\)", "draw from the run's seed"),
          ban(JAVA, "String[.]format\\((?!Locale|$)", "pass Locale.ROOT"),
          ban(JAVA, "[.]to(Lower|Upper)Case\\(\\)", "pass Locale.ROOT"),
          ban(JAVA, "sun[.]misc[.]" + "Unsafe;", "use VarHandle"),
          ban(ANY, "\\b(TO" + "DO|FIX" + "ME)\\b(?!\\(#\\d+\\))", "name an issue: TO" + "DO(#12)"),
          ban(ANY, "(?<![\\w.])/(work|root|home/\\w+|Users/\\w+)/", "use a relative path"),
          ban("(?!LICENSE)" + ANY, "[ \\t]+$", "take the white space at the end away"),
          ban("(?!.*[.]md)" + ANY, "\\t", "use spaces"));

  private TidyRules() {}

  private static Ban ban(String where, String what, String remedy) {
    return new Ban(Pattern.compile(where), Pattern.compile(what), remedy);
  }

  /** Complains about lines that are too long. */
  static List<String> longLines(Path file, List<String> lines) {
    List<String> complaints = new ArrayList<>();
    for (int i = 0; i < lines.size(); i++) {
      int columns = lines.get(i).codePointCount(0, lines.get(i).length());
      if (columns > COLUMNS && !lines.get(i).contains("https://")) {
        complaints.add(at(file, i + 1, "line has " + columns + " columns; do: break it"));
      }
    }
    return complaints;
  }

  /** Complains about what must not be written. */
  static List<String> bannedText(Path file, List<String> lines) {
    String path = file.toString().replace('\\', '/');
    List<String> complaints = new ArrayList<>();
    for (Ban ban : BANS) {
      if (!ban.where().matcher(path).matches()) {
        continue;
      }
      for (int i = 0; i < lines.size(); i++) {
        Matcher matcher = ban.what().matcher(lines.get(i));
        if (matcher.find()) {
          complaints.add(
              at(file, i + 1, "must not be here: " + matcher.group() + "; do: " + ban.remedy()));
        }
      }
    }
    return complaints;
  }

  /** Complains about a file that is too long. */
  static List<String> longFile(Path file, List<String> lines) {
    int limit = Project.isMain(file) ? MAIN_FILE_LINES : TEST_FILE_LINES;
    return lines.size() <= limit
        ? List.of()
        : List.of(at(file, 1, "file has " + lines.size() + " lines; do: give each idea its own"));
  }

  /** Complains about methods that are too long or take too much. */
  static List<String> bigMethods(JavaSources sources) {
    List<String> complaints = new ArrayList<>();
    for (JavaSources.Method method : sources.methods()) {
      String place = method.file() + ":" + method.line() + ": " + method.name();
      if (method.lines() > METHOD_LINES) {
        complaints.add(place + " has " + method.lines() + " lines; do: split it");
      }
      boolean exported = method.isPublic() && method.file().startsWith("impl/src/main");
      int limit = exported ? PUBLIC_PARAMETERS : OTHER_PARAMETERS;
      if (method.parameters() > limit) {
        complaints.add(
            place + " has " + method.parameters() + " parameters; do: make a record of some");
      }
    }
    return complaints;
  }

  /** Complains about imports of everything. */
  static List<String> wildcardImports(JavaSources sources) {
    return sources.imports().stream()
        .filter(one -> one.name().endsWith(".*"))
        .map(one -> at(one.file(), one.line(), "imports everything; do: import each name"))
        .toList();
  }

  private static String at(Path file, long line, String text) {
    return file + ":" + line + ": " + text;
  }
}
