package dev.sharelock.model.litmus;

import dev.sharelock.model.exhaustive.ExplorationOptions;
import dev.sharelock.model.exhaustive.MemoryModel;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;

/**
 * What a litmus test shows under one memory model.
 *
 * @param test the test
 * @param options the model, and what was left out
 * @param result what the engine found
 * @param time how long it took
 */
public record LitmusFinding(
    LitmusTest test, ExplorationOptions options, LitmusProgram.Result result, Duration time) {

  /** What the asked outcome turned out to be. */
  public enum Answer {
    ALLOWED,
    FORBIDDEN,
    /** It was not seen, but not all executions were looked at. */
    UNKNOWN,
    /** The test asks for nothing. */
    NOT_ASKED
  }

  /** Explores a test under a model, looking at so many executions at the most. */
  public static LitmusFinding of(LitmusTest test, MemoryModel model, long executions) {
    return of(test, ExplorationOptions.of(model).withExecutions(executions));
  }

  /** Explores a test. */
  public static LitmusFinding of(LitmusTest test, ExplorationOptions options) {
    long begin = System.nanoTime();
    LitmusProgram.Result result = LitmusProgram.of(test).explore(options);
    return new LitmusFinding(test, options, result, Duration.ofNanos(System.nanoTime() - begin));
  }

  /**
   * The name of the model in the text format, and a bound on preemptions such as {@code sc <=2}.
   */
  public String modelName() {
    String name = options.model().name().toLowerCase(Locale.ROOT);
    return options.reductions().isBounded()
        ? name + " <=" + options.reductions().preemptions()
        : name;
  }

  /** The answer to the question of the test. */
  public Answer answer() {
    if (test.question().isEmpty()) {
      return Answer.NOT_ASKED;
    }
    if (result.outcomes().keySet().stream().anyMatch(test::isAsked)) {
      return Answer.ALLOWED;
    }
    return result.exploration().exhausted() ? Answer.FORBIDDEN : Answer.UNKNOWN;
  }

  /** What contradicts the test: its claim, or what it expects. */
  public Optional<String> contradiction() {
    if (test.question().isPresent()
        && test.question().get().forbidden()
        && answer() == Answer.ALLOWED) {
      return Optional.of("the outcome that the test forbids is allowed");
    }
    Expectation expected = test.expectations().get(modelName());
    if (expected == null || !result.exploration().exhausted()) {
      return Optional.empty();
    }
    if (!expected.outcomes().equals(result.outcomes().keySet())) {
      return Optional.of("expected the outcomes " + expected.outcomes());
    }
    if (expected.executions() != result.exploration().executions()
        || expected.blocked() != result.exploration().blocked()) {
      return Optional.of(
          "expected %d executions and %d blocked"
              .formatted(expected.executions(), expected.blocked()));
    }
    return Optional.empty();
  }
}
