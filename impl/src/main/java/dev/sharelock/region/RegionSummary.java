package dev.sharelock.region;

import dev.sharelock.environment.Environment;
import dev.sharelock.memory.SharedMemory;
import java.util.List;
import java.util.stream.IntStream;

/**
 * What can be said of a region in one line.
 *
 * @param name its name
 * @param bytes its size
 * @param generation which no other region of this name has
 * @param livePids the processes that are attached and live; stale at once
 */
public record RegionSummary(String name, long bytes, long generation, List<Long> livePids) {

  /**
   * Copies the list.
   *
   * @param name its name
   * @param bytes its size
   * @param generation as above
   * @param livePids the processes that are attached
   */
  public RegionSummary {
    livePids = List.copyOf(livePids);
  }

  static RegionSummary of(
      String name, RegionHeader header, SharedMemory memory, Environment environment) {
    ParticipantTable table =
        new ParticipantTable(memory, environment, header.layout(), header.bootId());
    List<Long> live =
        IntStream.range(0, header.layout().slots())
            .mapToObj(table::look)
            .filter(attached -> attached != null && attached.alive())
            .map(attached -> attached.process().pid())
            .distinct()
            .toList();
    return new RegionSummary(name, header.size(), header.generation(), live);
  }
}
