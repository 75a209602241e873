package dev.sharelock.values;

import java.math.BigInteger;

/**
 * One value in a tree in shared memory. Its cell was read and checked when this object was made;
 * contents are read where they are.
 *
 * <p>Methods that ask for another kind than the value has throw {@link ClassCastException}; whole
 * numbers widen as in Java.
 */
public final class SharedValue {
  private final SharedTree tree;
  private final SharedValue parent;
  private final Object step;
  private final Cell cell;
  private final int at;

  private SharedValue(SharedTree tree, SharedValue parent, Object step, int at) {
    this.tree = tree;
    this.parent = parent;
    this.step = step;
    this.at = at;
    ValueKind kind = ValueKind.of(tree.readInt(at));
    boolean inline = kind != null && kind.isInline();
    this.cell =
        new Cell(
            kind,
            tree.readInt(at + TreeLayout.COUNT),
            inline ? 0 : tree.readInt(at + TreeLayout.OFFSET),
            inline ? 0 : tree.readInt(at + TreeLayout.EXTENT),
            inline ? tree.readLong(at + TreeLayout.INLINE) : 0);
    String problem = cell.problem();
    if (problem == null && parent != null) {
      problem = cell.misplaced(parent.cell.innerStart(), parent.cell.end());
    }
    if (problem != null) {
      throw corrupt(problem);
    }
  }

  /** The root of a tree in a block that has so many bytes. */
  static SharedValue root(SharedTree tree, long room) {
    if (room < TreeLayout.CONTENTS) {
      throw new CorruptValueException(new PathText(), "blockBytes=" + room);
    }
    int magic = tree.readInt(0);
    int bytes = tree.readInt(TreeLayout.BYTES);
    if (magic != TreeLayout.MAGIC || bytes < TreeLayout.CONTENTS || bytes > room) {
      throw new CorruptValueException(
          new PathText(),
          "magic="
              + Integer.toHexString(magic)
              + ", expectedMagic="
              + Integer.toHexString(TreeLayout.MAGIC)
              + ", bytes="
              + bytes
              + ", blockBytes="
              + room);
    }
    SharedValue root = new SharedValue(tree, null, null, TreeLayout.ROOT);
    int end = root.isInline() ? TreeLayout.CONTENTS : root.cell.end();
    boolean whole = root.isInline() || root.cell.offset() == TreeLayout.CONTENTS;
    if (!whole || end != bytes) {
      throw root.corrupt("end=" + end + ", bytes=" + bytes);
    }
    return root;
  }

  /** A part of this value; the step is its key or its index. */
  SharedValue child(Object childStep, int at) {
    return new SharedValue(tree, this, childStep, at);
  }

  SharedTree tree() {
    return tree;
  }

  Cell cell() {
    return cell;
  }

  /** Where the cell is in the tree. */
  int cellAt() {
    return at;
  }

  boolean isInline() {
    return cell.kind().isInline();
  }

  /**
   * Tells what the value is.
   *
   * @return the kind
   */
  public ValueKind kind() {
    return cell.kind();
  }

  /**
   * Tells whether the value is null.
   *
   * @return whether it is
   */
  public boolean isNull() {
    return cell.kind() == ValueKind.NULL;
  }

  /**
   * Tells where in the tree the value is.
   *
   * @return a path like {@code $.orders[3].price}
   */
  public String path() {
    return pathText().toString();
  }

  PathText pathText() {
    PathText path = parent == null ? new PathText() : parent.pathText();
    if (step instanceof String key) {
      path.push(key);
    } else if (step instanceof Integer index) {
      path.push(index);
    }
    return path;
  }

  /**
   * Gives a boolean.
   *
   * @return the value
   */
  public boolean asBoolean() {
    require(ValueKind.BOOLEAN);
    return cell.value() == 1;
  }

  /**
   * Gives a char.
   *
   * @return the value
   */
  public char asChar() {
    require(ValueKind.CHAR);
    return (char) cell.value();
  }

  /**
   * Gives a byte, short, char or int.
   *
   * @return the value
   */
  public int asInt() {
    return switch (cell.kind()) {
      case BYTE, SHORT, CHAR, INT -> {
        tree.requireOpen();
        yield (int) cell.value();
      }
      default -> throw wrongKind("INT");
    };
  }

  /**
   * Gives a byte, short, char, int or long.
   *
   * @return the value
   */
  public long asLong() {
    return switch (cell.kind()) {
      case BYTE, SHORT, CHAR, INT, LONG -> {
        tree.requireOpen();
        yield cell.value();
      }
      default -> throw wrongKind("LONG");
    };
  }

  /**
   * Gives a float.
   *
   * @return the value, with the payload if it is not a number
   */
  public float asFloat() {
    require(ValueKind.FLOAT);
    return Float.intBitsToFloat((int) cell.value());
  }

  /**
   * Gives a float or double.
   *
   * @return the value, with the payload if it is not a number
   */
  public double asDouble() {
    return cell.kind() == ValueKind.FLOAT ? asFloat() : bitsAsDouble();
  }

  private double bitsAsDouble() {
    require(ValueKind.DOUBLE);
    return Double.longBitsToDouble(cell.value());
  }

  /**
   * Gives a whole number of any width.
   *
   * @return the value
   */
  public BigInteger asBigInteger() {
    return cell.kind() == ValueKind.BIG_INTEGER
        ? (BigInteger) toJava()
        : BigInteger.valueOf(asLong());
  }

  /**
   * Copies a string out.
   *
   * @return the value
   * @throws CorruptValueException if it is no UTF-8
   */
  public String asString() {
    require(ValueKind.STRING);
    return (String) toJava();
  }

  /**
   * Gives a list.
   *
   * @return its elements, not copied
   */
  public SharedList asList() {
    require(ValueKind.LIST);
    return new SharedList(this);
  }

  /**
   * Gives a table.
   *
   * @return its entries, not copied
   */
  public SharedTable asTable() {
    require(ValueKind.TABLE);
    return new SharedTable(this);
  }

  /**
   * Gives an array of numbers or bytes.
   *
   * @return its elements, not copied
   */
  public SharedArray asArray() {
    return switch (cell.kind()) {
      case BYTES, SHORTS, CHARS, INTS, LONGS, FLOATS, DOUBLES -> {
        tree.requireOpen();
        yield new SharedArray(this);
      }
      default -> throw wrongKind("an array");
    };
  }

  /**
   * Copies the value and all that is in it out, and checks every part.
   *
   * @return a value equal to what was copied in; lists and maps are new and belong to the caller
   * @throws CorruptValueException if a part is not as it must be
   */
  public Object toJava() {
    tree.requireOpen();
    if (isInline()) {
      return cell.inlineValue();
    }
    byte[] bytes = new byte[cell.extent()];
    tree.readBytes(cell.offset(), bytes, 0, bytes.length);
    TreeBuffer buffer = new TreeBuffer(bytes, bytes.length);
    return new TreeDecoder(buffer, cell.offset(), pathText()).decode(cell);
  }

  private void require(ValueKind wanted) {
    tree.requireOpen();
    if (cell.kind() != wanted) {
      throw wrongKind(wanted.toString());
    }
  }

  private ClassCastException wrongKind(String wanted) {
    return new ClassCastException(
        "value is of another kind: path="
            + path()
            + ", kind="
            + cell.kind()
            + ", wanted="
            + wanted
            + "; do: ask for its kind() first");
  }

  CorruptValueException corrupt(String what) {
    return new CorruptValueException(pathText(), what);
  }

  @Override
  public String toString() {
    return path() + ": " + cell.kind();
  }
}
