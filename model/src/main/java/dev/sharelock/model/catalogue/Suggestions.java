package dev.sharelock.model.catalogue;

import java.util.Collection;
import java.util.Comparator;
import java.util.List;

/** Finds what somebody probably meant. */
public final class Suggestions {
  private static final int AT_MOST = 3;

  private Suggestions() {}

  /** The candidates that resemble a word, the nearest first; at most three. */
  public static List<String> near(String word, Collection<String> candidates) {
    String wanted = word.toLowerCase(java.util.Locale.ROOT);
    int lastWord = wanted.length() - 1 - wanted.lastIndexOf('.');
    int limit = Math.clamp(lastWord / 2, 1, Math.max(2, lastWord / 3));
    return candidates.stream()
        .distinct()
        .filter(candidate -> resembles(wanted, candidate, limit))
        .sorted(
            Comparator.comparingInt((String candidate) -> distance(wanted, candidate))
                .thenComparing(Comparator.naturalOrder()))
        .limit(AT_MOST)
        .toList();
  }

  /** The same as a remedy, such as {@code did you mean ring.close, or ring.wrap-around?}. */
  public static String remedy(String word, Collection<String> candidates, String otherwise) {
    List<String> near = near(word, candidates);
    return near.isEmpty()
        ? otherwise
        : "did you mean " + String.join(", or ", near) + "? Otherwise: " + otherwise;
  }

  private static boolean resembles(String wanted, String candidate, int limit) {
    return distance(wanted, candidate) <= limit
        || wanted.length() >= 3 && candidate.contains(wanted);
  }

  /** The number of letters to insert, delete, replace or swap with their neighbour. */
  static int distance(String left, String right) {
    int[] beforeLast = new int[right.length() + 1];
    int[] last = new int[right.length() + 1];
    int[] row = new int[right.length() + 1];
    for (int j = 0; j <= right.length(); j++) {
      last[j] = j;
    }
    for (int i = 1; i <= left.length(); i++) {
      row[0] = i;
      for (int j = 1; j <= right.length(); j++) {
        int replace = last[j - 1] + (left.charAt(i - 1) == right.charAt(j - 1) ? 0 : 1);
        row[j] = Math.min(replace, Math.min(last[j], row[j - 1]) + 1);
        if (swapped(left, i, right, j)) {
          row[j] = Math.min(row[j], beforeLast[j - 2] + 1);
        }
      }
      int[] free = beforeLast;
      beforeLast = last;
      last = row;
      row = free;
    }
    return last[right.length()];
  }

  private static boolean swapped(String left, int i, String right, int j) {
    return i > 1
        && j > 1
        && left.charAt(i - 1) == right.charAt(j - 2)
        && left.charAt(i - 2) == right.charAt(j - 1);
  }
}
