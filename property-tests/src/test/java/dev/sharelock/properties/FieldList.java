package dev.sharelock.properties;

import dev.sharelock.memory.FieldNames;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** The fields of a structure as its layout describes them. */
public final class FieldList implements FieldNames {
  private record Field(String name, long offset, long length, boolean word) {}

  private final List<Field> fields = new ArrayList<>();

  @Override
  public void word(long offset, int bytes, String name) {
    fields.add(new Field(name, offset, bytes, true));
  }

  @Override
  public void data(long offset, long length, String name) {
    fields.add(new Field(name, offset, length, false));
  }

  /** Words that are not at a multiple of their size, and data that is not at a multiple of 8. */
  public List<String> misaligned() {
    return fields.stream()
        .filter(field -> field.offset() % (field.word() ? field.length() : Long.BYTES) != 0)
        .map(Field::toString)
        .toList();
  }

  /** Fields that begin before another one ends, and names that are used twice. */
  public List<String> overlapping() {
    List<Field> sorted = new ArrayList<>(fields);
    sorted.sort(Comparator.comparingLong(Field::offset));
    List<String> found = new ArrayList<>();
    for (int i = 1; i < sorted.size(); i++) {
      Field before = sorted.get(i - 1);
      Field after = sorted.get(i);
      if (before.offset() + before.length() > after.offset()) {
        found.add(before + " and " + after);
      }
    }
    long names = fields.stream().map(Field::name).distinct().count();
    if (names != fields.size()) {
      found.add("names are used twice: names=" + names + ", fields=" + fields.size());
    }
    return found;
  }

  public int size() {
    return fields.size();
  }

  public long start() {
    return fields.stream().mapToLong(Field::offset).min().orElseThrow();
  }

  public long end() {
    return fields.stream().mapToLong(field -> field.offset() + field.length()).max().orElseThrow();
  }

  public long offset(String name) {
    return fields.stream()
        .filter(field -> field.name().equals(name))
        .findFirst()
        .orElseThrow(() -> new AssertionError("no such field: name=" + name))
        .offset();
  }

  /** The words, by name, in the order of the description. */
  public List<String> words() {
    return fields.stream().filter(Field::word).map(Field::name).toList();
  }

  /** The size of a field in bytes. */
  public long length(String name) {
    return fields.stream()
        .filter(field -> field.name().equals(name))
        .findFirst()
        .orElseThrow(() -> new AssertionError("no such field: name=" + name))
        .length();
  }
}
