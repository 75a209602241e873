package dev.sharelock.properties.segment;

import dev.sharelock.memory.SharedMemory;
import dev.sharelock.properties.Answer;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** Any sequence of operations, legal or not, does what the model of segments does. */
final class SegmentProperties {

  @Property
  void eachSegmentHasOneOwnerAndAllOthersAreRefused(@ForAll("steps") List<SegmentStep> steps) {
    SegmentMachine machine = new SegmentMachine();
    steps.forEach(machine::run);
    machine.end();
  }

  /** Whatever a word of the table says, operations end, and say what is wrong. */
  @Property
  void survivesAnyWord(
      @ForAll("steps") List<SegmentStep> before,
      @ForAll("offsets") long offset,
      @ForAll long value,
      @ForAll("steps") List<SegmentStep> after) {
    SegmentMachine machine = new SegmentMachine();
    before.forEach(machine::run);
    SharedMemory memory = machine.memory();
    memory.setLongVolatile(offset, value);
    for (SegmentStep step : after) {
      Answer.requireAny(() -> machine.run(step));
    }
  }

  @Provide
  Arbitrary<List<SegmentStep>> steps() {
    return SegmentStep.any().list().ofMinSize(1).ofMaxSize(60);
  }

  @Provide
  Arbitrary<Long> offsets() {
    return Arbitraries.longs().between(0, SegmentMachine.TABLE_WORDS - 1).map(w -> w * 8);
  }
}
