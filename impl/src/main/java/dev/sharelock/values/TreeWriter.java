package dev.sharelock.values;

import static dev.sharelock.values.TreeLayout.CELL;
import static dev.sharelock.values.TreeLayout.COUNT;
import static dev.sharelock.values.TreeLayout.ENTRY;
import static dev.sharelock.values.TreeLayout.EXTENT;
import static dev.sharelock.values.TreeLayout.INLINE;
import static dev.sharelock.values.TreeLayout.OFFSET;

import dev.sharelock.Outcome;
import dev.sharelock.SharelockException;
import java.lang.reflect.Array;
import java.math.BigInteger;
import java.util.Arrays;
import java.util.ConcurrentModificationException;
import java.util.List;
import java.util.Map;

/** Puts a Java value together as a tree, in private memory. One object makes one tree. */
final class TreeWriter {
  private final ValueLimits limits;
  private final TreeBuffer buffer;
  private final PathText path = new PathText();
  private Object[] ancestors = new Object[8];
  private int depth;

  TreeWriter(ValueLimits limits, byte[] scratch) {
    this.limits = limits;
    this.buffer = new TreeBuffer(scratch, 0);
  }

  /** Writes the whole tree. */
  TreeBuffer write(Object value) {
    int start = buffer.append(TreeLayout.CONTENTS);
    value(start + TreeLayout.ROOT, value);
    buffer.putInt(start, TreeLayout.MAGIC);
    buffer.putInt(start + TreeLayout.BYTES, buffer.size());
    return buffer;
  }

  private void value(int cell, Object value) {
    switch (value) {
      case null -> inline(cell, ValueKind.NULL, 0);
      case Boolean b -> inline(cell, ValueKind.BOOLEAN, b ? 1 : 0);
      case Byte b -> inline(cell, ValueKind.BYTE, b);
      case Short s -> inline(cell, ValueKind.SHORT, s);
      case Character c -> inline(cell, ValueKind.CHAR, c);
      case Integer i -> inline(cell, ValueKind.INT, i);
      case Long l -> inline(cell, ValueKind.LONG, l);
      case Float f -> inline(cell, ValueKind.FLOAT, Float.floatToRawIntBits(f) & 0xFFFF_FFFFL);
      case Double d -> inline(cell, ValueKind.DOUBLE, Double.doubleToRawLongBits(d));
      case BigInteger b -> bytes(cell, ValueKind.BIG_INTEGER, b.toByteArray());
      case String s -> bytes(cell, ValueKind.STRING, utf8(s));
      case byte[] b -> bytes(cell, ValueKind.BYTES, b);
      case List<?> l -> list(cell, l);
      case Map<?, ?> m -> table(cell, m);
      case SharedValue shared -> value(cell, shared.toJava());
      case SharedTree shared -> value(cell, shared.toJava());
      default -> array(cell, value);
    }
  }

  private void inline(int cell, ValueKind kind, long value) {
    buffer.putInt(cell, kind.code());
    buffer.putLong(cell + INLINE, value);
  }

  /** Makes room for the elements of a value; returns where they start. */
  private int begin(int cell, ValueKind kind, int count) {
    long own = TreeLayout.ownBytes(kind, count);
    int at = append(own);
    buffer.putInt(cell, kind.code());
    buffer.putInt(cell + COUNT, count);
    buffer.putInt(cell + OFFSET, at);
    buffer.putInt(cell + EXTENT, (int) own);
    return at;
  }

  private int append(long bytes) {
    if (bytes > limits.maxBytes() - buffer.size()) {
      throw new SharelockException(
          Outcome.TOO_LARGE,
          "value is too large: path="
              + path
              + ", bytesBefore="
              + buffer.size()
              + ", bytes="
              + bytes
              + ", maxBytes="
              + limits.maxBytes()
              + "; do: split it, or raise ValueLimits.maxBytes");
    }
    return buffer.append((int) bytes);
  }

  private void bytes(int cell, ValueKind kind, byte[] content) {
    buffer.putBytes(begin(cell, kind, content.length), content);
  }

  private byte[] utf8(String text) {
    int unpaired = Utf8.unpaired(text);
    if (unpaired >= 0) {
      throw refused(
          "unpaired surrogate at index=" + unpaired,
          "share text that is Unicode, or a char[] if it is not text");
    }
    return Utf8.encode(text);
  }

  private void array(int cell, Object value) {
    ValueKind kind =
        switch (value) {
          case short[] a -> ValueKind.SHORTS;
          case char[] a -> ValueKind.CHARS;
          case int[] a -> ValueKind.INTS;
          case long[] a -> ValueKind.LONGS;
          case float[] a -> ValueKind.FLOATS;
          case double[] a -> ValueKind.DOUBLES;
          default ->
              throw refused(
                  "class=" + value.getClass().getName(),
                  "share numbers, booleans, null, strings, arrays of numbers, lists, and maps with"
                      + " strings as keys");
        };
    int at = begin(cell, kind, Array.getLength(value));
    switch (value) {
      case short[] a -> {
        for (int i = 0; i < a.length; i++) {
          buffer.putShort(at + Short.BYTES * i, a[i]);
        }
      }
      case char[] a -> {
        for (int i = 0; i < a.length; i++) {
          buffer.putShort(at + Character.BYTES * i, (short) a[i]);
        }
      }
      case int[] a -> {
        for (int i = 0; i < a.length; i++) {
          buffer.putInt(at + Integer.BYTES * i, a[i]);
        }
      }
      case long[] a -> {
        for (int i = 0; i < a.length; i++) {
          buffer.putLong(at + Long.BYTES * i, a[i]);
        }
      }
      case float[] a -> {
        for (int i = 0; i < a.length; i++) {
          buffer.putInt(at + Float.BYTES * i, Float.floatToRawIntBits(a[i]));
        }
      }
      default -> {
        double[] a = (double[]) value;
        for (int i = 0; i < a.length; i++) {
          buffer.putLong(at + Double.BYTES * i, Double.doubleToRawLongBits(a[i]));
        }
      }
    }
  }

  private void list(int cell, List<?> list) {
    enter(list);
    int count = list.size();
    int at = begin(cell, ValueKind.LIST, count);
    int index = 0;
    for (Object element : list) {
      requireSame(index < count);
      path.push(index);
      value(at + CELL * index, element);
      path.pop();
      index++;
    }
    requireSame(index == count);
    leave(cell, at);
  }

  private void table(int cell, Map<?, ?> map) {
    enter(map);
    int count = map.size();
    int at = begin(cell, ValueKind.TABLE, count);
    KeyOrder order = new KeyOrder(count);
    int index = 0;
    for (Map.Entry<?, ?> entry : map.entrySet()) {
      requireSame(index < count);
      if (!(entry.getKey() instanceof String key)) {
        path.pushEntry(index);
        throw refused("key=" + className(entry.getKey()), "use strings as keys");
      }
      path.push(key);
      int place = at + ENTRY * index;
      byte[] bytes = utf8(key);
      order.add(bytes);
      buffer.putInt(place + TreeLayout.HASH, order.hash(index));
      buffer.putInt(place + TreeLayout.KEY_BYTES, bytes.length);
      int keyAt = append(TreeLayout.padded(bytes.length));
      buffer.putInt(place + TreeLayout.KEY_OFFSET, keyAt);
      buffer.putBytes(keyAt, bytes);
      value(place + TreeLayout.VALUE, entry.getValue());
      path.pop();
      index++;
    }
    requireSame(index == count);
    int duplicate = order.sort();
    if (duplicate >= 0) {
      path.pushEntry(duplicate);
      throw refused("key is there twice", "use a map that compares keys with equals");
    }
    for (int i = 0; i < count; i++) {
      buffer.putInt(at + ENTRY * count + Integer.BYTES * i, order.at(i));
    }
    leave(cell, at);
  }

  private static String className(Object key) {
    return key == null ? "null" : key.getClass().getName();
  }

  private static void requireSame(boolean same) {
    if (!same) {
      throw new ConcurrentModificationException(
          "value changed while it was copied in; do: copy it first, or keep others from it");
    }
  }

  private void enter(Object container) {
    for (int i = 0; i < depth; i++) {
      if (ancestors[i] == container) {
        throw refused("contains itself: depth=" + depth, "share a value without cycles");
      }
    }
    if (depth == limits.maxDepth()) {
      throw new SharelockException(
          Outcome.TOO_LARGE,
          "value is nested too deep: path="
              + path
              + ", maxDepth="
              + limits.maxDepth()
              + "; do: flatten it, or raise ValueLimits.maxDepth");
    }
    if (depth == ancestors.length) {
      ancestors = Arrays.copyOf(ancestors, 2 * depth);
    }
    ancestors[depth++] = container;
  }

  private void leave(int cell, int at) {
    depth--;
    buffer.putInt(cell + EXTENT, buffer.size() - at);
  }

  private UnsharableValueException refused(String what, String remedy) {
    return new UnsharableValueException(path, what, remedy);
  }
}
