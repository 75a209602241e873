package dev.sharelock.properties.ring;

import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;

/** Any sequence of operations of both sides does what the model of the ring does. */
final class ByteRingProperties {

  @Property
  void behavesAsAStreamWithFourPositions(
      @ForAll @IntRange(min = 1, max = 300) int minCapacity,
      @ForAll @IntRange(max = 3) int slot,
      @ForAll("origins") long origin,
      @ForAll("steps") List<ByteStep> steps) {
    ByteRingMachine machine = new ByteRingMachine(minCapacity, slot * 128L, origin);
    steps.forEach(machine::run);
  }

  /** Where the counters start: at 0, anywhere, and where they overflow. */
  @Provide
  Arbitrary<Long> origins() {
    return Arbitraries.oneOf(
        Arbitraries.just(0L),
        Arbitraries.longs().greaterOrEqual(0),
        Arbitraries.longs().between(Long.MAX_VALUE - 300, Long.MAX_VALUE),
        Arbitraries.longs().between((1L << 32) - 300, 1L << 32));
  }

  @Provide
  Arbitrary<List<ByteStep>> steps() {
    return ByteStep.any().list().ofMinSize(1).ofMaxSize(60);
  }
}
