package dev.sharelock.model.sampling.schedule;

import java.util.ArrayList;
import java.util.List;

/** Reads the text form of a {@link Schedule}. */
final class ScheduleParser {
  private static final int MAX_STEPS = 10_000_000;

  private final String text;
  private final List<Step> steps = new ArrayList<>();
  private int at;

  ScheduleParser(String text) {
    this.text = text;
  }

  Schedule parse() {
    while (at < text.length()) {
      step();
    }
    return new Schedule(steps);
  }

  private void step() {
    int process = text.charAt(at) - 'a';
    if (process < 0 || process >= Schedule.MAX_PROCESSES) {
      throw malformed("a process, a to z, was expected");
    }
    at++;
    StepKind kind = kind();
    int number = number();
    if (kind.hasValue()) {
      if (number < 0) {
        throw malformed("a number was expected");
      }
      steps.add(new Step(process, kind, number));
      return;
    }
    if (number == 0 || steps.size() + Math.max(number, 1) > MAX_STEPS) {
      throw malformed("a number of steps from 1 to " + MAX_STEPS + " was expected");
    }
    Step step = new Step(process, kind, 0);
    for (int i = 0; i < Math.max(number, 1); i++) {
      steps.add(step);
    }
  }

  private StepKind kind() {
    if (at == text.length() || !Character.isUpperCase(text.charAt(at))) {
      return StepKind.RUN;
    }
    StepKind kind = StepKind.ofCode(text.charAt(at));
    if (kind == null) {
      throw malformed("the letter means nothing");
    }
    at++;
    return kind;
  }

  /** A number of at most eight digits, or -1 if there is none. */
  private int number() {
    int start = at;
    while (at < text.length() && text.charAt(at) >= '0' && text.charAt(at) <= '9') {
      at++;
    }
    if (at == start) {
      return -1;
    }
    if (at - start > 8) {
      throw malformed("the number is too large");
    }
    return Integer.parseInt(text.substring(start, at));
  }

  private IllegalArgumentException malformed(String why) {
    return new IllegalArgumentException(
        "schedule is malformed: at="
            + at
            + ", why="
            + why
            + ", schedule="
            + text
            + "; do: pass the whole token as printed");
  }
}
