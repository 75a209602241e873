package dev.sharelock.record;

import dev.sharelock.queue.QueueLayout;

/**
 * What a channel is like; the same for all who use it.
 *
 * @param kind how many may use it on each side
 * @param capacity how many records can be on their way, 1 to {@value #MAX_CAPACITY}
 * @param members how many handles of it can be open at a time, 2 to {@value #MAX_MEMBERS}
 */
public record ChannelShape(ChannelKind kind, int capacity, int members) {
  /** The greatest number of records on their way. */
  public static final int MAX_CAPACITY = 1 << 16;

  /** The greatest number of handles: one for each seat of a queue, but for two that are spare. */
  public static final int MAX_MEMBERS = QueueLayout.MAX_SEATS - ChannelLayout.SPARE_SEATS;

  /**
   * Checks the values.
   *
   * @param kind how many may use it on each side
   * @param capacity how many records can be on their way
   * @param members how many handles of it can be open at a time
   */
  public ChannelShape {
    java.util.Objects.requireNonNull(kind, "kind");
    if (capacity < 1 || capacity > MAX_CAPACITY || members < 2 || members > MAX_MEMBERS) {
      throw new IllegalArgumentException(
          "shape of a channel is out of range: capacity="
              + capacity
              + ", maxCapacity="
              + MAX_CAPACITY
              + ", members="
              + members
              + ", minMembers=2, maxMembers="
              + MAX_MEMBERS
              + "; do: choose values in the range");
    }
  }

  /**
   * A channel for 64 records on their way and, unless it is SPSC, 16 members.
   *
   * @param kind how many may use it on each side
   * @return the shape
   */
  public static ChannelShape of(ChannelKind kind) {
    return new ChannelShape(kind, 64, kind == ChannelKind.SPSC ? 4 : 16);
  }
}
