package dev.sharelock.region;

/** A 64-bit hash of strings (FNV-1a over UTF-16 units, with a final mix). */
final class NameHash {

  static final long START = 0xCBF2_9CE4_8422_2325L;
  private static final long PRIME = 0x100_0000_01B3L;

  private NameHash() {}

  static long of(long start, String text) {
    long hash = start;
    for (int i = 0; i < text.length(); i++) {
      hash = (hash ^ text.charAt(i)) * PRIME;
    }
    hash ^= hash >>> 32;
    hash *= 0xD6E8_FEB8_6659_FD93L;
    return hash ^ hash >>> 32;
  }

  /** The key of a directory entry, never 0. */
  static long key(String name) {
    long hash = of(START, name);
    return hash == 0 ? 1 : hash;
  }
}
