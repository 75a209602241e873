package dev.sharelock.properties;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sharelock.SharelockException;

/** What operations may do on memory in which anything stands. */
public final class Answer {
  private Answer() {}

  /** It is done, or says what to do about it. */
  public static void require(Runnable operation) {
    try {
      operation.run();
    } catch (SharelockException | IllegalArgumentException | IllegalStateException said) {
      assertThat(said).hasMessageContaining("; do: ");
    }
  }

  /** The same, and the result may be another one than that of a model; but it ends. */
  public static void requireAny(Runnable operation) {
    require(
        () -> {
          try {
            operation.run();
          } catch (AssertionError differs) {
            if (String.valueOf(differs.getMessage()).contains("does not end")) {
              throw differs;
            }
          }
        });
  }
}
