package dev.sharelock.properties.ring;

import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.Tuple;

/**
 * One operation on a byte ring.
 *
 * @param kind which one
 * @param fit whether its size is given, or follows from what fits at that moment
 * @param size its size in bytes, where it has one
 * @param timeoutNanos how long it waits, where it waits
 */
record ByteStep(Kind kind, Fit fit, int size, long timeoutNanos) {
  /** What can be done to a byte ring. */
  enum Kind {
    CLAIM,
    COMMIT,
    PUBLISH,
    FLUSH,
    DROP_CLAIM,
    PEEK,
    CONSUME,
    RELEASE,
    GIVE_BACK,
    DROP_PEEK,
    WAIT_FOR_SPACE,
    WAIT_FOR_DATA,
    LEAVE_AS_PRODUCER,
    LEAVE_AS_CONSUMER,
    KILL_PRODUCER,
    KILL_CONSUMER,
    CLOSE_RING,
    MISUSE
  }

  /** Sizes at the edge between what can and what cannot be done are the interesting ones. */
  enum Fit {
    GIVEN,
    EXACT,
    ONE_MORE
  }

  private static final long SECOND = 1_000_000_000L;

  /** Mostly traffic; now and then a death, a change of roles, misuse, seldom a close. */
  static Arbitrary<ByteStep> any() {
    Arbitrary<Kind> kinds =
        Arbitraries.frequencyOf(
            Tuple.of(20, Arbitraries.of(Kind.CLAIM, Kind.PEEK)),
            Tuple.of(16, Arbitraries.of(Kind.PUBLISH, Kind.RELEASE)),
            Tuple.of(8, Arbitraries.of(Kind.COMMIT, Kind.CONSUME, Kind.FLUSH, Kind.GIVE_BACK)),
            Tuple.of(3, Arbitraries.of(Kind.DROP_CLAIM, Kind.DROP_PEEK)),
            Tuple.of(3, Arbitraries.of(Kind.WAIT_FOR_SPACE, Kind.WAIT_FOR_DATA)),
            Tuple.of(2, Arbitraries.of(Kind.LEAVE_AS_PRODUCER, Kind.LEAVE_AS_CONSUMER)),
            Tuple.of(2, Arbitraries.of(Kind.KILL_PRODUCER, Kind.KILL_CONSUMER)),
            Tuple.of(3, Arbitraries.just(Kind.MISUSE)),
            Tuple.of(1, Arbitraries.just(Kind.CLOSE_RING)));
    Arbitrary<Integer> sizes =
        Arbitraries.frequencyOf(
            Tuple.of(6, Arbitraries.integers().between(1, 40)),
            Tuple.of(3, Arbitraries.integers().between(1, 300)),
            Tuple.of(1, Arbitraries.of(1, 63, 64, 65, 127, 128, 129, Integer.MAX_VALUE)));
    Arbitrary<Long> timeouts =
        Arbitraries.frequencyOf(
            Tuple.of(5, Arbitraries.just(0L)), Tuple.of(1, Arbitraries.longs().between(1, SECOND)));
    Arbitrary<Fit> fits =
        Arbitraries.frequencyOf(
            Tuple.of(4, Arbitraries.just(Fit.GIVEN)),
            Tuple.of(1, Arbitraries.of(Fit.EXACT, Fit.ONE_MORE)));
    return Combinators.combine(kinds, fits, sizes, timeouts).as(ByteStep::new);
  }

  /** The same with a size, given what would fit exactly. */
  ByteStep fitted(long exact) {
    long fitted =
        switch (fit) {
          case GIVEN -> size;
          case EXACT -> Math.max(1, exact);
          case ONE_MORE -> exact + 1;
        };
    return new ByteStep(kind, Fit.GIVEN, (int) fitted, timeoutNanos);
  }
}
