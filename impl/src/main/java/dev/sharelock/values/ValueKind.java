package dev.sharelock.values;

/** What a shared value can be. The codes stand in shared memory. */
public enum ValueKind {
  /** Java's {@code null}. */
  NULL(1, 0),
  /** A {@code boolean}. */
  BOOLEAN(2, 0),
  /** A {@code byte}. */
  BYTE(3, 0),
  /** A {@code short}. */
  SHORT(4, 0),
  /** A {@code char}. */
  CHAR(5, 0),
  /** An {@code int}. */
  INT(6, 0),
  /** A {@code long}. */
  LONG(7, 0),
  /** A {@code float}, bit by bit. */
  FLOAT(8, 0),
  /** A {@code double}, bit by bit. */
  DOUBLE(9, 0),
  /** A {@link java.math.BigInteger}. */
  BIG_INTEGER(10, 1),
  /** A {@link String} without unpaired surrogates. */
  STRING(11, 1),
  /** A {@code byte[]}. */
  BYTES(12, 1),
  /** A {@code short[]}. */
  SHORTS(13, 2),
  /** A {@code char[]}. */
  CHARS(14, 2),
  /** An {@code int[]}. */
  INTS(15, 4),
  /** A {@code long[]}. */
  LONGS(16, 8),
  /** A {@code float[]}, bit by bit. */
  FLOATS(17, 4),
  /** A {@code double[]}, bit by bit. */
  DOUBLES(18, 8),
  /** A {@link java.util.List} of values. */
  LIST(19, TreeLayout.CELL),
  /** A {@link java.util.Map} from strings to values, in the order of its entries. */
  TABLE(20, TreeLayout.ENTRY);

  private static final ValueKind[] KINDS = values();

  private final int code;
  private final int width;

  ValueKind(int code, int width) {
    this.code = code;
    this.width = width;
  }

  int code() {
    return code;
  }

  /** How many bytes one element has; 0 if the value stands in its cell. */
  int width() {
    return width;
  }

  boolean isInline() {
    return width == 0;
  }

  /** Whether it contains other values. */
  boolean isContainer() {
    return this == LIST || this == TABLE;
  }

  /** The kind of a code; null if there is none. */
  static ValueKind of(int code) {
    return code >= 1 && code <= KINDS.length ? KINDS[code - 1] : null;
  }
}
