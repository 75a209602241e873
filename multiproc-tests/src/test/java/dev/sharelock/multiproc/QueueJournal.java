package dev.sharelock.multiproc;

import dev.sharelock.memory.SharedMemory;
import dev.sharelock.region.EntryRequest;
import dev.sharelock.region.Region;

/**
 * What the members of a test have done, in shared memory, so that it survives them: for each
 * producer, how far its puts have returned; for each value, how many takes of it have returned.
 *
 * @param memory of the region, without anything around it
 * @param base where the journal is
 */
record QueueJournal(SharedMemory memory, long base) {
  /** How many members there can be. */
  static final int MEMBERS = 8;

  /** How many values one of them can put, from 1. */
  static final int VALUES = 1 << 13;

  static QueueJournal open(Region region) {
    long bytes = (long) (MEMBERS + MEMBERS * VALUES) * Long.BYTES;
    EntryRequest request = new EntryRequest("journal", 1, bytes);
    long base = region.directory().getOrCreate(request, (at, size) -> {}, 0).offset();
    return new QueueJournal(region.memory(), base);
  }

  static long value(int member, long number) {
    return (long) member * VALUES + number;
  }

  static int producer(long value) {
    return (int) (value / VALUES);
  }

  private long putsOf(int member) {
    return base + (long) member * Long.BYTES;
  }

  private long takesOf(long value) {
    return base + (MEMBERS + value) * Long.BYTES;
  }

  /** Notes that the put of a value has returned. */
  void put(long value) {
    memory.setLongVolatile(putsOf(producer(value)), value % VALUES);
  }

  /** Notes that a take of a value has returned. */
  void taken(long value) {
    long before = memory.getAndAddLong(takesOf(value), 1);
    if (before > MEMBERS) {
      throw new IllegalStateException("taken again and again: value=" + value);
    }
  }

  /** The number of the last value of a member whose put has returned. */
  int puts(int member) {
    return (int) memory.getLongVolatile(putsOf(member));
  }

  /** How many takes of a value have returned. */
  int takes(int member, int number) {
    return (int) memory.getLongVolatile(takesOf(value(member, number)));
  }
}
