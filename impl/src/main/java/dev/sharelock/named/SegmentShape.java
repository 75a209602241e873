package dev.sharelock.named;

import dev.sharelock.segment.SegmentLayout;

/**
 * How large a table of segments is; the same for all who open it.
 *
 * @param segments how many segments there can be at a time, 1 to 65536
 * @param members how many handles can be opened over the whole life of the table, 1 to 4096; a
 *     number of a member is never given again
 */
public record SegmentShape(int segments, int members) {
  private static final int DEFAULT_MEMBERS = 1024;

  /**
   * A table whose members come and go up to 1024 times.
   *
   * @param segments how many segments there can be at a time
   * @return the shape
   */
  public static SegmentShape of(int segments) {
    return new SegmentShape(segments, DEFAULT_MEMBERS);
  }

  SegmentLayout at(long base) {
    return new SegmentLayout(base, members, segments);
  }
}
