package dev.sharelock.bench.checker;

import dev.sharelock.model.exhaustive.MemoryModel;
import java.util.Map;
import java.util.OptionalDouble;

/**
 * Executions per second of GenMC 0.10.1, the fastest of the published tools, by wall clock and one
 * thread on a machine of the same kind (2 shared x86-64 processors), under SC and RC11. It compiles
 * each program first, which takes about 0.05 s; where a program takes less than half a second that
 * is a good part of it.
 */
final class PublishedRates {
  private record Rates(double sc, double rc11) {}

  private static final Map<String, Rates> GENMC =
      Map.of(
          "readers(13)", new Rates(22_000, 21_000),
          "lastzero(10)", new Rates(12_000, 14_500),
          "lastzero(15)", new Rates(16_000, 20_000),
          "indexer(15)", new Rates(2_300, 2_500),
          "fib_bench(5)", new Rates(144_000, 174_000),
          "ainc(7)", new Rates(27_000, 19_000),
          "binc(4)", new Rates(3_800, 8_200),
          "casrot(9)", new Rates(57_000, 50_000),
          "casw(5)", new Rates(76_000, 76_000),
          "big0", new Rates(97_000, 220_000));

  private PublishedRates() {}

  static OptionalDouble of(String program, MemoryModel model) {
    Rates rates = GENMC.get(program);
    if (rates == null) {
      return OptionalDouble.empty();
    }
    return OptionalDouble.of(model == MemoryModel.SC ? rates.sc : rates.rc11);
  }
}
