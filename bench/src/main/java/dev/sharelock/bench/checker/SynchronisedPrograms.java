package dev.sharelock.bench.checker;

import dev.sharelock.model.exhaustive.Ordering;
import dev.sharelock.model.exhaustive.Program;
import dev.sharelock.model.memory.FenceKind;
import java.util.List;

/**
 * Programs that use what the published ones do not: volatile accesses, full fences and plain data.
 * All have 2^n executions, or one less.
 */
final class SynchronisedPrograms {
  private static final int THREADS = 13;

  private SynchronisedPrograms() {}

  static List<Program> all() {
    return List.of(volatileRing(THREADS), fencedRing(THREADS), messages(THREADS));
  }

  private static long word(int index, int threads) {
    return 8L * (index % threads);
  }

  /** Store buffering in a ring: each thread writes its word and reads that of the next. */
  private static Program volatileRing(int threads) {
    Program.Builder program = Program.named("sb-volatile(" + threads + ")");
    for (int i = 0; i < threads; i++) {
      int own = i;
      program.thread(
          thread -> {
            thread.store(word(own, threads), Ordering.VOLATILE, 1);
            thread.load(word(own + 1, threads), Ordering.VOLATILE);
          });
    }
    return program.build();
  }

  /** The same with opaque accesses and a full fence between them. */
  private static Program fencedRing(int threads) {
    Program.Builder program = Program.named("sb-fenced(" + threads + ")");
    for (int i = 0; i < threads; i++) {
      int own = i;
      program.thread(
          thread -> {
            thread.store(word(own, threads), Ordering.OPAQUE, 1);
            thread.fence(FenceKind.FULL);
            thread.load(word(own + 1, threads), Ordering.OPAQUE);
          });
    }
    return program.build();
  }

  /** One thread publishes plain data, which others read once they have seen that it is there. */
  private static Program messages(int readers) {
    Program.Builder program = Program.named("mp-plain(" + readers + ")");
    program.thread(
        thread -> {
          thread.store(0, Ordering.PLAIN, 42);
          thread.store(8, Ordering.RELEASE, 1);
        });
    for (int i = 0; i < readers; i++) {
      program.thread(
          thread -> {
            if (thread.load(8, Ordering.ACQUIRE) == 1) {
              thread.load(0, Ordering.PLAIN);
            }
          });
    }
    return program.build();
  }
}
