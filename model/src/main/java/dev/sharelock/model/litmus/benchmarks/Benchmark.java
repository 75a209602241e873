package dev.sharelock.model.litmus.benchmarks;

import dev.sharelock.model.exhaustive.Program;

/**
 * A program whose number of executions is known.
 *
 * @param program the program; its name is that of the benchmark with its size
 * @param sc how many executions it has under sequential consistency
 * @param rc11 how many it has under RC11
 * @param size how long it takes to explore
 */
public record Benchmark(Program program, long sc, long rc11, Size size) {

  /** How long it takes to explore a benchmark. */
  public enum Size {
    /** Far less than a second. */
    SMALL,
    /** A second or so. */
    MEDIUM,
    /** Many seconds; not for every build. */
    LARGE
  }

  public String name() {
    return program.name();
  }

  @Override
  public String toString() {
    return name();
  }
}
