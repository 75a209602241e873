package dev.sharelock.model.litmus.benchmarks;

import static dev.sharelock.model.exhaustive.Ordering.ACQUIRE;
import static dev.sharelock.model.exhaustive.Ordering.OPAQUE;
import static dev.sharelock.model.exhaustive.Ordering.RELEASE;
import static dev.sharelock.model.exhaustive.Ordering.VOLATILE;

import dev.sharelock.model.exhaustive.Program;
import dev.sharelock.model.exhaustive.ThreadContext;
import dev.sharelock.model.memory.FenceKind;
import dev.sharelock.model.memory.UpdateKind;

/** Programs that wait: mutual exclusion in its classic forms. */
public final class LockPrograms {
  private static final long LOCK = 0;
  private static final long X = 8;
  private static final long Y = 16;
  private static final long FLAGS = 64;

  private LockPrograms() {}

  private static long flag(int thread) {
    return FLAGS + 8L * thread;
  }

  /** Peterson's algorithm with release and acquire, which exclude nobody under weak memory. */
  public static Program peterson() {
    Program.Builder program = Program.named("peterson");
    for (int i = 0; i < 2; i++) {
      int own = i;
      program.thread(
          thread -> {
            thread.store(flag(own), RELEASE, 1);
            thread.store(LOCK, RELEASE, 1 - own);
            thread.assume(
                thread.load(flag(1 - own), ACQUIRE) != 1 || thread.load(LOCK, ACQUIRE) != 1 - own);
            thread.store(X, RELEASE, own);
            thread.load(X, ACQUIRE);
            thread.store(flag(own), RELEASE, 0);
          });
    }
    return program.build();
  }

  /** Dekker's first step with full fences: not both see the other's word as 0. */
  public static Program dekker() {
    Program.Builder program = Program.named("dekker_f");
    for (int i = 0; i < 2; i++) {
      int own = i;
      program.thread(
          thread -> {
            thread.store(flag(own), OPAQUE, 1);
            thread.fence(FenceKind.FULL);
            if (thread.load(flag(1 - own), OPAQUE) == 0) {
              thread.store(X, OPAQUE, own);
              require(thread.load(X, OPAQUE) == own);
            }
          });
    }
    return program.build();
  }

  /** Lamport's fast mutual exclusion. */
  public static Program lamport(int threads) {
    Program.Builder program = Program.named("lamport(" + threads + ")");
    for (int i = 1; i <= threads; i++) {
      int own = i;
      program.thread(
          thread -> {
            lamportLock(thread, own, threads);
            thread.store(Y, VOLATILE, 0);
            thread.store(flag(own), VOLATILE, 0);
          });
    }
    return program.build();
  }

  private static void lamportLock(ThreadContext thread, int own, int threads) {
    while (true) {
      thread.store(flag(own), VOLATILE, 1);
      thread.store(X, VOLATILE, own);
      if (thread.load(Y, VOLATILE) != 0) {
        thread.store(flag(own), VOLATILE, 0);
        thread.assume(thread.load(Y, VOLATILE) == 0);
        continue;
      }
      thread.store(Y, VOLATILE, own);
      if (thread.load(X, VOLATILE) == own) {
        return;
      }
      thread.store(flag(own), VOLATILE, 0);
      for (int other = 1; other <= threads; other++) {
        thread.assume(thread.load(flag(other), VOLATILE) == 0);
      }
      if (thread.load(Y, VOLATILE) == own) {
        return;
      }
      thread.assume(thread.load(Y, VOLATILE) == 0);
    }
  }

  /** Szymanski's mutual exclusion with full fences. */
  public static Program szymanski() {
    Program.Builder program = Program.named("szymanski");
    for (int i = 0; i < 2; i++) {
      int own = i;
      program.thread(thread -> szymanski(thread, own));
    }
    return program.build();
  }

  private static void szymanski(ThreadContext thread, int own) {
    long other = flag(1 - own);
    announce(thread, own, 1);
    thread.assume(thread.load(other, OPAQUE) < 3);
    announce(thread, own, 3);
    if (thread.load(other, OPAQUE) == 1) {
      announce(thread, own, 2);
      thread.assume(thread.load(other, OPAQUE) == 4);
    }
    announce(thread, own, 4);
    thread.assume(thread.load(other, OPAQUE) < 2);
    thread.store(X, OPAQUE, own);
    thread.load(X, OPAQUE);
    require(thread.load(X, OPAQUE) == own);
    thread.fence(FenceKind.FULL);
    thread.assume(thread.load(other, OPAQUE) < 2 || thread.load(other, OPAQUE) > 3);
    thread.store(flag(own), OPAQUE, 0);
  }

  private static void announce(ThreadContext thread, int own, int state) {
    thread.store(flag(own), OPAQUE, state);
    thread.fence(FenceKind.FULL);
  }

  private static void require(boolean exclusive) {
    if (!exclusive) {
      throw new IllegalStateException("two threads are in the critical section");
    }
  }

  /** A mutex around increments of some words; here a lock taken by a CAS that must succeed. */
  public static Program lockedIncrements(String name, int threads, int words) {
    return Program.named(name + "(" + threads + ")")
        .identicalThreads(
            threads,
            thread -> {
              while (thread.compareAndExchange(LOCK, ACQUIRE, 0, 1) != 0) {
                thread.spinHint();
              }
              for (int word = 0; word < words; word++) {
                long offset = X + 8L * word;
                thread.store(offset, OPAQUE, thread.load(offset, OPAQUE) + 1);
              }
              thread.store(LOCK, RELEASE, 0);
            })
        .build();
  }

  /** A ticket lock around an increment. */
  public static Program ticketLock(int threads) {
    return Program.named("ticketlock(" + threads + ")")
        .identicalThreads(
            threads,
            thread -> {
              long ticket = thread.update(LOCK, OPAQUE, UpdateKind.ADD, 1);
              while (thread.load(Y, ACQUIRE) != ticket) {
                thread.spinHint();
              }
              thread.store(X, OPAQUE, thread.load(X, OPAQUE) + 1);
              thread.store(Y, RELEASE, ticket + 1);
            })
        .build();
  }

  /** A lock that is taken by a CAS in a loop and released by a write. */
  public static Program spinCas(int threads) {
    return Program.named("spin-cas3(" + threads + ")")
        .identicalThreads(
            threads,
            thread -> {
              while (thread.compareAndExchange(LOCK, VOLATILE, 0, 1) != 0) {
                thread.spinHint();
              }
              thread.store(LOCK, VOLATILE, 0);
            })
        .build();
  }

  /**
   * Threads that replace a word by a CAS in a loop, against others that try once. Those with the
   * same values are identical.
   */
  public static Program confirmingLoops() {
    return Program.named("conf-loop")
        .identicalThreads(2, thread -> replace(thread, 0))
        .identicalThreads(2, thread -> thread.compareAndExchange(X, VOLATILE, 42, 0))
        .identicalThreads(3, thread -> replace(thread, 42))
        .build();
  }

  private static void replace(ThreadContext thread, long value) {
    long found = thread.load(X, VOLATILE);
    while (thread.compareAndExchange(X, VOLATILE, found, value) != found) {
      thread.spinHint();
      found = thread.load(X, VOLATILE);
    }
  }
}
