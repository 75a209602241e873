package dev.sharelock.model.report;

import dev.sharelock.memory.FieldNames;
import dev.sharelock.model.scenario.Scenario;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The names of the fields of a memory. */
final class FieldMap implements FieldNames {

  /**
   * One named field.
   *
   * @param offset its first byte
   * @param bytes how long it is
   * @param name what it is called
   * @param isWord whether it is a word; otherwise it is plain data
   */
  record Field(long offset, long bytes, String name, boolean isWord) {
    boolean covers(long first, long length) {
      return first >= offset && first + length <= offset + bytes;
    }
  }

  private final TreeMap<Long, Field> words = new TreeMap<>();
  private final TreeMap<Long, Field> data = new TreeMap<>();

  static FieldMap of(Scenario scenario) {
    FieldMap map = new FieldMap();
    scenario.describeFields(map);
    return map;
  }

  @Override
  public void word(long offset, int bytes, String name) {
    words.put(offset, new Field(offset, bytes, name, true));
  }

  @Override
  public void data(long offset, long length, String name) {
    data.put(offset, new Field(offset, length, name, false));
  }

  Collection<Field> words() {
    return words.values();
  }

  List<Field> all() {
    List<Field> fields = new ArrayList<>(words.values());
    fields.addAll(data.values());
    return fields;
  }

  /** What a range of bytes is called: {@code ring.tail}, {@code ring.data[17]}, {@code @0x1c0}. */
  String name(long offset, long bytes) {
    Field word = at(words, offset, bytes);
    if (word != null) {
      boolean whole = word.offset == offset && word.bytes == bytes;
      String at = offset == word.offset ? "" : "+" + (offset - word.offset);
      return whole ? word.name : word.name + at + ":" + bytes;
    }
    Field range = at(data, offset, bytes);
    if (range != null) {
      long first = offset - range.offset;
      return range.name + (bytes == 1 ? "[" + first + "]" : range(first, bytes));
    }
    return "@0x" + Long.toHexString(offset) + length(bytes);
  }

  private static String range(long first, long bytes) {
    return "[" + first + ".." + (first + bytes) + ")";
  }

  private static String length(long bytes) {
    return bytes == 4 || bytes == 8 ? "" : ":" + bytes;
  }

  private static Field at(TreeMap<Long, Field> fields, long offset, long bytes) {
    Map.Entry<Long, Field> floor = fields.floorEntry(offset);
    return floor != null && floor.getValue().covers(offset, bytes) ? floor.getValue() : null;
  }
}
