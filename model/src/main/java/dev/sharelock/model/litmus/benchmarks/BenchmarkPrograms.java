package dev.sharelock.model.litmus.benchmarks;

import dev.sharelock.model.exhaustive.Program;
import dev.sharelock.model.litmus.benchmarks.Benchmark.Size;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntFunction;

/** All benchmarks with the numbers of their executions. */
public final class BenchmarkPrograms {
  private final List<Benchmark> benchmarks = new ArrayList<>();

  private BenchmarkPrograms() {}

  /** All benchmarks. */
  public static List<Benchmark> all() {
    BenchmarkPrograms programs = new BenchmarkPrograms();
    programs.reads();
    programs.updates();
    programs.writes();
    programs.large();
    programs.locks();
    programs.dataStructures();
    return List.copyOf(programs.benchmarks);
  }

  /** The benchmark of a name such as {@code fib_bench(5)}. */
  public static Benchmark named(String name) {
    return all().stream()
        .filter(benchmark -> benchmark.name().equals(name))
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "no such benchmark: name=" + name + "; do: use one of " + all()));
  }

  private void add(Program program, long sc, long rc11) {
    long most = Math.max(sc, rc11);
    Size size = most < 100_000 ? Size.SMALL : most < 1_000_000 ? Size.MEDIUM : Size.LARGE;
    benchmarks.add(new Benchmark(program, sc, rc11, size));
  }

  /** Adds programs of consecutive sizes with the same number of executions in both models. */
  private void add(IntFunction<Program> programs, int from, long... executions) {
    for (int i = 0; i < executions.length; i++) {
      add(programs.apply(from + i), executions[i], executions[i]);
    }
  }

  private void reads() {
    add(CountingPrograms::readers, 2, 4);
    add(CountingPrograms::readers, 8, 256);
    add(CountingPrograms::readers, 13, 8192);
    add(CountingPrograms::lastZero, 5, 64);
    add(CountingPrograms::lastZero, 10, 3328);
    add(CountingPrograms::lastZero, 15, 147_456);
    add(CountingPrograms.fibonacci(5), 218_243, 525_630);
  }

  private void updates() {
    add(CountingPrograms::indexer, 12, 8);
    add(CountingPrograms::indexer, 15, 4096);
    add(n -> CountingPrograms.atomicIncrements("ainc", n, 1), 2, 2, 6, 24, 120, 720, 5040);
    add(n -> CountingPrograms.atomicIncrements("binc", n, 2), 2, 4, 36, 576);
    add(n -> CountingPrograms.atomicIncrements("cinc", n, 3), 2, 8, 216, 13_824);
    add(CountingPrograms::casRotation, 2, 2, 5, 14, 43, 144, 523, 2048, 8597);
    add(CountingPrograms::casRace, 2, 2, 3, 4, 5);
    add(CountingPrograms::casThenWrite, 2, 6, 66, 1200, 32_880);
    add(CountingPrograms::writeThenCas, 2, 5, 13, 33, 81, 193, 449, 1025, 2305);
    add(CountingPrograms::writeAndIncrements, 2, 6, 24, 120);
  }

  private void writes() {
    add(CountingPrograms::increments, 2, 4, 36, 576);
    add(CountingPrograms::writers, 4, 720);
    long[] sc = {4, 15, 130, 2028, 49_776};
    long[] rc11 = {4, 16, 144, 2304, 57_600};
    for (int size = 1; size <= sc.length; size++) {
      add(CountingPrograms.coherence(size), sc[size - 1], rc11[size - 1]);
    }
  }

  private void large() {
    add(CountingPrograms.big0(), 69_112, 82_472);
    add(CountingPrograms.big1(), 1_820_474, 2_950_753);
    add(CountingPrograms.big2(), 5_284_890, 14_973_624);
  }

  private void locks() {
    add(LockPrograms.peterson(), 4, 22);
    add(LockPrograms.dekker(), 3, 3);
    add(LockPrograms.lamport(2), 16, 16);
    add(LockPrograms.szymanski(), 6, 6);
    add(n -> LockPrograms.lockedIncrements("lockinc", n, 1), 2, 2, 6, 24);
    add(n -> LockPrograms.lockedIncrements("lock2inc", n, 2), 2, 2, 6, 24);
    add(LockPrograms::ticketLock, 2, 2);
    add(LockPrograms::ticketLock, 4, 24);
    add(LockPrograms::ticketLock, 6, 720);
    add(LockPrograms::spinCas, 3, 6, 24, 120);
    add(LockPrograms.confirmingLoops(), 128_160, 128_160);
  }

  private void dataStructures() {
    add(DataStructurePrograms.michaelScottQueue(), 50, 50);
    add(DataStructurePrograms.treiberStack(), 18, 18);
    add(DataStructurePrograms.chaseLevDeque(), 59, 65);
    add(DataStructurePrograms.boundedQueue(), 3, 3);
    add(DataStructurePrograms.bufferRing(3), 273, 1218);
    add(DataStructurePrograms.readerWriterLock(), 14, 14);
    add(DataStructurePrograms.futexMutex(2), 22, 22);
    add(DataStructurePrograms.futexMutex(3), 22_110, 22_110);
    add(DataStructurePrograms.herlihyWingQueue(2, 2), 24, 24);
    add(DataStructurePrograms.herlihyWingQueue(2, 3), 396, 396);
    add(DataStructurePrograms.herlihyWingQueue(3, 3), 7776, 7776);
    add(DataStructurePrograms.linkedQueue(2, 1), 23, 23);
    add(DataStructurePrograms.linkedQueue(2, 2), 920, 920);
    add(DataStructurePrograms.linkedQueue(3, 2), 19_040, 19_040);
    add(DataStructurePrograms.linkedStack(2, 2), 38, 38);
    add(DataStructurePrograms.linkedStack(3, 2), 176, 176);
    add(DataStructurePrograms.linkedStack(3, 3), 2292, 2292);
  }
}
