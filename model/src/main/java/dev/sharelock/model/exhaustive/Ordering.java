package dev.sharelock.model.exhaustive;

/**
 * How an access of a {@link Program} is ordered. These are the access modes of Java, and for atomic
 * updates also {@link #OPAQUE} and {@link #ACQUIRE_RELEASE}, which C11 has and Java has not.
 */
public enum Ordering {
  PLAIN(Mode.PLAIN),
  OPAQUE(0),
  ACQUIRE(Mode.ACQUIRE),
  RELEASE(Mode.RELEASE),
  ACQUIRE_RELEASE(Mode.ACQUIRE | Mode.RELEASE),
  VOLATILE(Mode.ACQUIRE | Mode.RELEASE | Mode.SC);

  final int bits;

  Ordering(int bits) {
    this.bits = bits;
  }
}
