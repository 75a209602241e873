package dev.sharelock.properties.record;

import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.Tuple;

/**
 * One operation on a buffer of records.
 *
 * @param kind which one
 * @param who which of the participants does it
 * @param number of the channel
 * @param bytes the size of a record, where one is sent
 */
record RecordStep(Kind kind, int who, int number, int bytes) {
  /** What can be done to a buffer. */
  enum Kind {
    SEND,
    RECEIVE,
    LOOK,
    LIST,
    LEAVE,
    REMOVE,
    CLOSE,
    KILL,
    RECOVER,
    END
  }

  static final int PARTICIPANTS = 3;
  static final int NUMBERS = 2;

  /** Mostly traffic; now and then somebody leaves or dies, seldom a stream ends. */
  static Arbitrary<RecordStep> any() {
    Arbitrary<Kind> kinds =
        Arbitraries.frequencyOf(
            Tuple.of(30, Arbitraries.just(Kind.SEND)),
            Tuple.of(24, Arbitraries.just(Kind.RECEIVE)),
            Tuple.of(8, Arbitraries.of(Kind.LOOK, Kind.LIST, Kind.RECOVER)),
            Tuple.of(8, Arbitraries.of(Kind.LEAVE, Kind.REMOVE, Kind.CLOSE, Kind.KILL)),
            Tuple.of(1, Arbitraries.just(Kind.END)));
    Arbitrary<Integer> who = Arbitraries.integers().between(0, PARTICIPANTS - 1);
    Arbitrary<Integer> numbers = Arbitraries.integers().between(0, NUMBERS - 1);
    Arbitrary<Integer> sizes =
        Arbitraries.oneOf(
            Arbitraries.of(0, 1, 55, 56, 57, 63, 64, 65, 1015, 1016, 1017),
            Arbitraries.integers().between(0, 2000));
    return Combinators.combine(kinds, who, numbers, sizes).as(RecordStep::new);
  }
}
