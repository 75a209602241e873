package dev.sharelock.properties.queue;

import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.Tuple;

/**
 * One operation on a queue.
 *
 * @param kind which one
 * @param who which of the participants does it
 * @param number a count or a position, where it has one
 * @param timeoutNanos how long it waits, where it waits
 */
record QueueStep(Kind kind, int who, int number, long timeoutNanos) {
  /** What can be done to a queue. */
  enum Kind {
    PUT,
    TAKE,
    RETURN,
    PEEK,
    COUNT,
    DROP,
    LEAVE,
    KILL,
    CLOSE
  }

  /** How many participants there are. */
  static final int PARTICIPANTS = 3;

  private static final long SECOND = 1_000_000_000L;

  /** Mostly traffic; now and then a death, seldom a close. */
  static Arbitrary<QueueStep> any() {
    Arbitrary<Kind> kinds =
        Arbitraries.frequencyOf(
            Tuple.of(30, Arbitraries.just(Kind.PUT)),
            Tuple.of(24, Arbitraries.just(Kind.TAKE)),
            Tuple.of(8, Arbitraries.of(Kind.RETURN, Kind.PEEK, Kind.COUNT)),
            Tuple.of(3, Arbitraries.of(Kind.DROP, Kind.LEAVE, Kind.KILL)),
            Tuple.of(1, Arbitraries.just(Kind.CLOSE)));
    Arbitrary<Integer> participants = Arbitraries.integers().between(0, PARTICIPANTS - 1);
    Arbitrary<Integer> numbers = Arbitraries.integers().between(0, 12);
    Arbitrary<Long> timeouts =
        Arbitraries.frequencyOf(
            Tuple.of(5, Arbitraries.just(0L)), Tuple.of(1, Arbitraries.longs().between(1, SECOND)));
    return Combinators.combine(kinds, participants, numbers, timeouts).as(QueueStep::new);
  }
}
