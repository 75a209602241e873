package dev.sharelock.properties.segment;

import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.Tuple;

/**
 * One operation on segments, legal or not.
 *
 * @param kind which one
 * @param who which of the members does it, where no handle says so
 * @param handle which of all handles that there ever were, counted from the last
 * @param value to whom it is sent, or what is written
 */
record SegmentStep(Kind kind, int who, int handle, int value) {
  /** What can be done. */
  enum Kind {
    ALLOCATE,
    ALLOCATE_UNSAFE,
    SEND,
    TAKE_BACK,
    RECEIVE,
    DEALLOCATE,
    WRITE,
    READ,
    RECLAIM,
    LEAVE,
    KILL,
    TEAR_DOWN
  }

  /** How many members there are at a time. */
  static final int MEMBERS = 3;

  /** Mostly transfers, often with old handles; now and then a death, seldom the end. */
  static Arbitrary<SegmentStep> any() {
    Arbitrary<Kind> kinds =
        Arbitraries.frequencyOf(
            Tuple.of(40, Arbitraries.of(Kind.ALLOCATE, Kind.ALLOCATE_UNSAFE)),
            Tuple.of(120, Arbitraries.of(Kind.SEND, Kind.RECEIVE)),
            Tuple.of(80, Arbitraries.of(Kind.TAKE_BACK, Kind.DEALLOCATE, Kind.WRITE, Kind.READ)),
            Tuple.of(15, Arbitraries.of(Kind.RECLAIM, Kind.LEAVE, Kind.KILL)),
            Tuple.of(1, Arbitraries.just(Kind.TEAR_DOWN)));
    Arbitrary<Integer> members = Arbitraries.integers().between(0, MEMBERS - 1);
    Arbitrary<Integer> handles =
        Arbitraries.frequencyOf(
            Tuple.of(3, Arbitraries.integers().between(0, 1)),
            Tuple.of(2, Arbitraries.integers().between(2, 12)));
    return Combinators.combine(kinds, members, handles, members)
        .as(SegmentStep::new)
        .withoutEdgeCases();
  }
}
