package dev.sharelock.ci;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The labels of ordered accesses. A comment {@code // P1 -> C1} beside an access says that it is P1
 * and pairs with C1; {@code // C1 <- P1} is the other side. Labels belong to a package.
 */
final class OrderingLabels {

  private static final String LABELS = "[A-Z]\\d+(?:, [A-Z]\\d+)*";
  private static final Pattern PAIR =
      Pattern.compile("// (" + LABELS + ") (?:->|<-) (" + LABELS + ")");
  private static final Pattern LABEL = Pattern.compile("\\b[A-Z]\\d+\\b");
  private static final Pattern HEADER = Pattern.compile("^\\s*\\*.*");

  /**
   * An access that orders others: every mode but plain and opaque, every atomic update, a fence.
   */
  private static final Pattern ORDERED =
      Pattern.compile(
          "emory[.]((get|set)(Long|Int)(Acquire|Release|Volatile)"
              + "|(weakC|c)ompareAnd\\w+|getAnd\\w+|\\w+Fence)\\(");

  /** What one package says. */
  private static final class Labels {
    private final Set<String> placed = new HashSet<>();
    private final Set<String> explained = new HashSet<>();
    private final Map<String, String> wanted = new TreeMap<>();
  }

  private final Map<String, Labels> packages = new TreeMap<>();
  private final List<String> complaints = new ArrayList<>();

  /** Reads a file. */
  void read(Path file, List<String> lines) {
    Labels labels = packages.computeIfAbsent(file.getParent().toString(), name -> new Labels());
    for (int i = 0; i < lines.size(); i++) {
      String line = lines.get(i);
      String place = file + ":" + (i + 1) + ": ";
      if (HEADER.matcher(line).matches()) {
        LABEL.matcher(line).results().forEach(found -> labels.explained.add(found.group()));
        continue;
      }
      Matcher pair = PAIR.matcher(line);
      if (pair.find()) {
        for (String label : pair.group(1).split(", ")) {
          labels.placed.add(label);
          labels.wanted.putIfAbsent(label, place);
        }
        for (String label : pair.group(2).split(", ")) {
          labels.wanted.putIfAbsent(label, place);
        }
      }
      if (ORDERED.matcher(line).find() && !hasComment(lines, i)) {
        complaints.add(place + "ordered access without a reason; do: name its pair, // P1 -> C1");
      }
    }
  }

  /** Complaints about labels without a partner or an explanation, and accesses without a reason. */
  List<String> complaints() {
    List<String> all = new ArrayList<>(complaints);
    for (Labels labels : packages.values()) {
      labels.wanted.forEach(
          (label, place) -> {
            if (!labels.placed.contains(label)) {
              all.add(place + label + " stands beside no access; do: label the other side");
            }
            if (!labels.explained.contains(label)) {
              all.add(place + label + " is in no class header; do: explain the pair there");
            }
          });
    }
    return all;
  }

  /** How many labels stand beside accesses. */
  int count() {
    return packages.values().stream().mapToInt(labels -> labels.placed.size()).sum();
  }

  private static boolean hasComment(List<String> lines, int index) {
    return lines.get(index).contains("//")
        || index > 0 && lines.get(index - 1).strip().startsWith("//");
  }
}
