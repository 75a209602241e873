package dev.sharelock.model.trace;

import dev.sharelock.model.memory.AccessMode;

/**
 * One step of an execution.
 *
 * @param step its number in the trace, from 0
 * @param process the index of the process that made it
 * @param kind what it was
 * @param mode how it was ordered; null where that means nothing
 * @param offset the first byte accessed; -1 without memory
 * @param bytes how many bytes were accessed; 0 without memory
 * @param read the value read, the value found by an update or a wait, how many processes a wake
 *     woke, or the result of a choice; of data, its first 8 bytes in little-endian order
 * @param written the value written, the value that a failed update or a wait expected, how many
 *     processes a wake may wake, or the number of alternatives of a choice
 * @param readFrom the step that wrote what was read; -1 for the set-up or where nothing was read
 * @param note what else there is to say, for example {@code full fence}; of a wait {@code sleeps},
 *     {@code changed} if there was nothing to wait for, or {@code wakes}; otherwise empty
 * @param content the bytes of a data access in hexadecimal, at least where there are more than 8,
 *     perhaps cut off; empty if unknown
 * @param site the line of code that made the step, such as {@code SpscRing.publish:118}, from
 *     {@link Sites}; empty if it was not recorded
 */
public record TraceEvent(
    int step,
    int process,
    EventKind kind,
    AccessMode mode,
    long offset,
    long bytes,
    long read,
    long written,
    int readFrom,
    String note,
    String content,
    String site) {

  /** The note of an access that was not made any more, because it would have been a data race. */
  public static final String DATA_RACE = "data race";

  /** How the note of a write begins that an interleaving would have put before others. */
  public static final String LATE = "comes late";

  /** How the note of a store begins that is lost by a death. */
  public static final String LOSES = "loses ";

  /** A step without content and site. */
  public TraceEvent(
      int step,
      int process,
      EventKind kind,
      AccessMode mode,
      long offset,
      long bytes,
      long read,
      long written,
      int readFrom,
      String note) {
    this(step, process, kind, mode, offset, bytes, read, written, readFrom, note, "", "");
  }

  /** Whether it is a store that nobody sees, since its process dies. */
  public boolean isLoss() {
    return note.startsWith(LOSES);
  }

  /** The same step with the line of code that made it. */
  public TraceEvent at(String where) {
    return new TraceEvent(
        step, process, kind, mode, offset, bytes, read, written, readFrom, note, content, where);
  }

  /** The same step with the bytes that it moved, in hexadecimal. */
  public TraceEvent moving(String hexadecimal) {
    return new TraceEvent(
        step, process, kind, mode, offset, bytes, read, written, readFrom, note, hexadecimal, site);
  }

  /** The same step with the step that it reads from. */
  public TraceEvent from(int source) {
    return new TraceEvent(
        step, process, kind, mode, offset, bytes, read, written, source, note, content, site);
  }
}
