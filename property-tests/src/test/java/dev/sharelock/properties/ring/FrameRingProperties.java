package dev.sharelock.properties.ring;

import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;

/** Any sequence of operations of both sides does what the model of the ring does. */
final class FrameRingProperties {

  @Property
  void behavesAsAListOfFramesWithFourPositions(
      @ForAll @IntRange(min = 1, max = 300) int minCapacity,
      @ForAll("origins") long origin,
      @ForAll("steps") List<FrameStep> steps) {
    FrameRingMachine machine = new FrameRingMachine(minCapacity, origin);
    steps.forEach(machine::run);
  }

  @Provide
  Arbitrary<Long> origins() {
    return Arbitraries.oneOf(
            Arbitraries.just(0L),
            Arbitraries.longs().greaterOrEqual(0),
            Arbitraries.longs().between(Long.MAX_VALUE - 300, Long.MAX_VALUE))
        .map(origin -> origin & -8L);
  }

  @Provide
  Arbitrary<List<FrameStep>> steps() {
    return FrameStep.any().list().ofMinSize(1).ofMaxSize(60);
  }
}
