package dev.sharelock.values;

import static dev.sharelock.values.TreeLayout.CELL;
import static dev.sharelock.values.TreeLayout.ENTRY;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Takes a tree apart that was copied into private memory, and checks every part of it. Contents
 * must be exactly where a {@link TreeWriter} puts them, so a walk ends, whatever the bytes are.
 */
final class TreeDecoder {
  private final TreeBuffer buffer;
  private final int origin;
  private final PathText path;
  private int next;
  private int depth;

  /**
   * Creates a decoder.
   *
   * @param buffer contents of a value
   * @param origin their offset in the tree
   * @param path of the value
   */
  TreeDecoder(TreeBuffer buffer, int origin, PathText path) {
    this.buffer = buffer;
    this.origin = origin;
    this.path = path;
    this.next = origin;
  }

  /** Decodes a value all of whose contents are in the buffer. */
  Object decode(Cell cell) {
    Object value = contents(cell);
    if (next != cell.end()) {
      throw corrupt("contents end early: at=" + next + ", extent=" + cell.extent());
    }
    return value;
  }

  private Object value(int at, int end) {
    ValueKind kind = ValueKind.of(intAt(at));
    int place = at - origin;
    Cell cell =
        new Cell(
            kind,
            intAt(at + TreeLayout.COUNT),
            intAt(at + TreeLayout.OFFSET),
            intAt(at + TreeLayout.EXTENT),
            buffer.getLong(place + TreeLayout.INLINE));
    String problem = cell.problem();
    if (problem == null && !kind.isInline()) {
      problem = cell.misplaced(next, Math.min(end, (long) next + cell.extent()));
    }
    if (problem != null) {
      throw corrupt(problem);
    }
    if (kind.isInline()) {
      return cell.inlineValue();
    }
    Object value = contents(cell);
    if (next != cell.end()) {
      throw corrupt("contents end early: at=" + next + ", extent=" + cell.extent());
    }
    return value;
  }

  private Object contents(Cell cell) {
    next = cell.innerStart();
    int place = cell.offset() - origin;
    int count = cell.count();
    byte[] bytes = buffer.bytes();
    return switch (cell.kind()) {
      case STRING -> {
        String text = Utf8.decode(bytes, place, count);
        if (text == null) {
          throw corrupt("string is no UTF-8: bytes=" + count);
        }
        yield text;
      }
      case BIG_INTEGER -> new BigInteger(bytes, place, count);
      case BYTES -> Arrays.copyOfRange(bytes, place, place + count);
      case LIST -> list(cell);
      case TABLE -> table(cell);
      default -> array(cell.kind(), place, count);
    };
  }

  private Object array(ValueKind kind, int place, int count) {
    int width = kind.width();
    switch (kind) {
      case SHORTS -> {
        short[] a = new short[count];
        for (int i = 0; i < count; i++) {
          a[i] = buffer.getShort(place + width * i);
        }
        return a;
      }
      case CHARS -> {
        char[] a = new char[count];
        for (int i = 0; i < count; i++) {
          a[i] = (char) buffer.getShort(place + width * i);
        }
        return a;
      }
      case INTS -> {
        int[] a = new int[count];
        for (int i = 0; i < count; i++) {
          a[i] = buffer.getInt(place + width * i);
        }
        return a;
      }
      case LONGS -> {
        long[] a = new long[count];
        for (int i = 0; i < count; i++) {
          a[i] = buffer.getLong(place + width * i);
        }
        return a;
      }
      case FLOATS -> {
        float[] a = new float[count];
        for (int i = 0; i < count; i++) {
          a[i] = Float.intBitsToFloat(buffer.getInt(place + width * i));
        }
        return a;
      }
      default -> {
        double[] a = new double[count];
        for (int i = 0; i < count; i++) {
          a[i] = Double.longBitsToDouble(buffer.getLong(place + width * i));
        }
        return a;
      }
    }
  }

  private List<Object> list(Cell cell) {
    enter();
    List<Object> list = new ArrayList<>(cell.count());
    for (int i = 0; i < cell.count(); i++) {
      path.push(i);
      list.add(value(cell.offset() + CELL * i, cell.end()));
      path.pop();
    }
    depth--;
    return list;
  }

  private Map<String, Object> table(Cell cell) {
    enter();
    int count = cell.count();
    byte[][] keys = new byte[count][];
    Map<String, Object> table = LinkedHashMap.newLinkedHashMap(count);
    for (int i = 0; i < count; i++) {
      int entry = cell.offset() + ENTRY * i;
      path.pushEntry(i);
      keys[i] = key(entry, cell.end());
      String key = Utf8.decode(keys[i], 0, keys[i].length);
      if (key == null) {
        throw corrupt("key is no UTF-8");
      }
      path.pop();
      path.push(key);
      table.put(key, value(entry + TreeLayout.VALUE, cell.end()));
      path.pop();
    }
    requireOrder(cell, keys);
    depth--;
    return table;
  }

  private byte[] key(int entry, int end) {
    int length = intAt(entry + TreeLayout.KEY_BYTES);
    int at = intAt(entry + TreeLayout.KEY_OFFSET);
    boolean sound =
        length >= 0
            && at == next
            && at + TreeLayout.padded(length) <= end
            && intAt(entry + TreeLayout.KEY_ZERO) == 0;
    if (!sound) {
      throw corrupt("keyBytes=" + length + ", keyOffset=" + at + ", expectedOffset=" + next);
    }
    next = (int) (at + TreeLayout.padded(length));
    byte[] key = Arrays.copyOfRange(buffer.bytes(), at - origin, at - origin + length);
    int hash = intAt(entry + TreeLayout.HASH);
    if (hash != TreeLayout.hash(key)) {
      throw corrupt("hash of key is wrong: hash=" + Integer.toHexString(hash));
    }
    return key;
  }

  /** The order rises strictly, so it has each entry once and no key is there twice. */
  private void requireOrder(Cell cell, byte[][] keys) {
    int at = cell.offset() + ENTRY * cell.count();
    int last = -1;
    for (int i = 0; i < cell.count(); i++) {
      int number = intAt(at + Integer.BYTES * i);
      boolean rises =
          number >= 0
              && number < cell.count()
              && (last < 0 || compare(cell, keys, last, number) < 0);
      if (!rises) {
        throw corrupt("order of keys is wrong: position=" + i + ", entry=" + number);
      }
      last = number;
    }
  }

  private int compare(Cell cell, byte[][] keys, int a, int b) {
    int hashA = intAt(cell.offset() + ENTRY * a);
    int hashB = intAt(cell.offset() + ENTRY * b);
    int byHash = Integer.compare(hashA, hashB);
    return byHash != 0 ? byHash : KeyOrder.compareKeys(keys[a], keys[b]);
  }

  private void enter() {
    if (++depth > ValueLimits.MOST_DEPTH) {
      throw corrupt("nested too deep: maxDepth=" + ValueLimits.MOST_DEPTH);
    }
  }

  private int intAt(int offset) {
    return buffer.getInt(offset - origin);
  }

  private CorruptValueException corrupt(String what) {
    return new CorruptValueException(path, what);
  }
}
