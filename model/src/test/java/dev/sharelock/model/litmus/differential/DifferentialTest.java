package dev.sharelock.model.litmus.differential;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.fail;

import dev.sharelock.model.litmus.LitmusPrinter;
import dev.sharelock.model.litmus.LitmusTest;
import dev.sharelock.model.litmus.reference.ReferenceExplorer;
import dev.sharelock.model.run.Seed;
import dev.sharelock.model.run.Settings;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;

/**
 * The exhaustive engine finds the same outcomes and the same number of executions as the reference
 * on random programs, and none twice.
 *
 * <p>{@code -Dsharelock.seed=N} chooses the programs. {@code -Dsharelock.deep} goes on until the
 * time is over: {@code -Dsharelock.time=1h}, 10 minutes unless stated.
 */
class DifferentialTest {
  private static final int PROGRAMS = 2_000;
  private static final int LIMIT = 20_000;

  @Test
  void engineAndReferenceAgreeOnRandomPrograms() {
    Settings settings = Settings.ofProcess();
    Seed seed = settings.seedOrFresh();
    System.out.println("differential: -Dsharelock.seed=" + seed);
    boolean deep = System.getProperty("sharelock.deep") != null;
    Duration time = settings.time().orElse(Duration.ofMinutes(10));
    List<Comparison> models = Comparison.all();
    Random seeds = new Random(seed.value());
    long begin = System.nanoTime();
    long compared = 0;
    long tooLarge = 0;
    while (compared < PROGRAMS || deep && System.nanoTime() - begin < time.toNanos()) {
      long program = seeds.nextLong();
      if (compare(RandomLitmus.of(program), models, new Random(program))) {
        compared++;
      } else {
        tooLarge++;
      }
    }
    System.out.printf("differential: programs=%d, too large=%d%n", compared, tooLarge);
    assertThat(tooLarge).as("programs that the reference cannot judge").isLessThan(compared / 4);
  }

  /** Compares under the strong models and one variant of RC11; false if the test is too large. */
  private static boolean compare(LitmusTest test, List<Comparison> models, Random random) {
    Comparison variant = models.get(2 + random.nextInt(models.size() - 2));
    for (Comparison model : List.of(models.get(0), models.get(1), variant)) {
      try {
        if (model.difference(test, LIMIT).isPresent()) {
          report(test, model);
        }
      } catch (ReferenceExplorer.TooLarge tooLarge) {
        return false;
      }
    }
    return true;
  }

  private static void report(LitmusTest test, Comparison model) {
    LitmusTest smallest = Shrinker.shrink(test, smaller -> differs(smaller, model).isPresent());
    fail(
        "engine and reference differ: model=%s, program=%s; do: look at the smallest program%n%s%s"
            .formatted(
                model,
                test.name(),
                LitmusPrinter.print(smallest),
                differs(smallest, model).orElse("")));
  }

  private static Optional<String> differs(LitmusTest test, Comparison model) {
    try {
      return model.difference(test, LIMIT);
    } catch (ReferenceExplorer.TooLarge tooLarge) {
      return Optional.empty();
    }
  }
}
