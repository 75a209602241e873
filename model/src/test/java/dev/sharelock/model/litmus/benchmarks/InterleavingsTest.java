package dev.sharelock.model.litmus.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the engine counts under sequential consistency is what counting interleavings gives. */
class InterleavingsTest {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "hw-queue(R2W2)",
        "ms-queue-dyn(R2W1)",
        "treiber-dyn(R2W2)",
        "treiber-dyn(R3W2)",
        "ms-queue",
        "treiber-stack",
        "chase-lev",
        "mpmc-queue",
        "buf_ring(3)",
        "spin-cas3(3)",
        "ticketlock(4)",
        "casw(3)",
        "CoA(3)",
        "linuxrwlocks"
      })
  void countsAgree(String name) {
    Benchmark benchmark = BenchmarkPrograms.named(name);
    assertThat(Interleavings.count(benchmark.program())).isEqualTo(benchmark.sc());
  }
}
