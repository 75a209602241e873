package dev.sharelock.values;

/**
 * A cell as it was read once, so that nobody can change it after it was checked.
 *
 * @param kind what the value is; null if the code means nothing
 * @param count elements, or bytes of a string
 * @param offset of the contents from the start of the tree
 * @param extent of the contents in bytes
 * @param value the value itself, if it stands in the cell
 */
record Cell(ValueKind kind, int count, int offset, int extent, long value) {

  /** What is wrong with the cell by itself; null if nothing is. */
  String problem() {
    if (kind == null) {
      return "kind is unknown";
    }
    if (kind.isInline()) {
      boolean fits = count == 0 && value == narrowed();
      return fits ? null : "kind=" + kind + ", count=" + count + ", value=" + value;
    }
    long own = TreeLayout.ownBytes(kind, count);
    boolean sound =
        offset >= TreeLayout.CONTENTS
            && (offset & 7) == 0
            && (extent & 7) == 0
            && extent >= own
            && (kind.isContainer() || extent == own)
            && (kind != ValueKind.BIG_INTEGER || count > 0);
    return sound ? null : "kind=" + kind + place();
  }

  private String place() {
    return ", count=" + count + ", offset=" + offset + ", extent=" + extent;
  }

  /** What is wrong with where the contents are; null if they lie between two offsets. */
  String misplaced(long from, long to) {
    boolean inside = kind.isInline() || offset >= from && (long) offset + extent <= to;
    return inside ? null : "kind=" + kind + place() + ", from=" + from + ", to=" + to;
  }

  /** Where the contents of the first element may be. */
  int innerStart() {
    return (int) (offset + TreeLayout.ownBytes(kind, count));
  }

  int end() {
    return offset + extent;
  }

  private long narrowed() {
    return switch (kind) {
      case NULL -> 0;
      case BOOLEAN -> value & 1;
      case BYTE -> (byte) value;
      case SHORT -> (short) value;
      case CHAR -> (char) value;
      case INT -> (int) value;
      case FLOAT -> value & 0xFFFF_FFFFL;
      default -> value;
    };
  }

  /** The Java value of a cell that holds it. */
  Object inlineValue() {
    return switch (kind) {
      case BOOLEAN -> value == 1;
      case BYTE -> (byte) value;
      case SHORT -> (short) value;
      case CHAR -> (char) value;
      case INT -> (int) value;
      case LONG -> value;
      case FLOAT -> Float.intBitsToFloat((int) value);
      case DOUBLE -> Double.longBitsToDouble(value);
      default -> null;
    };
  }
}
