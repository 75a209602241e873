package dev.sharelock.model.sampling;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * All that a sampled execution follows from. The text form is the seed in hexadecimal with the
 * other parts behind it: {@code 7f3a9c0012ab44e1.l64.k0-12} has an expected length of 64 steps and
 * kills the first process instead of its thirteenth step.
 *
 * @param strategy how processes are chosen
 * @param seed what the choices are derived from
 * @param length how many steps the execution is expected to have
 * @param kills who dies, and when
 */
record Plan(Strategy strategy, long seed, int length, List<Kill> kills) {
  private static final Pattern FORM =
      Pattern.compile("([0-9a-f]{1,16})\\.l([0-9]{1,8})((?:\\.k[0-9]{1,2}-[0-9]{1,8})*)");
  private static final Pattern KILL = Pattern.compile("\\.k([0-9]+)-([0-9]+)");
  private static final int HEXADECIMAL = 16;

  /**
   * A death.
   *
   * @param process the index of the victim
   * @param step the number of the step that it does not make any more, from 0
   */
  record Kill(int process, int step) {}

  Plan {
    kills = List.copyOf(kills);
  }

  String encode() {
    StringBuilder text = new StringBuilder(Long.toHexString(seed)).append(".l").append(length);
    for (Kill kill : kills) {
      text.append(".k").append(kill.process()).append('-').append(kill.step());
    }
    return text.toString();
  }

  static Plan decode(Strategy strategy, String text) {
    Matcher matcher = FORM.matcher(text);
    if (!matcher.matches()) {
      throw new IllegalArgumentException(
          "seed of a token is malformed: payload="
              + text
              + "; do: pass the whole token as printed, such as 7f3a9c0012ab44e1.l64");
    }
    List<Kill> kills = new ArrayList<>();
    Matcher each = KILL.matcher(matcher.group(3));
    while (each.find()) {
      kills.add(new Kill(Integer.parseInt(each.group(1)), Integer.parseInt(each.group(2))));
    }
    long seed = Long.parseUnsignedLong(matcher.group(1), HEXADECIMAL);
    return new Plan(strategy, seed, Integer.parseInt(matcher.group(2)), kills);
  }
}
