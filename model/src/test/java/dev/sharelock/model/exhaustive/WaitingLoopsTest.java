package dev.sharelock.model.exhaustive;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sharelock.model.run.Seed;
import dev.sharelock.model.run.Settings;
import java.time.Duration;
import java.util.Random;
import org.junit.jupiter.api.Test;

/**
 * Random programs with loops that wait: none of their executions is seen twice, and looking again
 * in place makes no difference to the complete ones.
 */
class WaitingLoopsTest {
  private static final int PROGRAMS = 300;

  @Test
  void inPlaceOrNotTheSameExecutionsAreSeenOnce() {
    Settings settings = Settings.ofProcess();
    Seed seed = settings.seedOrFresh();
    System.out.println("waiting loops: -Dsharelock.seed=" + seed);
    boolean deep = System.getProperty("sharelock.deep") != null;
    Duration time = settings.time().orElse(Duration.ofMinutes(2));
    Random seeds = new Random(seed.value());
    long begin = System.nanoTime();
    int compared = 0;
    int waiting = 0;
    while (compared < PROGRAMS || deep && System.nanoTime() - begin < time.toNanos()) {
      RandomPrograms.Made made = RandomPrograms.of(seeds.nextLong(), true);
      for (MemoryModel model : MemoryModel.values()) {
        Exploration on = explore(made.program(), model, true);
        Exploration off = explore(made.program(), model, false);
        String what = model + " " + made.program().name() + "\n" + made.text();
        assertThat(on.duplicates()).as("duplicates of %s", what).isZero();
        assertThat(off.duplicates()).as("duplicates, not in place, of %s", what).isZero();
        assertThat(on.executions()).as("executions of %s", what).isEqualTo(off.executions());
        waiting += off.blocked() > 0 ? 1 : 0;
      }
      compared++;
    }
    System.out.printf("waiting loops: programs=%d, waiting under a model=%d%n", compared, waiting);
    assertThat(waiting).isGreaterThan(compared / 2);
  }

  /** Replaces a word by a CAS in a loop. */
  private static void replace(ThreadContext thread, long value) {
    long found = thread.load(0, Ordering.OPAQUE);
    while (thread.compareAndExchange(0, Ordering.OPAQUE, found, value) != found) {
      thread.spinHint();
      found = thread.load(0, Ordering.OPAQUE);
    }
  }

  /**
   * A CAS waits after a revisit, wakes by a write that revisits it again, and is revisited once
   * more by a write which another write precedes that had nothing to do with that.
   */
  @Test
  void aWaitGoesOnByTheWayBackFromTheLatestAncestor() {
    Program program =
        Program.named("chain")
            .thread(thread -> replace(thread, 0))
            .thread(thread -> replace(thread, 0))
            .thread(thread -> thread.store(0, Ordering.OPAQUE, 0))
            .thread(
                thread -> {
                  replace(thread, 1);
                  thread.store(0, Ordering.OPAQUE, 0);
                })
            .build();
    for (boolean inPlace : new boolean[] {false, true}) {
      Exploration found = explore(program, MemoryModel.SC, inPlace);
      assertThat(found.executions()).as("in place: %s", inPlace).isEqualTo(482);
      assertThat(found.duplicates()).isZero();
    }
  }

  private static void exchange(ThreadContext thread, long word, long from, long to) {
    while (thread.compareAndExchange(word, Ordering.OPAQUE, from, to) != from) {
      thread.spinHint();
    }
  }

  /** A thread waits for a write that came by a revisit; another one would have come after it. */
  @Test
  void aWaitIsTakenBackOnlyWhereItHasSeenTheLatestAncestor() {
    long other = 8;
    Program program =
        Program.named("two words")
            .thread(
                thread -> {
                  thread.store(0, Ordering.OPAQUE, 0);
                  while (thread.load(0, Ordering.OPAQUE) != 0
                      || thread.load(other, Ordering.OPAQUE) != 0) {
                    thread.spinHint();
                  }
                })
            .thread(thread -> exchange(thread, other, 0, 1))
            .thread(
                thread -> {
                  thread.store(other, Ordering.OPAQUE, 1);
                  replace(thread, 0);
                })
            .thread(
                thread -> {
                  exchange(thread, other, 1, 0);
                  thread.store(0, Ordering.OPAQUE, 0);
                })
            .build();
    for (boolean inPlace : new boolean[] {false, true}) {
      Exploration found = explore(program, MemoryModel.RC11, inPlace);
      assertThat(found.executions()).as("in place: %s", inPlace).isEqualTo(156);
      assertThat(found.duplicates()).isZero();
    }
  }

  private static Exploration explore(Program program, MemoryModel model, boolean inPlace) {
    return ProgramExplorer.explore(
        program,
        ExplorationOptions.of(model)
            .withReductions(Reductions.NONE.withInPlace(inPlace))
            .detectingDuplicates(true));
  }
}
