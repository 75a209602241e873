package dev.sharelock.model.sampling;

import dev.sharelock.memory.FieldNames;
import dev.sharelock.model.scenario.Scenario;
import java.util.Map;
import java.util.TreeMap;

/** Finds the name of the field at an offset. */
final class CellNames implements FieldNames {
  private record Field(long offset, long length, String name, boolean word) {}

  private final TreeMap<Long, Field> fields = new TreeMap<>();

  static CellNames of(Scenario scenario) {
    CellNames names = new CellNames();
    scenario.describeFields(names);
    return names;
  }

  @Override
  public void word(long offset, int bytes, String name) {
    fields.put(offset, new Field(offset, bytes, name, true));
  }

  @Override
  public void data(long offset, long length, String name) {
    fields.put(offset, new Field(offset, length, name, false));
  }

  /** Such as {@code ring.head}, {@code ring.data[17]}, or {@code memory[64]} without a name. */
  String at(long offset) {
    Map.Entry<Long, Field> entry = fields.floorEntry(offset);
    if (entry == null || offset >= entry.getValue().offset() + entry.getValue().length()) {
      return "memory[" + offset + "]";
    }
    Field field = entry.getValue();
    long index = offset - field.offset();
    return field.word() && index == 0 ? field.name() : field.name() + "[" + index + "]";
  }
}
