package dev.sharelock.ci;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Known exceptions from the limits of size. An exception may shrink but never grow, and goes when
 * it is not needed any more. Each is a line {@code number key} in {@code ratchet.txt}, where the
 * key is the file, or the file and the method.
 */
final class Ratchet {

  private static final Path FILE = Path.of("ci/src/test/resources/ratchet.txt");
  private static final Pattern COMPLAINT =
      Pattern.compile("([^:]+):\\d+: (\\S+) has (\\d+) (lines|parameters|columns);.*");

  private final Map<String, Long> allowed = new LinkedHashMap<>();

  private Ratchet() {}

  static Ratchet load() {
    return of(Project.lines(FILE));
  }

  static Ratchet of(List<String> lines) {
    Ratchet ratchet = new Ratchet();
    for (String line : lines) {
      if (!line.isBlank() && !line.startsWith("#")) {
        int blank = line.indexOf(' ');
        ratchet.allowed.put(line.substring(blank + 1), Long.valueOf(line.substring(0, blank)));
      }
    }
    return ratchet;
  }

  /** What is left of the complaints, and a complaint for each exception that nothing needs. */
  List<String> filter(List<String> complaints) {
    List<String> left = new ArrayList<>();
    Map<String, Long> unused = new LinkedHashMap<>(allowed);
    for (String complaint : complaints) {
      Matcher matcher = COMPLAINT.matcher(complaint);
      if (!matcher.matches()) {
        left.add(complaint);
        continue;
      }
      String key = matcher.group(1) + " " + matcher.group(2) + " " + matcher.group(4);
      unused.remove(key);
      long limit = allowed.getOrDefault(key, -1L);
      if (Long.parseLong(matcher.group(3)) > limit) {
        left.add(limit < 0 ? complaint : complaint + " It may have " + limit + ", no more.");
      }
    }
    unused.forEach((key, limit) -> left.add(FILE + ": not needed any more: " + limit + " " + key));
    return left;
  }
}
