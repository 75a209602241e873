package dev.sharelock.model.scenario;

import dev.sharelock.memory.FieldNames;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;

/** All data of a scenario that is racy by design, for engines. */
public final class RacyData {
  /** No data is racy by design. */
  public static final RacyData NONE = new RacyData(List.of());

  private final List<RacyRange> ranges;
  private final TreeMap<Long, RacyRange> byOffset = new TreeMap<>();

  private RacyData(List<RacyRange> ranges) {
    this.ranges = List.copyOf(ranges);
    for (RacyRange range : ranges) {
      Map.Entry<Long, RacyRange> before = byOffset.floorEntry(range.offset() + range.length() - 1);
      if (before != null
          && before.getValue().offset() + before.getValue().length() > range.offset()) {
        throw new IllegalArgumentException(
            "racy data overlaps: field="
                + range.field()
                + ", other="
                + before.getValue().field()
                + "; do: declare one of them");
      }
      byOffset.put(range.offset(), range);
    }
  }

  /**
   * Finds the fields that are declared racy.
   *
   * @param granules the size of a granule for each field, by its name
   */
  static RacyData of(Map<String, Integer> granules, List<Consumer<FieldNames>> fields) {
    if (granules.isEmpty()) {
      return NONE;
    }
    Collector collector = new Collector(granules);
    fields.forEach(describer -> describer.accept(collector));
    for (String field : granules.keySet()) {
      if (collector.found.stream().noneMatch(range -> range.field().equals(field))) {
        throw new IllegalArgumentException(
            "no such field to be racy: field="
                + field
                + "; do: use a name that fields(describer) gives");
      }
    }
    return new RacyData(collector.found);
  }

  public List<RacyRange> ranges() {
    return ranges;
  }

  public boolean isEmpty() {
    return ranges.isEmpty();
  }

  /** The range that a byte belongs to; null if it is no racy data. */
  public RacyRange at(long offset) {
    Map.Entry<Long, RacyRange> entry = byOffset.floorEntry(offset);
    boolean inside =
        entry != null && offset < entry.getValue().offset() + entry.getValue().length();
    return inside ? entry.getValue() : null;
  }

  /** Whether some of a range is racy data. */
  public boolean touches(long offset, long length) {
    if (ranges.isEmpty() || length == 0) {
      return false;
    }
    Map.Entry<Long, RacyRange> last = byOffset.floorEntry(offset + length - 1);
    return last != null && last.getValue().offset() + last.getValue().length() > offset;
  }

  /** How far the data from an offset on is of the same sort: its granule, or no racy data. */
  public long endOfPart(long offset, long end) {
    RacyRange range = at(offset);
    if (range != null) {
      return Math.min(end, granuleAt(range, offset) + range.granule());
    }
    Long next = byOffset.higherKey(offset);
    return next == null ? end : Math.min(end, next);
  }

  /** Where the granule of a byte begins. */
  public static long granuleAt(RacyRange range, long offset) {
    return offset - offset % range.granule();
  }

  /** Checks that a write covers the granule from an offset on as a whole. */
  public static void requireWhole(RacyRange range, long offset, long end) {
    if (offset != granuleAt(range, offset) || end - offset < range.granule()) {
      throw new IllegalArgumentException(
          "a part of a granule of racy data is written: field="
              + range.field()
              + ", offset="
              + offset
              + ", length="
              + (end - offset)
              + ", granule="
              + range.granule()
              + "; do: declare granules of 1 byte");
    }
  }

  /** Checks that a word is no racy data. */
  public void requireNoWord(long offset, int bytes) {
    if (touches(offset, bytes)) {
      throw new IllegalArgumentException(
          "racy data is accessed atomically: field="
              + byOffset.floorEntry(offset + bytes - 1).getValue().field()
              + ", offset="
              + offset
              + "; do: declare as racy only what is read and written plainly");
    }
  }

  private static final class Collector implements FieldNames {
    private final Map<String, Integer> granules;
    private final List<RacyRange> found = new ArrayList<>();

    Collector(Map<String, Integer> granules) {
      this.granules = granules;
    }

    @Override
    public void word(long offset, int bytes, String name) {
      data(offset, bytes, name);
    }

    @Override
    public void data(long offset, long length, String name) {
      Integer granule = granules.get(name);
      if (granule != null) {
        found.add(new RacyRange(name, offset, length, granule));
      }
    }
  }
}
