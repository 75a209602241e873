package dev.sharelock.properties.pipe;

import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.Tuple;

/**
 * One operation at a pipe or of a relay.
 *
 * @param kind which one
 * @param pipe at which of the pipes, where it is about one
 * @param who which of the participants does it; at a pipe 0 is the server
 * @param timeoutNanos how long it waits, where it waits
 * @param accesses how many accesses it may make before it dies
 */
record PipeStep(Kind kind, int pipe, int who, long timeoutNanos, int accesses) {
  /** What can be done. */
  enum Kind {
    PUT,
    TAKE,
    ACKNOWLEDGE,
    GIVE_BACK,
    AWAIT_SERVER,
    LEAVE,
    KILL,
    END,
    RECOVER,
    PASS,
    LEAVE_STAGE,
    KILL_RELAY
  }

  static final int PIPES = 3;
  static final int USERS = 3;
  static final int RELAYS = 2;

  /** So many that it lives on. */
  static final int ENOUGH = Integer.MAX_VALUE;

  private static final long SECOND = 1_000_000_000L;

  /** Mostly traffic; now and then somebody leaves or dies, seldom a stream ends. */
  static Arbitrary<PipeStep> any() {
    Arbitrary<Kind> kinds =
        Arbitraries.frequencyOf(
            Tuple.of(30, Arbitraries.just(Kind.PUT)),
            Tuple.of(24, Arbitraries.just(Kind.TAKE)),
            Tuple.of(24, Arbitraries.just(Kind.PASS)),
            Tuple.of(12, Arbitraries.of(Kind.ACKNOWLEDGE, Kind.GIVE_BACK)),
            Tuple.of(6, Arbitraries.of(Kind.AWAIT_SERVER, Kind.RECOVER)),
            Tuple.of(6, Arbitraries.of(Kind.LEAVE, Kind.KILL)),
            Tuple.of(5, Arbitraries.of(Kind.LEAVE_STAGE, Kind.KILL_RELAY)),
            Tuple.of(2, Arbitraries.just(Kind.END)));
    Arbitrary<Integer> pipes = Arbitraries.integers().between(0, PIPES - 1);
    Arbitrary<Integer> who = Arbitraries.integers().between(0, USERS - 1);
    Arbitrary<Long> timeouts =
        Arbitraries.frequencyOf(
            Tuple.of(5, Arbitraries.just(0L)), Tuple.of(1, Arbitraries.longs().between(1, SECOND)));
    Arbitrary<Integer> accesses =
        Arbitraries.frequencyOf(
            Tuple.of(9, Arbitraries.just(ENOUGH)),
            Tuple.of(1, Arbitraries.integers().between(0, 120)));
    return Combinators.combine(kinds, pipes, who, timeouts, accesses).as(PipeStep::new);
  }
}
