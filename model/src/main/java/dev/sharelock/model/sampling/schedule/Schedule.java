package dev.sharelock.model.sampling.schedule;

import java.util.ArrayList;
import java.util.List;

/**
 * All decisions of one execution, in order. The text form names each process by a letter, {@code a}
 * for the first, with the number of its steps in a row where it is more than one; a capital letter
 * says that a step did not go as usual, and a number after it is a choice: {@code a12b3aKcT2} is
 * twelve steps of the first process, three of the second, the death of the first, and two time-outs
 * of the third one.
 */
public record Schedule(List<Step> steps) {

  /** How many processes a schedule can name. */
  public static final int MAX_PROCESSES = 26;

  /** A step of a process with its number among the steps of that process, from 0. */
  public record NumberedStep(int process, int number, StepKind kind, int value) {}

  public Schedule {
    steps = List.copyOf(steps);
  }

  /** The steps with their numbers, for those who count the accesses of each process. */
  public List<NumberedStep> numbered() {
    int[] counts = new int[MAX_PROCESSES];
    List<NumberedStep> numbered = new ArrayList<>(steps.size());
    for (Step step : steps) {
      int number = counts[step.process()]++;
      numbered.add(new NumberedStep(step.process(), number, step.kind(), step.value()));
    }
    return numbered;
  }

  /** How often the process that runs changes while the former one could perhaps go on. */
  public int switches() {
    int switches = 0;
    for (int i = 1; i < steps.size(); i++) {
      switches += steps.get(i).process() == steps.get(i - 1).process() ? 0 : 1;
    }
    return switches;
  }

  /** The text form. */
  public String encode() {
    StringBuilder text = new StringBuilder();
    int from = 0;
    while (from < steps.size()) {
      Step step = steps.get(from);
      int to = from + 1;
      while (to < steps.size() && !step.kind().hasValue() && steps.get(to).equals(step)) {
        to++;
      }
      text.append((char) ('a' + step.process()));
      if (step.kind() != StepKind.RUN) {
        text.append(step.kind().code());
      }
      if (step.kind().hasValue()) {
        text.append(step.value());
      } else if (to - from > 1) {
        text.append(to - from);
      }
      from = to;
    }
    return text.toString();
  }

  /** Reads the text form. */
  public static Schedule decode(String text) {
    return new ScheduleParser(text).parse();
  }

  @Override
  public String toString() {
    return encode();
  }
}
