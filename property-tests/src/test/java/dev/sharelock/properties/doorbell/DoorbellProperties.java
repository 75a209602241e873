package dev.sharelock.properties.doorbell;

import dev.sharelock.properties.Steps;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;
import net.jqwik.api.constraints.IntRange;

/**
 * Any sequence of steps of producers that come, die and succeed each other, and of consumers that
 * do, takes every frame once, in order, and in turns.
 */
final class DoorbellProperties {

  @Provide
  Arbitrary<List<DoorbellStep>> steps() {
    Arbitrary<DoorbellStep.Kind> kinds =
        Arbitraries.frequency(
            Tuple.of(5, DoorbellStep.Kind.JOIN),
            Tuple.of(14, DoorbellStep.Kind.OFFER),
            Tuple.of(12, DoorbellStep.Kind.TAKE),
            Tuple.of(2, DoorbellStep.Kind.SKIP),
            Tuple.of(2, DoorbellStep.Kind.MASK),
            Tuple.of(2, DoorbellStep.Kind.UNMASK),
            Tuple.of(2, DoorbellStep.Kind.DIE),
            Tuple.of(1, DoorbellStep.Kind.LEAVE),
            Tuple.of(1, DoorbellStep.Kind.SUCCEED),
            Tuple.of(1, DoorbellStep.Kind.CLOSE));
    return Steps.of(kinds, DoorbellMachine.MAX_SLOTS, DoorbellStep::new);
  }

  @Property
  void everyFrameComesOnceInOrderAndInTurns(
      @ForAll @IntRange(min = 1, max = DoorbellMachine.MAX_SLOTS) int slots,
      @ForAll("steps") List<DoorbellStep> steps) {
    DoorbellMachine machine = new DoorbellMachine(slots);
    steps.forEach(machine::run);
    machine.takeAll();
  }
}
