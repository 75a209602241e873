package dev.sharelock.model.litmus.differential;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sharelock.model.exhaustive.Exploration;
import dev.sharelock.model.exhaustive.ExplorationOptions;
import dev.sharelock.model.exhaustive.MemoryModel;
import dev.sharelock.model.exhaustive.Reductions;
import dev.sharelock.model.litmus.LitmusPrinter;
import dev.sharelock.model.litmus.LitmusProgram;
import dev.sharelock.model.litmus.LitmusTest;
import dev.sharelock.model.litmus.reference.ReferenceExplorer;
import dev.sharelock.model.litmus.reference.ReferenceInterleavings;
import dev.sharelock.model.run.Seed;
import dev.sharelock.model.run.Settings;
import java.time.Duration;
import java.util.Random;
import java.util.SortedMap;
import org.junit.jupiter.api.Test;

/**
 * With a bound on preemptions, the exhaustive engine finds as many executions of random programs as
 * a reference that runs all interleavings. {@code -Dsharelock.deep} goes on until the time is over.
 */
class PreemptionsDifferentialTest {
  private static final int PROGRAMS = 200;
  private static final int LIMIT = 4_000;

  @Test
  void boundedCountsAreThoseOfTheReference() {
    Settings settings = Settings.ofProcess();
    Seed seed = settings.seedOrFresh();
    System.out.println("preemptions: -Dsharelock.seed=" + seed);
    boolean deep = System.getProperty("sharelock.deep") != null;
    Duration time = settings.time().orElse(Duration.ofMinutes(2));
    Random seeds = new Random(seed.value());
    long begin = System.nanoTime();
    int compared = 0;
    int preempted = 0;
    while (compared < PROGRAMS || deep && System.nanoTime() - begin < time.toNanos()) {
      LitmusTest test = RandomLitmus.of(seeds.nextLong());
      try {
        SortedMap<Integer, Long> expected = ReferenceInterleavings.count(test, 1, LIMIT);
        compare(test, expected);
        compared++;
        preempted += !expected.isEmpty() && expected.lastKey() > 1 ? 1 : 0;
      } catch (ReferenceExplorer.TooLarge tooLarge) {
        // The next program may be smaller.
      }
    }
    System.out.printf("preemptions: programs=%d, with two or more=%d%n", compared, preempted);
    assertThat(preempted).as("programs that need preemptions").isGreaterThan(compared / 10);
  }

  private static void compare(LitmusTest test, SortedMap<Integer, Long> expected) {
    long sum = 0;
    for (int bound = 0; bound <= (expected.isEmpty() ? 0 : expected.lastKey()); bound++) {
      sum += expected.getOrDefault(bound, 0L);
      ExplorationOptions options =
          ExplorationOptions.of(MemoryModel.SC)
              .withReductions(Reductions.NONE.withPreemptions(bound))
              .detectingDuplicates(true);
      Exploration found = LitmusProgram.of(test).explore(options).exploration();
      String what = "bound " + bound + " of " + test.name() + "\n" + LitmusPrinter.print(test);
      assertThat(found.executions()).as(what).isEqualTo(sum);
      assertThat(found.duplicates()).as(what).isZero();
    }
  }
}
