package dev.sharelock.model.sampling;

/**
 * A write to a word, as the processes that read it later may see it.
 *
 * @param process who made it; -1 for the set-up
 * @param time its number among the accesses of its process
 * @param carried what an acquire read of it happens after; null if nothing
 * @param seen what an acquire read of it sees; null if nothing
 */
record PastWrite(int process, int time, long value, int[] carried, int[] seen) {

  static PastWrite ofSetUp(long value) {
    return new PastWrite(-1, 0, value, null, null);
  }

  boolean isSeenBy(int[] view) {
    return process < 0 || view[process] >= time;
  }
}
