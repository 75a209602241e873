package dev.sharelock.memory;

import java.nio.ByteOrder;

/**
 * The 32-bit words of a heap array of 64-bit elements: each is one half of an element.
 *
 * <p>A half is written by a compare-and-set of its element, which keeps the other half as it was
 * found; so two words in one element never undo each other's changes. Writes are therefore
 * lock-free rather than wait-free.
 */
abstract class HeapIntWords extends HeapLongWords implements IntWords {

  private static final int LOW_HALF_AT = ByteOrder.nativeOrder() == ByteOrder.BIG_ENDIAN ? 4 : 0;

  /** How a word is read and written. */
  private enum Mode {
    PLAIN,
    OPAQUE,
    ACQUIRE,
    RELEASE,
    VOLATILE
  }

  /** What becomes of a word. */
  private enum Change {
    SET,
    ADD,
    OR,
    AND,
    XOR;

    int apply(int found, int operand) {
      return switch (this) {
        case SET -> operand;
        case ADD -> found + operand;
        case OR -> found | operand;
        case AND -> found & operand;
        case XOR -> found ^ operand;
      };
    }
  }

  HeapIntWords(int cells) {
    super(cells);
  }

  private int half(long offset) {
    return HeapBounds.cell(offset, 4, cells.length);
  }

  private static int shift(long offset) {
    return (offset & 4) == LOW_HALF_AT ? 0 : 32;
  }

  private static int extract(long cell, long offset) {
    return (int) (cell >>> shift(offset));
  }

  private static long replace(long cell, long offset, int value) {
    int shift = shift(offset);
    return cell & ~(0xFFFF_FFFFL << shift) | Integer.toUnsignedLong(value) << shift;
  }

  private long read(int cell, Mode mode) {
    return switch (mode) {
      case PLAIN -> (long) CELL.get(cells, cell);
      case OPAQUE, RELEASE -> (long) CELL.getOpaque(cells, cell);
      case ACQUIRE -> (long) CELL.getAcquire(cells, cell);
      case VOLATILE -> (long) CELL.getVolatile(cells, cell);
    };
  }

  private boolean replace(int cell, long found, long next, Mode mode) {
    return switch (mode) {
      case PLAIN, OPAQUE -> CELL.weakCompareAndSetPlain(cells, cell, found, next);
      case ACQUIRE -> CELL.weakCompareAndSetAcquire(cells, cell, found, next);
      case RELEASE -> CELL.weakCompareAndSetRelease(cells, cell, found, next);
      case VOLATILE -> CELL.compareAndSet(cells, cell, found, next);
    };
  }

  /** Changes a word and returns what it held. */
  private int update(long offset, Mode mode, Change change, int operand) {
    int cell = half(offset);
    while (true) {
      long found = read(cell, mode);
      int before = extract(found, offset);
      long next = replace(found, offset, change.apply(before, operand));
      if (replace(cell, found, next, mode)) {
        return before;
      }
    }
  }

  /** Sets a word if it holds the expected value and returns what it held. */
  private int exchange(long offset, Mode mode, int expected, int value) {
    int cell = half(offset);
    while (true) {
      long found = read(cell, mode);
      int before = extract(found, offset);
      if (before != expected || replace(cell, found, replace(found, offset, value), mode)) {
        return before;
      }
    }
  }

  /** Like {@link #exchange}, in one attempt; fails also if the other half changed meanwhile. */
  private boolean attempt(long offset, Mode mode, int expected, int value) {
    int cell = half(offset);
    long found = read(cell, mode);
    return extract(found, offset) == expected
        && replace(cell, found, replace(found, offset, value), mode);
  }

  @Override
  public final int getIntPlain(long offset) {
    return extract(read(half(offset), Mode.PLAIN), offset);
  }

  @Override
  public final int getIntOpaque(long offset) {
    return extract(read(half(offset), Mode.OPAQUE), offset);
  }

  @Override
  public final int getIntAcquire(long offset) {
    return extract(read(half(offset), Mode.ACQUIRE), offset);
  }

  @Override
  public final int getIntVolatile(long offset) {
    return extract(read(half(offset), Mode.VOLATILE), offset);
  }

  @Override
  public final void setIntPlain(long offset, int value) {
    update(offset, Mode.PLAIN, Change.SET, value);
  }

  @Override
  public final void setIntOpaque(long offset, int value) {
    update(offset, Mode.OPAQUE, Change.SET, value);
  }

  @Override
  public final void setIntRelease(long offset, int value) {
    update(offset, Mode.RELEASE, Change.SET, value);
  }

  @Override
  public final void setIntVolatile(long offset, int value) {
    update(offset, Mode.VOLATILE, Change.SET, value);
  }

  @Override
  public final boolean compareAndSetInt(long offset, int expected, int value) {
    return exchange(offset, Mode.VOLATILE, expected, value) == expected;
  }

  @Override
  public final boolean weakCompareAndSetInt(long offset, int expected, int value) {
    return attempt(offset, Mode.VOLATILE, expected, value);
  }

  @Override
  public final boolean weakCompareAndSetIntPlain(long offset, int expected, int value) {
    return attempt(offset, Mode.PLAIN, expected, value);
  }

  @Override
  public final boolean weakCompareAndSetIntAcquire(long offset, int expected, int value) {
    return attempt(offset, Mode.ACQUIRE, expected, value);
  }

  @Override
  public final boolean weakCompareAndSetIntRelease(long offset, int expected, int value) {
    return attempt(offset, Mode.RELEASE, expected, value);
  }

  @Override
  public final int compareAndExchangeInt(long offset, int expected, int value) {
    return exchange(offset, Mode.VOLATILE, expected, value);
  }

  @Override
  public final int compareAndExchangeIntAcquire(long offset, int expected, int value) {
    return exchange(offset, Mode.ACQUIRE, expected, value);
  }

  @Override
  public final int compareAndExchangeIntRelease(long offset, int expected, int value) {
    return exchange(offset, Mode.RELEASE, expected, value);
  }

  @Override
  public final int getAndSetInt(long offset, int value) {
    return update(offset, Mode.VOLATILE, Change.SET, value);
  }

  @Override
  public final int getAndSetIntAcquire(long offset, int value) {
    return update(offset, Mode.ACQUIRE, Change.SET, value);
  }

  @Override
  public final int getAndSetIntRelease(long offset, int value) {
    return update(offset, Mode.RELEASE, Change.SET, value);
  }

  @Override
  public final int getAndAddInt(long offset, int delta) {
    return update(offset, Mode.VOLATILE, Change.ADD, delta);
  }

  @Override
  public final int getAndAddIntAcquire(long offset, int delta) {
    return update(offset, Mode.ACQUIRE, Change.ADD, delta);
  }

  @Override
  public final int getAndAddIntRelease(long offset, int delta) {
    return update(offset, Mode.RELEASE, Change.ADD, delta);
  }

  @Override
  public final int getAndBitwiseOrInt(long offset, int mask) {
    return update(offset, Mode.VOLATILE, Change.OR, mask);
  }

  @Override
  public final int getAndBitwiseOrIntAcquire(long offset, int mask) {
    return update(offset, Mode.ACQUIRE, Change.OR, mask);
  }

  @Override
  public final int getAndBitwiseOrIntRelease(long offset, int mask) {
    return update(offset, Mode.RELEASE, Change.OR, mask);
  }

  @Override
  public final int getAndBitwiseAndInt(long offset, int mask) {
    return update(offset, Mode.VOLATILE, Change.AND, mask);
  }

  @Override
  public final int getAndBitwiseAndIntAcquire(long offset, int mask) {
    return update(offset, Mode.ACQUIRE, Change.AND, mask);
  }

  @Override
  public final int getAndBitwiseAndIntRelease(long offset, int mask) {
    return update(offset, Mode.RELEASE, Change.AND, mask);
  }

  @Override
  public final int getAndBitwiseXorInt(long offset, int mask) {
    return update(offset, Mode.VOLATILE, Change.XOR, mask);
  }

  @Override
  public final int getAndBitwiseXorIntAcquire(long offset, int mask) {
    return update(offset, Mode.ACQUIRE, Change.XOR, mask);
  }

  @Override
  public final int getAndBitwiseXorIntRelease(long offset, int mask) {
    return update(offset, Mode.RELEASE, Change.XOR, mask);
  }
}
