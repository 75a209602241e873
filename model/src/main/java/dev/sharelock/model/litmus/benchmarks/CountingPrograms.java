package dev.sharelock.model.litmus.benchmarks;

import static dev.sharelock.model.exhaustive.Ordering.ACQUIRE;
import static dev.sharelock.model.exhaustive.Ordering.OPAQUE;
import static dev.sharelock.model.exhaustive.Ordering.RELEASE;

import dev.sharelock.model.exhaustive.Program;
import dev.sharelock.model.exhaustive.ThreadContext;
import dev.sharelock.model.memory.UpdateKind;

/** Programs of reads, writes and updates without waiting. */
public final class CountingPrograms {
  private static final long X = 0;
  private static final long Y = 8;
  private static final long Z = 16;
  private static final long W = 24;

  private CountingPrograms() {}

  private static Program.Builder named(String name, int size) {
    return Program.named(name + "(" + size + ")");
  }

  private static void increment(ThreadContext thread, long word) {
    thread.update(word, OPAQUE, UpdateKind.ADD, 1);
  }

  /** One writer and many readers of one word. */
  public static Program readers(int readers) {
    Program.Builder program = named("readers", readers);
    program.thread(thread -> thread.store(X, RELEASE, 42));
    return program.identicalThreads(readers, thread -> thread.load(X, ACQUIRE)).build();
  }

  /** A reader looks for the last zero of an array whose writers build a chain. */
  public static Program lastZero(int writers) {
    Program.Builder program = named("lastzero", writers);
    program.thread(
        thread -> {
          int i = writers;
          while (thread.load(8L * i, ACQUIRE) != 0) {
            i--;
          }
        });
    for (int j = 1; j <= writers; j++) {
      long own = 8L * j;
      program.thread(thread -> thread.store(own, RELEASE, thread.load(own - 8, ACQUIRE) + 1));
    }
    return program.build();
  }

  /** Each thread inserts four keys into a hash table with linear probing. */
  public static Program indexer(int threads) {
    Program.Builder program = named("indexer", threads);
    for (int i = 0; i < threads; i++) {
      int key = i;
      program.thread(
          thread -> {
            for (int round = 0; round < 4; round++) {
              long word = round * 11L + key;
              long slot = word * 7 % 128;
              while (thread.compareAndExchange(8 * slot, OPAQUE, 0, word) != 0) {
                slot = (slot + 1) % 128;
              }
            }
          });
    }
    return program.build();
  }

  /** Two threads add each other's words up; the limit that nobody exceeds is a Fibonacci number. */
  public static Program fibonacci(int rounds) {
    long limit = 1;
    for (long i = 0, next = 1; i <= 2L * rounds; i++) {
      long sum = limit + next;
      limit = next;
      next = sum;
    }
    long bound = limit;
    Program.Builder program = named("fib_bench", rounds).initially(X, 1).initially(Y, 1);
    for (long target : new long[] {X, Y}) {
      program.thread(
          thread -> {
            for (int i = 0; i < rounds; i++) {
              thread.store(target, RELEASE, thread.load(X, ACQUIRE) + thread.load(Y, ACQUIRE));
            }
          });
    }
    program.thread(
        thread -> {
          if (thread.load(X, ACQUIRE) > bound || thread.load(Y, ACQUIRE) > bound) {
            throw new IllegalStateException("the sum is more than any order of additions gives");
          }
        });
    return program.build();
  }

  /** Each thread increments the same words, one after the other. */
  public static Program atomicIncrements(String name, int threads, int words) {
    return named(name, threads)
        .identicalThreads(
            threads,
            thread -> {
              for (int word = 0; word < words; word++) {
                increment(thread, 8L * word);
              }
            })
        .build();
  }

  /** Each thread reads a word and writes it, without an atomic update. */
  public static Program increments(int threads) {
    Program.Builder program = named("inc", threads);
    return program
        .identicalThreads(threads, thread -> thread.store(X, RELEASE, thread.load(X, OPAQUE) + 1))
        .build();
  }

  /** Many writers of one word and one reader. */
  public static Program writers(int writers) {
    Program.Builder program = named("n-writers", writers);
    for (int i = 0; i <= writers; i++) {
      int value = i + 1;
      program.thread(thread -> thread.store(X, RELEASE, value));
    }
    return program.thread(thread -> thread.load(X, ACQUIRE)).build();
  }

  /** Each thread waits for nothing and advances a word from its predecessor's value to its own. */
  public static Program casRotation(int threads) {
    Program.Builder program = named("casrot", threads);
    for (int i = 0; i < threads; i++) {
      int value = i;
      program.thread(thread -> thread.compareAndExchange(X, OPAQUE, value, value + 1));
    }
    return program.build();
  }

  /** One of many wins a word. */
  public static Program casRace(int threads) {
    Program.Builder program = named("cas", threads);
    for (int i = 1; i <= threads; i++) {
      int value = i;
      program.thread(thread -> thread.compareAndExchange(X, OPAQUE, 0, value));
    }
    return program.build();
  }

  /** One of many wins a word, and then all overwrite it. */
  public static Program casThenWrite(int threads) {
    Program.Builder program = named("casw", threads);
    for (int i = 0; i < threads; i++) {
      int value = i + 3;
      program.thread(
          thread -> {
            thread.compareAndExchange(X, OPAQUE, 0, 1);
            thread.store(X, RELEASE, value);
          });
    }
    return program.build();
  }

  /** A write makes one of many updates possible. */
  public static Program writeThenCas(int threads) {
    Program.Builder program = named("wcas", threads);
    program.thread(thread -> thread.store(X, RELEASE, 2));
    return program
        .identicalThreads(threads, thread -> thread.compareAndExchange(X, OPAQUE, 2, 3))
        .build();
  }

  /** A write somewhere among many increments. */
  public static Program writeAndIncrements(int threads) {
    Program.Builder program = named("wainc", threads);
    program.thread(thread -> thread.store(X, RELEASE, 42));
    return program.identicalThreads(threads, thread -> increment(thread, X)).build();
  }

  /** Coherence of one word against the orders of two others, which size - 1 threads write. */
  public static Program coherence(int size) {
    Program.Builder program = named("CoA", size);
    for (int i = 1; i <= 2; i++) {
      int value = i;
      long between = i == 1 ? Y : Z;
      program.thread(
          thread -> {
            thread.store(X, RELEASE, value);
            thread.load(between, ACQUIRE);
            thread.load(X, ACQUIRE);
          });
    }
    for (int i = 1; i < size; i++) {
      int value = i;
      program.thread(
          thread -> {
            thread.store(Y, RELEASE, value);
            thread.store(Z, RELEASE, value);
          });
    }
    return program.build();
  }

  private static Program.Builder reader(Program.Builder program, long... words) {
    return program.thread(
        thread -> {
          for (long word : words) {
            thread.load(word, ACQUIRE);
          }
        });
  }

  private static Program.Builder writer(
      Program.Builder program, long from, long to, long... words) {
    return program.thread(
        thread -> {
          for (long value = from; value <= to; value++) {
            for (long word : words) {
              thread.store(word, RELEASE, value);
            }
          }
        });
  }

  /** Two readers and two writers of four words. */
  public static Program big0() {
    Program.Builder program = Program.named("big0");
    reader(program, X, Y, Z, W, X, Y, Z);
    reader(program, X, Y, Z);
    writer(program, 1, 3, X, Y);
    return writer(program, 1, 3, Z, W).build();
  }

  /** The same with longer readers. */
  public static Program big1() {
    Program.Builder program = Program.named("big1");
    reader(program, X, Y, Z, W, X, Y, Z, W);
    reader(program, X, Y, Z, W, X, Y);
    writer(program, 1, 3, X, Y);
    return writer(program, 1, 3, Z, W).build();
  }

  /** Two readers and two writers of the same three words. */
  public static Program big2() {
    Program.Builder program = Program.named("big2");
    reader(program, X, Y, Z, X, Y);
    reader(program, X, Y, Z, X);
    writer(program, 1, 2, X, Y, Z);
    return writer(program, 3, 4, X, Y, Z).build();
  }
}
