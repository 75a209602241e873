package dev.sharelock.region;

import dev.sharelock.environment.ParticipantIdentity;

/**
 * A participant as it stands in the table of a region.
 *
 * @param number its number, as structures know it
 * @param process whose handle it is
 * @param alive whether that process still runs
 * @param evicted whether it was evicted
 */
public record Attached(long number, ParticipantIdentity process, boolean alive, boolean evicted) {

  /**
   * Describes it for people.
   *
   * @return for example {@code 3#1: pid=4711, startTime=815, alive, evicted}
   */
  @Override
  public String toString() {
    return ParticipantNumber.text(number)
        + ": pid="
        + process.pid()
        + ", startTime="
        + process.startTime()
        + (alive ? ", alive" : ", dead")
        + (alive && evicted ? ", evicted" : "");
  }
}
