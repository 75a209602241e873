package dev.sharelock.model.junit;

import dev.sharelock.model.exhaustive.MemoryModel;
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
}
