package dev.sharelock.properties.ring;

import dev.sharelock.properties.ring.Transport.Transfer;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.GenerationMode;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;

/** What goes in comes out, whatever the sizes on both sides. */
final class TransportProperties {
  private static final int CAPACITY = 64;

  @Property
  void ringCarriesAPrefixWhateverTheSizes(
      @ForAll @IntRange(min = 1, max = 200) int minCapacity,
      @ForAll("transfers") List<Transfer> transfers) {
    Transport.ring(minCapacity).carriesAPrefix(transfers);
  }

  /** The broken ring is not broken in every way, so that its failures mean what they say. */
  @Property
  void statelessRingCarriesAPrefixIfBothSidesAgree(
      @ForAll @IntRange(min = 1, max = CAPACITY / 2) int size,
      @ForAll @IntRange(max = 60) int count) {
    new StatelessRing(CAPACITY)
        .carriesAPrefix(Collections.nCopies(count, new Transfer(size, size, size)));
  }

  @Provide
  Arbitrary<List<Transfer>> transfers() {
    Arbitrary<Integer> sizes = Arbitraries.integers().between(1, 40);
    return Combinators.combine(sizes, sizes, sizes).as(Transfer::new).list().ofMaxSize(60);
  }

  /**
   * The same property over the broken ring, in the two ways in which it is known to fail. They run
   * from {@link MutantTest} only.
   */
  static final class Mutants {
    @Property(generation = GenerationMode.RANDOMIZED)
    void sizesDiffer(@ForAll("sizes") List<Integer> claims, @ForAll("sizes") List<Integer> peeks) {
      List<Transfer> transfers =
          IntStream.range(0, Math.min(claims.size(), peeks.size()))
              .mapToObj(i -> new Transfer(claims.get(i), claims.get(i), peeks.get(i)))
              .toList();
      new StatelessRing(CAPACITY).carriesAPrefix(transfers);
    }

    @Property(generation = GenerationMode.RANDOMIZED)
    void claimsAreShortened(
        @ForAll @IntRange(min = 2, max = CAPACITY / 2) int claim,
        @ForAll @IntRange(min = 1, max = CAPACITY / 2) int publish) {
      int count = Math.min(claim, publish);
      new StatelessRing(CAPACITY)
          .carriesAPrefix(Collections.nCopies(60, new Transfer(claim, count, count)));
    }

    @Provide
    Arbitrary<List<Integer>> sizes() {
      return Arbitraries.integers().between(1, CAPACITY / 2).list().ofSize(60);
    }
  }
}
