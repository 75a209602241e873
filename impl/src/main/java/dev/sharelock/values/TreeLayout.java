package dev.sharelock.values;

/**
 * Where the parts of a tree of values are. A tree fills one block; all offsets in it count from its
 * start, so it means the same wherever the block is.
 *
 * <pre>
 *   0x00  magic    i32  "SLv" and the version
 *   0x04  bytes    i32  size of the tree, all included
 *   0x08  cell     16   the root
 *   0x18  contents      of the root, if it does not stand in its cell
 *
 *   cell of a value that stands in it      cell of any other value
 *     0  kind    i32                         0  kind    i32
 *     4  0       i32                         4  count   i32  elements, or bytes of a string
 *     8  value   i64                         8  offset  i32  of its contents, a multiple of 8
 *                                           12  extent  i32  bytes of its contents and all in them
 *
 *   contents of a list    cells[count], then the contents of its elements
 *   contents of a table   entries[count], order i32[count], padding to 8, then for each entry its
 *                         key and the contents of its value
 *     entry   0  hash       i32
 *             4  keyBytes   i32
 *             8  keyOffset  i32
 *            12  0          i32
 *            16  cell
 *   contents of others    the elements, padding to 8
 * </pre>
 *
 * <p>There is exactly one place for everything: contents follow each other in the order of a walk
 * that visits a parent before its children, without gaps but for the padding. So contents cannot
 * overlap, lie outside, or contain themselves, and a walk takes no more steps than there are bytes.
 *
 * <p>{@code order} holds the numbers of the entries in the order of (hash, length, bytes) of their
 * keys, for binary search. The hash is FNV-1a of the UTF-8 bytes.
 */
final class TreeLayout {
  static final int MAGIC = 0x534C_7601;
  static final int MOST_BYTES = 1 << 30;

  static final int BYTES = 4;
  static final int ROOT = 8;
  static final int CONTENTS = 24;

  static final int CELL = 16;
  static final int COUNT = 4;
  static final int INLINE = 8;
  static final int OFFSET = 8;
  static final int EXTENT = 12;

  static final int ENTRY = 32;
  static final int HASH = 0;
  static final int KEY_BYTES = 4;
  static final int KEY_OFFSET = 8;
  static final int KEY_ZERO = 12;
  static final int VALUE = 16;

  private TreeLayout() {}

  /** Rounds up to a multiple of 8. */
  static long padded(long bytes) {
    return bytes + 7 & -8;
  }

  /**
   * How many bytes the elements of a value take, without what hangs on them; more than {@link
   * #MOST_BYTES} if the count is impossible.
   */
  static long ownBytes(ValueKind kind, int count) {
    if (count < 0) {
      return Long.MAX_VALUE;
    }
    long order = kind == ValueKind.TABLE ? padded(4L * count) : 0;
    return padded((long) kind.width() * count) + order;
  }

  static int hash(byte[] key) {
    int hash = 0x811C_9DC5;
    for (byte b : key) {
      hash = (hash ^ b & 0xFF) * 0x0100_0193;
    }
    return hash;
  }
}
