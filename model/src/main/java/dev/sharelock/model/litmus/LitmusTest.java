package dev.sharelock.model.litmus;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A small concurrent program and a question about its outcomes.
 *
 * @param name without blanks, for example {@code SB/vol}
 * @param note what is remarkable about it; may be empty
 * @param locations the shared locations with their initial values, in the order of their numbers
 * @param processes the processes
 * @param observed the registers, and locations at the end, whose values make up an outcome
 * @param question the asked outcome
 * @param expectations what is known, by the name of the memory model
 */
public record LitmusTest(
    String name,
    String note,
    Map<String, Long> locations,
    List<LitmusProcess> processes,
    List<String> observed,
    Optional<Question> question,
    Map<String, Expectation> expectations) {

  /** The names of the models for which a test can state expectations, from strong to weak. */
  public static final List<String> MODELS = List.of("sc", "tso", "rc11", "jmm");

  /**
   * The asked outcome.
   *
   * @param forbidden whether the author claims that it must not happen; otherwise it is only asked
   * @param condition what holds of the outcome
   */
  public record Question(boolean forbidden, Expression condition) {}

  /** The names of the locations in the order of their numbers. */
  public List<String> locationNames() {
    return List.copyOf(locations.keySet());
  }

  /** Tells whether an outcome is the asked one. */
  public boolean isAsked(ObservedValues outcome) {
    return question.isPresent() && question.get().condition().value(valuesOf(outcome)) != 0;
  }

  private Expression.Values valuesOf(ObservedValues outcome) {
    return new Expression.Values() {
      @Override
      public long of(String variable) {
        return outcome.values().get(observed.indexOf(variable));
      }

      @Override
      public List<Long> observed() {
        return outcome.values();
      }
    };
  }

  /** The outcome of one execution from its registers and the final values of the locations. */
  public ObservedValues observe(Map<String, Long> registers, Map<String, Long> finals) {
    return new ObservedValues(
        observed.stream()
            .map(name -> isRegister(name) ? registers.getOrDefault(name, 0L) : finals.get(name))
            .toList());
  }

  /** Tells whether a name is that of a register: r and a number. */
  public static boolean isRegister(String name) {
    if (name.length() < 2 || name.charAt(0) != 'r') {
      return false;
    }
    for (int i = 1; i < name.length(); i++) {
      if (name.charAt(i) < '0' || name.charAt(i) > '9') {
        return false;
      }
    }
    return true;
  }
}
