package dev.sharelock.properties.allocator;

import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.Tuple;

/**
 * One operation on the allocator.
 *
 * @param kind which one
 * @param handle of whom
 * @param pick which of the blocks or tickets that there were, or a number that is none
 * @param bytes how much to allocate
 */
record AllocatorStep(Kind kind, int handle, long pick, long bytes) {
  /** What can be done. */
  enum Kind {
    ALLOCATE,
    LOAD,
    RETAIN,
    RELEASE,
    SEND,
    ACCEPT,
    CANCEL,
    TRIM,
    RECOVER,
    KILL,
    CLOSE,
    LOAD_NONSENSE,
    ACCEPT_NONSENSE
  }

  static Arbitrary<AllocatorStep> any() {
    Arbitrary<Kind> kinds =
        Arbitraries.frequencyOf(
            Tuple.of(20, Arbitraries.of(Kind.ALLOCATE, Kind.RELEASE)),
            Tuple.of(10, Arbitraries.of(Kind.LOAD, Kind.RETAIN, Kind.SEND, Kind.ACCEPT)),
            Tuple.of(3, Arbitraries.of(Kind.CANCEL, Kind.TRIM, Kind.RECOVER)),
            Tuple.of(1, Arbitraries.of(Kind.KILL, Kind.CLOSE)),
            Tuple.of(1, Arbitraries.of(Kind.LOAD_NONSENSE, Kind.ACCEPT_NONSENSE)));
    Arbitrary<Long> sizes =
        Arbitraries.frequencyOf(
            Tuple.of(6, Arbitraries.longs().between(1, 300)),
            Tuple.of(4, Arbitraries.of(63L, 64L, 65L, 128L, 129L, 256L, 257L, 512L, 513L, 1025L)),
            Tuple.of(1, Arbitraries.of(-1L, 0L, 2048L, 2049L, Long.MAX_VALUE)));
    return Combinators.combine(
            kinds, Arbitraries.integers().between(0, 2), Arbitraries.longs(), sizes)
        .as(AllocatorStep::new);
  }
}
