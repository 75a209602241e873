package dev.sharelock.model.sampling;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * All that a sampled execution follows from. The text form is the seed in hexadecimal with the
 * other parts behind it: {@code 7f3a9c0012ab44e1.l64.k0-12} has an expected length of 64 steps and
 * kills the first process instead of its thirteenth step; {@code .p1-4} pauses the second one
 * before its fifth step until nobody else can go on.
 *
 * @param strategy how processes are chosen
 * @param seed what the choices are derived from
 * @param length how many steps the execution is expected to have
 * @param kills who dies, and when
 * @param pauses who is paused, and when
 */
record Plan(Strategy strategy, long seed, int length, List<Moment> kills, List<Moment> pauses) {
  private static final Pattern FORM =
      Pattern.compile("([0-9a-f]{1,16})\\.l([0-9]{1,8})((?:\\.[kp][0-9]{1,2}-[0-9]{1,8})*)");
  private static final Pattern MOMENT = Pattern.compile("\\.([kp])([0-9]+)-([0-9]+)");
  private static final int HEXADECIMAL = 16;

  /**
   * Where a process is.
   *
   * @param process its index
   * @param step the number of the step that it is about to make, from 0
   */
  record Moment(int process, int step) {
    boolean isNow(SimulatedProcess[] processes) {
      return processes[process].steps == step;
    }
  }

  Plan {
    kills = List.copyOf(kills);
    pauses = List.copyOf(pauses);
  }

  String encode() {
    StringBuilder text = new StringBuilder(Long.toHexString(seed)).append(".l").append(length);
    append(text, ".k", kills);
    append(text, ".p", pauses);
    return text.toString();
  }

  private static void append(StringBuilder text, String what, List<Moment> moments) {
    for (Moment moment : moments) {
      text.append(what).append(moment.process()).append('-').append(moment.step());
    }
  }

  static Plan decode(Strategy strategy, String text) {
    Matcher matcher = FORM.matcher(text);
    if (!matcher.matches()) {
      throw new IllegalArgumentException(
          "seed of a token is malformed: payload="
              + text
              + "; do: pass the whole token as printed, such as 7f3a9c0012ab44e1.l64");
    }
    List<Moment> kills = new ArrayList<>();
    List<Moment> pauses = new ArrayList<>();
    Matcher each = MOMENT.matcher(matcher.group(3));
    while (each.find()) {
      List<Moment> moments = each.group(1).equals("k") ? kills : pauses;
      moments.add(new Moment(Integer.parseInt(each.group(2)), Integer.parseInt(each.group(3))));
    }
    long seed = Long.parseUnsignedLong(matcher.group(1), HEXADECIMAL);
    return new Plan(strategy, seed, Integer.parseInt(matcher.group(2)), kills, pauses);
  }
}
