package dev.sharelock.model.litmus.reference;

import dev.sharelock.model.memory.AccessMode;
import dev.sharelock.model.memory.FenceKind;

/**
 * One event of an execution graph.
 *
 * @param thread its thread; negative for an initial write
 * @param location what it accesses; negative for a fence
 * @param mode how a read or write is ordered; null for a fence and for an initial write
 * @param fence which fence it is; null for an access
 * @param value what was read or written
 * @param source for a read, the {@linkplain #id name} of the write it reads from
 * @param update whether it is the writing half of an update; the read stands just before it
 * @param spurious whether it is the read of a weak CAS that failed without a reason
 */
record Event(
    Kind kind,
    int thread,
    int location,
    AccessMode mode,
    FenceKind fence,
    long value,
    int source,
    boolean update,
    boolean spurious) {

  enum Kind {
    READ,
    WRITE,
    FENCE
  }

  private static final int STRIDE = 64;

  /** The name of an event by its place in its thread. */
  static int id(int thread, int index) {
    return thread * STRIDE + index;
  }

  /** The name of an initial write. */
  static int initial(int location) {
    return -1 - location;
  }

  static int threadOf(int id) {
    return id / STRIDE;
  }

  static int indexOf(int id) {
    return id % STRIDE;
  }

  static Event initialWrite(int location, long value) {
    return new Event(Kind.WRITE, -1, location, null, null, value, 0, false, false);
  }

  static Event read(int thread, int location, AccessMode mode, long value, int source) {
    return new Event(Kind.READ, thread, location, mode, null, value, source, false, false);
  }

  /** This read, of a weak CAS that failed without a reason. */
  Event failing() {
    return new Event(kind, thread, location, mode, fence, value, source, update, true);
  }

  static Event write(int thread, int location, AccessMode mode, long value, boolean update) {
    return new Event(Kind.WRITE, thread, location, mode, null, value, 0, update, false);
  }

  static Event fence(int thread, FenceKind kind) {
    return new Event(Kind.FENCE, thread, -1, null, kind, 0, 0, false, false);
  }

  boolean isRead() {
    return kind == Kind.READ;
  }

  boolean isWrite() {
    return kind == Kind.WRITE;
  }

  boolean isFence() {
    return kind == Kind.FENCE;
  }
}
