package dev.sharelock.properties.ring;

import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.Tuple;

/**
 * One operation on a ring of frames.
 *
 * @param kind which one
 * @param length of the frame, where it has one; for {@link Kind#DRAIN} the number of frames
 * @param timeoutNanos how long it waits, where it waits
 */
record FrameStep(Kind kind, int length, long timeoutNanos) {
  /** What can be done to a ring of frames. */
  enum Kind {
    CLAIM,
    CLAIM_ALL_SPACE,
    COMMIT,
    PUBLISH_SHORTENED,
    PUBLISH,
    OFFER,
    FLUSH,
    DROP_CLAIM,
    PEEK,
    CONSUME,
    RELEASE,
    GIVE_BACK,
    DRAIN,
    FAILING_DRAIN,
    LEAVE_AS_PRODUCER,
    LEAVE_AS_CONSUMER,
    KILL_PRODUCER,
    KILL_CONSUMER,
    CLOSE_RING,
    MISUSE
  }

  private static final long SECOND = 1_000_000_000L;

  /** Mostly traffic; now and then a death, a change of roles, misuse, seldom a close. */
  static Arbitrary<FrameStep> any() {
    Arbitrary<Kind> kinds =
        Arbitraries.frequencyOf(
            Tuple.of(20, Arbitraries.of(Kind.CLAIM, Kind.PEEK)),
            Tuple.of(12, Arbitraries.of(Kind.PUBLISH, Kind.RELEASE)),
            Tuple.of(10, Arbitraries.of(Kind.OFFER, Kind.COMMIT, Kind.PUBLISH_SHORTENED)),
            Tuple.of(10, Arbitraries.of(Kind.CONSUME, Kind.DRAIN, Kind.FAILING_DRAIN)),
            Tuple.of(5, Arbitraries.of(Kind.CLAIM_ALL_SPACE, Kind.FLUSH, Kind.GIVE_BACK)),
            Tuple.of(2, Arbitraries.just(Kind.DROP_CLAIM)),
            Tuple.of(2, Arbitraries.of(Kind.LEAVE_AS_PRODUCER, Kind.LEAVE_AS_CONSUMER)),
            Tuple.of(2, Arbitraries.of(Kind.KILL_PRODUCER, Kind.KILL_CONSUMER)),
            Tuple.of(3, Arbitraries.just(Kind.MISUSE)),
            Tuple.of(1, Arbitraries.just(Kind.CLOSE_RING)));
    Arbitrary<Integer> lengths =
        Arbitraries.frequencyOf(
            Tuple.of(6, Arbitraries.integers().between(0, 40)),
            Tuple.of(2, Arbitraries.integers().between(0, 300)),
            Tuple.of(1, Arbitraries.of(0, 55, 56, 57, 119, 120, 121, Integer.MAX_VALUE)));
    Arbitrary<Long> timeouts =
        Arbitraries.frequencyOf(
            Tuple.of(5, Arbitraries.just(0L)), Tuple.of(1, Arbitraries.longs().between(1, SECOND)));
    return Combinators.combine(kinds, lengths, timeouts).as(FrameStep::new);
  }
}
