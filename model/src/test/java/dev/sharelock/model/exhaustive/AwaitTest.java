package dev.sharelock.model.exhaustive;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sharelock.model.memory.FenceKind;
import dev.sharelock.model.memory.UpdateKind;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/**
 * A loop that waits with {@code spinHint} has exactly the executions of one look with the
 * assumption that it succeeds; the engine gets to them in quite different ways.
 */
class AwaitTest {
  private static final int PROGRAMS = 500;
  private static final long LARGEST = 5_000;
  private static final int AWAIT = 5;
  private static final int AWAIT_UPDATE = 6;
  private static final int AWAIT_EITHER = 7;
  private static final int AWAIT_BOTH = 8;
  private static final int OPERATIONS = 9;

  private record Operation(int kind, int word, int ordering, int value, int other) {
    long offset() {
      return 8L * word;
    }

    long otherOffset() {
      return 8L - offset();
    }

    Ordering read() {
      return List.of(Ordering.OPAQUE, Ordering.ACQUIRE, Ordering.VOLATILE).get(ordering);
    }

    Ordering write() {
      return List.of(Ordering.OPAQUE, Ordering.RELEASE, Ordering.VOLATILE).get(ordering);
    }

    Ordering update() {
      return List.of(Ordering.OPAQUE, Ordering.ACQUIRE_RELEASE, Ordering.VOLATILE).get(ordering);
    }

    boolean look(ThreadContext thread) {
      return switch (kind) {
        case AWAIT -> thread.load(offset(), read()) == value;
        case AWAIT_UPDATE -> thread.compareAndExchange(offset(), update(), other, value) == other;
        case AWAIT_EITHER ->
            thread.load(offset(), read()) == value || thread.load(otherOffset(), read()) == other;
        default ->
            thread.load(offset(), read()) == value && thread.load(otherOffset(), read()) == other;
      };
    }

    void run(ThreadContext thread, boolean spin) {
      switch (kind) {
        case 0 -> thread.observe(thread.load(offset(), read()));
        case 1 -> thread.store(offset(), write(), value);
        case 2 -> thread.observe(thread.update(offset(), update(), UpdateKind.ADD, value));
        case 3 -> thread.observe(thread.compareAndExchange(offset(), update(), other, value));
        case 4 -> thread.fence(FenceKind.FULL);
        default -> await(thread, spin);
      }
    }

    private void await(ThreadContext thread, boolean spin) {
      if (!spin) {
        thread.assume(look(thread));
        return;
      }
      while (!look(thread)) {
        thread.spinHint();
      }
    }
  }

  private static List<List<Operation>> randomThreads(Random random) {
    List<List<Operation>> threads = new ArrayList<>();
    int count = 2 + random.nextInt(3);
    for (int t = 0; t < count; t++) {
      List<Operation> operations = new ArrayList<>();
      for (int i = random.nextInt(3); i >= 0; i--) {
        int kind = random.nextInt(3) == 0 ? AWAIT + random.nextInt(4) : random.nextInt(OPERATIONS);
        operations.add(
            new Operation(
                kind,
                random.nextInt(2),
                random.nextInt(3),
                1 + random.nextInt(2),
                random.nextInt(3)));
      }
      threads.add(operations);
    }
    return threads;
  }

  private static Program program(List<List<Operation>> threads, boolean spin) {
    Program.Builder program = Program.named("await").bytes(16);
    for (List<Operation> operations : threads) {
      program.thread(thread -> operations.forEach(operation -> operation.run(thread, spin)));
    }
    return program.observeAtEnd(0).observeAtEnd(8).build();
  }

  @Test
  void waitingLosesNoExecutionAndAddsNone() {
    long seed = Long.getLong("sharelock.await.seed", 20_261_121);
    Random random = new Random(seed);
    long executions = 0;
    for (int i = 0; i < PROGRAMS; i++) {
      List<List<Operation>> threads = randomThreads(random);
      for (MemoryModel model : MemoryModel.values()) {
        ExplorationOptions options =
            ExplorationOptions.of(model).detectingDuplicates(true).withExecutions(LARGEST);
        Exploration looping = ProgramExplorer.explore(program(threads, true), options);
        Exploration assuming = ProgramExplorer.explore(program(threads, false), options);
        if (looping.exhausted() && assuming.exhausted()) {
          String what = "seed=" + seed + ", model=" + model + ", program=" + threads;
          assertThat(looping.outcomes().keySet()).as(what).isEqualTo(assuming.outcomes().keySet());
          assertThat(looping.executions()).as(what).isEqualTo(assuming.executions());
          executions += looping.executions();
        }
      }
    }
    assertThat(executions).isGreaterThan(PROGRAMS);
  }

  /** The waiting threads of a ticket lock are not blocked in any execution. */
  @Test
  void aTicketLockHasAnExecutionPerOrderAndNoBlockedOne() {
    Program.Builder program = Program.named("ticket lock").bytes(32);
    for (int t = 0; t < 6; t++) {
      program.thread(
          thread -> {
            long mine = thread.update(0, Ordering.OPAQUE, UpdateKind.ADD, 1);
            while (thread.load(8, Ordering.ACQUIRE) != mine) {
              thread.spinHint();
            }
            thread.store(16, Ordering.PLAIN, thread.load(16, Ordering.PLAIN) + 1);
            thread.store(8, Ordering.RELEASE, mine + 1);
          });
    }
    Exploration found =
        ProgramExplorer.explore(
            program.build(),
            ExplorationOptions.of(MemoryModel.RC11).detectingDuplicates(true).stoppingAtRace(true));
    assertThat(found.failure()).isEmpty();
    assertThat(found.executions()).isEqualTo(720);
    assertThat(found.blocked()).isZero();
    assertThat(found.duplicates()).isZero();
  }
}
