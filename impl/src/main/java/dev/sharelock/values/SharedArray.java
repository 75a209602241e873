package dev.sharelock.values;

/**
 * An array of bytes or numbers in shared memory: single elements and ranges are read where they
 * are.
 */
public final class SharedArray {
  private final SharedValue self;

  SharedArray(SharedValue self) {
    this.self = self;
  }

  /**
   * Tells how many elements there are.
   *
   * @return the number
   */
  public int length() {
    return self.cell().count();
  }

  /**
   * Gives an element of an array of bytes, shorts, chars, ints or longs.
   *
   * @param index from 0
   * @return the element
   */
  public long getLong(int index) {
    int at = place(index);
    SharedTree tree = self.tree();
    return switch (self.kind()) {
      case BYTES -> tree.readByte(at);
      case SHORTS -> tree.readShort(at);
      case CHARS -> (char) tree.readShort(at);
      case INTS -> tree.readInt(at);
      case LONGS -> tree.readLong(at);
      default -> throw wrongKind("whole numbers");
    };
  }

  /**
   * Gives an element of an array of floats or doubles.
   *
   * @param index from 0
   * @return the element
   */
  public double getDouble(int index) {
    int at = place(index);
    SharedTree tree = self.tree();
    return switch (self.kind()) {
      case FLOATS -> Float.intBitsToFloat(tree.readInt(at));
      case DOUBLES -> Double.longBitsToDouble(tree.readLong(at));
      default -> throw wrongKind("floating-point numbers");
    };
  }

  /**
   * Copies a range of an array of bytes out.
   *
   * @param from the first element
   * @param target where the elements go
   * @param index the first position in {@code target}
   * @param count how many
   */
  public void read(int from, byte[] target, int index, int count) {
    requireRange(ValueKind.BYTES, from, count);
    self.tree().readBytes(self.cell().offset() + from, target, index, count);
  }

  /**
   * Copies a range of an array of ints out.
   *
   * @param from the first element
   * @param target where the elements go
   * @param index the first position in {@code target}
   * @param count how many
   */
  public void read(int from, int[] target, int index, int count) {
    requireRange(ValueKind.INTS, from, count);
    int at = self.cell().offset() + Integer.BYTES * from;
    for (int i = 0; i < count; i++) {
      target[index + i] = self.tree().readInt(at + Integer.BYTES * i);
    }
  }

  /**
   * Copies a range of an array of longs out.
   *
   * @param from the first element
   * @param target where the elements go
   * @param index the first position in {@code target}
   * @param count how many
   */
  public void read(int from, long[] target, int index, int count) {
    requireRange(ValueKind.LONGS, from, count);
    int at = self.cell().offset() + Long.BYTES * from;
    for (int i = 0; i < count; i++) {
      target[index + i] = self.tree().readLong(at + Long.BYTES * i);
    }
  }

  /**
   * Copies a range of an array of doubles out.
   *
   * @param from the first element
   * @param target where the elements go
   * @param index the first position in {@code target}
   * @param count how many
   */
  public void read(int from, double[] target, int index, int count) {
    requireRange(ValueKind.DOUBLES, from, count);
    int at = self.cell().offset() + Double.BYTES * from;
    for (int i = 0; i < count; i++) {
      target[index + i] = Double.longBitsToDouble(self.tree().readLong(at + Double.BYTES * i));
    }
  }

  /**
   * Copies the whole array out.
   *
   * @return a new array of the primitive type
   */
  public Object toJava() {
    return self.toJava();
  }

  private int place(int index) {
    if (index < 0 || index >= length()) {
      throw outside(index, 1);
    }
    return self.cell().offset() + self.kind().width() * index;
  }

  private void requireRange(ValueKind wanted, int from, int count) {
    if (self.kind() != wanted) {
      throw wrongKind(wanted.toString());
    }
    if (from < 0 || count < 0 || from > length() - count) {
      throw outside(from, count);
    }
  }

  private IndexOutOfBoundsException outside(int from, int count) {
    return new IndexOutOfBoundsException(
        "array has no such elements: path="
            + self.path()
            + ", from="
            + from
            + ", count="
            + count
            + ", length="
            + length()
            + "; do: ask for its length() first");
  }

  private ClassCastException wrongKind(String wanted) {
    return new ClassCastException(
        "array is of another kind: path="
            + self.path()
            + ", kind="
            + self.kind()
            + ", wanted="
            + wanted
            + "; do: ask for the kind() of the value first");
  }
}
