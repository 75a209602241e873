package dev.sharelock.properties.pipe;

import dev.sharelock.pipe.SlowPolicy;
import dev.sharelock.properties.pipe.BlockMulticastMachine.Kind;
import dev.sharelock.properties.pipe.BlockMulticastMachine.Step;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;
import net.jqwik.api.constraints.IntRange;

/** Blocks reach whom the policy says, are never freed early, and nothing is left at the end. */
final class BlockMulticastProperties {

  @Provide
  Arbitrary<List<Step>> steps() {
    Arbitrary<Kind> kinds =
        Arbitraries.frequency(
            Tuple.of(5, Kind.SUBSCRIBE),
            Tuple.of(12, Kind.PUBLISH),
            Tuple.of(8, Kind.TAKE),
            Tuple.of(2, Kind.KEEP),
            Tuple.of(1, Kind.LEAVE),
            Tuple.of(1, Kind.DIE),
            Tuple.of(1, Kind.SUCCEED),
            Tuple.of(1, Kind.END));
    Arbitrary<Integer> who = Arbitraries.integers().between(0, BlockMulticastMachine.PLACES - 1);
    return Combinators.combine(kinds, who).as(Step::new).list().ofMinSize(1).ofMaxSize(60);
  }

  @Provide
  Arbitrary<SlowPolicy> policies() {
    return Arbitraries.of(SlowPolicy.BLOCK, SlowPolicy.CONFLATE, SlowPolicy.dropAfter(0));
  }

  @Property
  void everySubscriberHasItsOwnReferencesAndNothingIsLeft(
      @ForAll("policies") SlowPolicy policy,
      @ForAll @IntRange(min = 1, max = 4) int capacity,
      @ForAll("steps") List<Step> steps) {
    BlockMulticastMachine machine = new BlockMulticastMachine(policy, capacity);
    steps.forEach(machine::run);
    machine.finish();
  }
}
