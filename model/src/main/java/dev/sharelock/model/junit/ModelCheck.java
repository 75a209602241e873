package dev.sharelock.model.junit;

import dev.sharelock.model.exhaustive.MemoryModel;
import dev.sharelock.model.scenario.Leeway;
import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.TestTemplate;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * A test that checks a scenario. It has a parameter of type {@link ModelRun}:
 *
 * <pre>{@code
 * @ModelCheck
 * void wrapsAround(ModelRun run) {
 *   run.check(RingScenarios.wrapAround());
 * }
 * }</pre>
 *
 * <p>A failure is reported as text in the message and as a page under {@code target/sharelock}.
 * {@code -Dsharelock.replay=TOKEN} runs only the execution of the token; {@code -Dsharelock.seed}
 * and {@code -Dsharelock.time} win over what is written here.
 */
@Documented
@TestTemplate
@ExtendWith(ModelCheckExtension.class)
@Target(ElementType.METHOD)
@Retention(RetentionPolicy.RUNTIME)
public @interface ModelCheck {

  /** Which engine: its name on the command line, or {@code all} that suit the scenario. */
  String engine() default "all";

  /** The memory model. */
  MemoryModel model() default MemoryModel.RC11;

  /** How long each engine may take, such as {@code 5s}. */
  String time() default "5s";

  /** How many executions each engine may run. */
  long executions() default 20_000;

  /**
   * Only the exhaustive engine, without a limit of executions. The test fails if the time is over
   * before every execution was looked at.
   */
  boolean exhaustive() default false;

  /**
   * How many threads explore one scenario exhaustively; one where executions are limited, so that
   * the same are looked at each time.
   */
  int workers() default 1;

  /**
   * Only executions with so many preemptions at the most, as {@code --preemptions} does; implies
   * the exhaustive engine, and sequential consistency unless another model is named. Negative for
   * no bound.
   */
  int preemptions() default -1;

  /** Whether to look at one only of executions in which identical processes change places. */
  boolean symmetry() default false;

  /** What machines and kernels may do besides what the scenario allows them. */
  Leeway[] leeways() default {};
}
