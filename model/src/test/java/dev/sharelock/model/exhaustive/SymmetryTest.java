package dev.sharelock.model.exhaustive;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sharelock.model.litmus.benchmarks.DataStructurePrograms;
import dev.sharelock.model.run.Seed;
import dev.sharelock.model.run.Settings;
import java.time.Duration;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Of executions that differ in which identical thread does what, one is looked at. */
class SymmetryTest {
  private static final int PROGRAMS = 200;

  private static ExplorationOptions options(MemoryModel model, boolean symmetry) {
    return ExplorationOptions.of(model).withReductions(Reductions.NONE.withSymmetry(symmetry));
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void oneExecutionOfEachOrbitIsLeft(boolean spinning) {
    Settings settings = Settings.ofProcess();
    Seed seed = settings.seedOrFresh();
    System.out.println("symmetry: -Dsharelock.seed=" + seed);
    boolean deep = System.getProperty("sharelock.deep") != null;
    Duration time = settings.time().orElse(Duration.ofMinutes(2));
    Random seeds = new Random(seed.value());
    long begin = System.nanoTime();
    int compared = 0;
    int reduced = 0;
    while (compared < PROGRAMS || deep && System.nanoTime() - begin < time.toNanos()) {
      RandomPrograms.Made made = RandomPrograms.of(seeds.nextLong(), spinning);
      for (MemoryModel model : MemoryModel.values()) {
        reduced += compare(made, model) ? 1 : 0;
      }
      compared++;
    }
    System.out.printf("symmetry: programs=%d, reduced under a model=%d%n", compared, reduced);
    assertThat(reduced).isGreaterThan(compared / 2);
  }

  /** Threads that have a node each are identical but for its number. */
  @Test
  void oneExecutionOfEachOrbitOfDataStructuresIsLeft() {
    seesAllOrbits(DataStructurePrograms.herlihyWingQueue(2, 3), 33, 33);
    seesAllOrbits(DataStructurePrograms.linkedQueue(2, 2), 232, 232);
    seesAllOrbits(DataStructurePrograms.futexMutex(2), 11, 11);
  }

  /**
   * A write to a word of its own ends what a thread has in common with identical ones, so that a
   * few orbits are seen more than once.
   */
  @Test
  void writesToWordsOfTheirOwnTellThreadsApart() {
    seesAllOrbits(DataStructurePrograms.linkedStack(3, 2), 18, 24);
  }

  private static void seesAllOrbits(Program program, int orbits, long executions) {
    Map<String, Long> all = Orbits.of(program, options(MemoryModel.RC11, false), false);
    Map<String, Long> left = Orbits.of(program, options(MemoryModel.RC11, true), false);
    assertThat(all).as("%s", program).hasSize(orbits);
    assertThat(left.keySet().equals(all.keySet())).as("the same orbits of %s", program).isTrue();
    assertThat(left.values().stream().mapToLong(n -> n).sum()).isEqualTo(executions);
  }

  /** Compares what is left with the orbits of all executions; tells whether it is less. */
  private static boolean compare(RandomPrograms.Made made, MemoryModel model) {
    Map<String, Long> all = Orbits.of(made.program(), options(model, false));
    Map<String, Long> left = Orbits.of(made.program(), options(model, true));
    long executions = all.values().stream().mapToLong(n -> n).sum();
    String what = model + " " + made.program().name() + "\n" + made.text();
    assertThat(left.size()).as("orbits of %s", what).isEqualTo(all.size());
    assertThat(left.keySet().equals(all.keySet())).as("the same orbits of %s", what).isTrue();
    assertThat(left.values().stream().allMatch(n -> n == 1)).as("seen once in %s", what).isTrue();
    return executions > all.size();
  }
}
