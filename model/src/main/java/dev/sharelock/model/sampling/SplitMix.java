package dev.sharelock.model.sampling;

/** The SplitMix64 generator: small, fast, the same everywhere. */
final class SplitMix {
  private static final long GAMMA = 0x9e3779b97f4a7c15L;

  private long state;

  SplitMix(long seed) {
    this.state = seed;
  }

  /** The seed of one of many executions that are derived from one seed. */
  static long derive(long seed, long index) {
    return mix(seed + (index + 1) * GAMMA);
  }

  /** Mixes all bits of a number into all bits. */
  static long mix(long value) {
    long z = (value ^ (value >>> 30)) * 0xbf58476d1ce4e5b9L;
    z = (z ^ (z >>> 27)) * 0x94d049bb133111ebL;
    return z ^ (z >>> 31);
  }

  long next() {
    state += GAMMA;
    return mix(state);
  }

  /** A number from 0 to {@code bound - 1}. */
  int below(int bound) {
    return (int) Math.multiplyHigh(next() >>> 1, (long) bound << 1);
  }

  /** True once in so many times. */
  boolean oneIn(int times) {
    return below(times) == 0;
  }
}
