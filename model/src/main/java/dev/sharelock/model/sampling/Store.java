package dev.sharelock.model.sampling;

import dev.sharelock.model.memory.AccessMode;
import dev.sharelock.model.memory.FenceKind;
import dev.sharelock.model.memory.UpdateKind;

/**
 * What the processes of an execution share, and what each of them sees of it. The accesses come in
 * the order of the execution and are inside of the memory and aligned. Which order the execution
 * has, and which reads are stale, is decided elsewhere.
 */
interface Store {

  /**
   * Puts everything back to the state after the set-up.
   *
   * @param mayBeStale whether a read of a word may leave out the newest values
   */
  void begin(boolean mayBeStale);

  long size();

  long load(int process, int offset, int bytes, AccessMode mode);

  /** How many older values a process may read in the place of what a word holds. */
  int olderValues(int process, int offset, int bytes, AccessMode mode);

  /**
   * Reads an older value of a word.
   *
   * @param back how many newer ones the process leaves out
   */
  PastWrite loadOlder(int process, int offset, int bytes, AccessMode mode, int back);

  void store(int process, int offset, int bytes, AccessMode mode, long value);

  long update(int process, int offset, int bytes, AccessMode mode, UpdateKind kind, long operand);

  /** Returns what the word held; it is replaced if that was the expected value. */
  long compareAndExchange(
      int process, int offset, int bytes, AccessMode mode, long expected, long value);

  void fence(int process, FenceKind kind);

  void readData(int process, int offset, byte[] target, int index, int length);

  void writeData(int process, int offset, byte[] source, int index, int length);

  void copyData(int process, int from, int to, int length);

  /** How many values a process may read from a granule of data that is racy by design. */
  int racyChoices(int process, int offset);

  /**
   * Reads a granule of racy data.
   *
   * @param back how many newer values the process leaves out
   */
  RacyHistory.Write readRacy(int process, int offset, int bytes, int back);

  /** Writes a granule of racy data. */
  void writeRacy(int process, int offset, int bytes, long value);

  /** One process takes note of all that another one has done. */
  void follow(int process, int former);

  /** The number of accesses of a process so far. */
  int timeOf(int process);

  /** The newest content, as nobody's access. */
  byte[] content();

  /** A hash of the newest content. */
  long fingerprint();

  /** How many writes there were. */
  long writes();
}
