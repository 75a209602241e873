package dev.sharelock.values;

import java.util.Arrays;

/** The way to a part of a tree, in the form {@code $.orders[3].price}. */
final class PathText {
  private static final int LONGEST_KEY = 64;

  private Object[] steps = new Object[8];
  private int depth;

  void push(String key) {
    pushStep(key);
  }

  void push(int index) {
    pushStep(index);
  }

  /** An entry of a table whose key cannot be read. */
  void pushEntry(int number) {
    pushStep(new StringBuilder("{entry ").append(number).append('}'));
  }

  private void pushStep(Object step) {
    if (depth == steps.length) {
      steps = Arrays.copyOf(steps, 2 * depth);
    }
    steps[depth++] = step;
  }

  void pop() {
    depth--;
  }

  @Override
  public String toString() {
    StringBuilder text = new StringBuilder("$");
    for (int i = 0; i < depth; i++) {
      switch (steps[i]) {
        case String key -> appendKey(text, key);
        case Integer index -> text.append('[').append(index.intValue()).append(']');
        default -> text.append(steps[i]);
      }
    }
    return text.toString();
  }

  private static void appendKey(StringBuilder text, String key) {
    boolean plain =
        !key.isEmpty()
            && key.length() <= LONGEST_KEY
            && key.chars().allMatch(c -> c == '_' || c < 128 && Character.isLetterOrDigit(c));
    if (plain) {
      text.append('.').append(key);
      return;
    }
    text.append("[\"");
    key.codePoints().limit(LONGEST_KEY).forEach(c -> appendEscaped(text, c));
    text.append(key.length() > LONGEST_KEY ? "...\"]" : "\"]");
  }

  private static void appendEscaped(StringBuilder text, int c) {
    if (c == '"' || c == '\\') {
      text.append('\\').append((char) c);
    } else if (c < ' ' || c > '~') {
      text.append("\\u{").append(Integer.toHexString(c)).append('}');
    } else {
      text.append((char) c);
    }
  }
}
