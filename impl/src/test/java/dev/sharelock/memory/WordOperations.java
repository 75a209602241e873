package dev.sharelock.memory;

import java.util.List;
import java.util.function.LongBinaryOperator;

/** All word operations as tables, so that each test covers each of them. */
final class WordOperations {

  interface Get {
    long get(SharedMemory memory, long offset);
  }

  interface Set {
    void set(SharedMemory memory, long offset, long value);
  }

  interface Compare {
    boolean set(SharedMemory memory, long offset, long expected, long value);
  }

  interface Exchange {
    long set(SharedMemory memory, long offset, long expected, long value);
  }

  interface Update {
    long update(SharedMemory memory, long offset, long operand);
  }

  record NamedUpdate(String name, Update update, LongBinaryOperator meaning) {
    @Override
    public String toString() {
      return name;
    }
  }

  /**
   * The operations on words of one size; values of 32-bit words travel as sign-extended longs.
   *
   * @param compares strong ones first, then those that may fail spuriously
   */
  record Words(
      int bytes,
      List<Get> gets,
      List<Set> sets,
      List<Compare> compares,
      List<Exchange> exchanges,
      List<NamedUpdate> updates) {
    @Override
    public String toString() {
      return bytes + "-byte words";
    }

    /** What a value becomes when it is stored in such a word. */
    long fit(long value) {
      return bytes == 8 ? value : (int) value;
    }
  }

  static final Words LONGS =
      new Words(
          8,
          List.of(
              LongWords::getLongPlain,
              LongWords::getLongOpaque,
              LongWords::getLongAcquire,
              LongWords::getLongVolatile),
          List.of(
              LongWords::setLongPlain,
              LongWords::setLongOpaque,
              LongWords::setLongRelease,
              LongWords::setLongVolatile),
          List.of(
              LongWords::compareAndSetLong,
              LongWords::weakCompareAndSetLong,
              LongWords::weakCompareAndSetLongPlain,
              LongWords::weakCompareAndSetLongAcquire,
              LongWords::weakCompareAndSetLongRelease),
          List.of(
              LongWords::compareAndExchangeLong,
              LongWords::compareAndExchangeLongAcquire,
              LongWords::compareAndExchangeLongRelease),
          List.of(
              update("set", LongWords::getAndSetLong, (a, b) -> b),
              update("setAcquire", LongWords::getAndSetLongAcquire, (a, b) -> b),
              update("setRelease", LongWords::getAndSetLongRelease, (a, b) -> b),
              update("add", LongWords::getAndAddLong, Long::sum),
              update("addAcquire", LongWords::getAndAddLongAcquire, Long::sum),
              update("addRelease", LongWords::getAndAddLongRelease, Long::sum),
              update("or", LongWords::getAndBitwiseOrLong, (a, b) -> a | b),
              update("orAcquire", LongWords::getAndBitwiseOrLongAcquire, (a, b) -> a | b),
              update("orRelease", LongWords::getAndBitwiseOrLongRelease, (a, b) -> a | b),
              update("and", LongWords::getAndBitwiseAndLong, (a, b) -> a & b),
              update("andAcquire", LongWords::getAndBitwiseAndLongAcquire, (a, b) -> a & b),
              update("andRelease", LongWords::getAndBitwiseAndLongRelease, (a, b) -> a & b),
              update("xor", LongWords::getAndBitwiseXorLong, (a, b) -> a ^ b),
              update("xorAcquire", LongWords::getAndBitwiseXorLongAcquire, (a, b) -> a ^ b),
              update("xorRelease", LongWords::getAndBitwiseXorLongRelease, (a, b) -> a ^ b)));

  static final Words INTS =
      new Words(
          4,
          List.of(
              IntWords::getIntPlain,
              IntWords::getIntOpaque,
              IntWords::getIntAcquire,
              IntWords::getIntVolatile),
          List.of(
              (m, o, v) -> m.setIntPlain(o, (int) v),
              (m, o, v) -> m.setIntOpaque(o, (int) v),
              (m, o, v) -> m.setIntRelease(o, (int) v),
              (m, o, v) -> m.setIntVolatile(o, (int) v)),
          List.of(
              (m, o, e, v) -> m.compareAndSetInt(o, (int) e, (int) v),
              (m, o, e, v) -> m.weakCompareAndSetInt(o, (int) e, (int) v),
              (m, o, e, v) -> m.weakCompareAndSetIntPlain(o, (int) e, (int) v),
              (m, o, e, v) -> m.weakCompareAndSetIntAcquire(o, (int) e, (int) v),
              (m, o, e, v) -> m.weakCompareAndSetIntRelease(o, (int) e, (int) v)),
          List.of(
              (m, o, e, v) -> m.compareAndExchangeInt(o, (int) e, (int) v),
              (m, o, e, v) -> m.compareAndExchangeIntAcquire(o, (int) e, (int) v),
              (m, o, e, v) -> m.compareAndExchangeIntRelease(o, (int) e, (int) v)),
          List.of(
              update("set", (m, o, v) -> m.getAndSetInt(o, (int) v), (a, b) -> b),
              update("setAcquire", (m, o, v) -> m.getAndSetIntAcquire(o, (int) v), (a, b) -> b),
              update("setRelease", (m, o, v) -> m.getAndSetIntRelease(o, (int) v), (a, b) -> b),
              update("add", (m, o, v) -> m.getAndAddInt(o, (int) v), Long::sum),
              update("addAcquire", (m, o, v) -> m.getAndAddIntAcquire(o, (int) v), Long::sum),
              update("addRelease", (m, o, v) -> m.getAndAddIntRelease(o, (int) v), Long::sum),
              update("or", (m, o, v) -> m.getAndBitwiseOrInt(o, (int) v), (a, b) -> a | b),
              update(
                  "orAcquire",
                  (m, o, v) -> m.getAndBitwiseOrIntAcquire(o, (int) v),
                  (a, b) -> a | b),
              update(
                  "orRelease",
                  (m, o, v) -> m.getAndBitwiseOrIntRelease(o, (int) v),
                  (a, b) -> a | b),
              update("and", (m, o, v) -> m.getAndBitwiseAndInt(o, (int) v), (a, b) -> a & b),
              update(
                  "andAcquire",
                  (m, o, v) -> m.getAndBitwiseAndIntAcquire(o, (int) v),
                  (a, b) -> a & b),
              update(
                  "andRelease",
                  (m, o, v) -> m.getAndBitwiseAndIntRelease(o, (int) v),
                  (a, b) -> a & b),
              update("xor", (m, o, v) -> m.getAndBitwiseXorInt(o, (int) v), (a, b) -> a ^ b),
              update(
                  "xorAcquire",
                  (m, o, v) -> m.getAndBitwiseXorIntAcquire(o, (int) v),
                  (a, b) -> a ^ b),
              update(
                  "xorRelease",
                  (m, o, v) -> m.getAndBitwiseXorIntRelease(o, (int) v),
                  (a, b) -> a ^ b)));

  private WordOperations() {}

  private static NamedUpdate update(String name, Update update, LongBinaryOperator meaning) {
    return new NamedUpdate(name, update, meaning);
  }
}
