package dev.sharelock.model.trace;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * One short line that replays one execution: {@code v1:scenario:engine:payload}.
 *
 * @param scenario the name of the scenario
 * @param engine which engine wrote the payload, with its options, for example {@code pct3}
 * @param payload the decisions, or the seed they are derived from, in the engine's own form
 */
public record ReplayToken(String scenario, String engine, String payload) {
  private static final Pattern FORM =
      Pattern.compile("v1:([a-z0-9.-]+):([a-z0-9.-]+):([A-Za-z0-9._*~-]*)");

  /** Reads a token. */
  public static ReplayToken parse(String text) {
    Matcher matcher = FORM.matcher(text.strip());
    if (!matcher.matches()) {
      throw new IllegalArgumentException(
          "token is malformed: token="
              + text
              + "; do: pass the whole token as printed, v1:scenario:engine:payload");
    }
    return new ReplayToken(matcher.group(1), matcher.group(2), matcher.group(3));
  }

  @Override
  public String toString() {
    return "v1:" + scenario + ":" + engine + ":" + payload;
  }
}
