package dev.sharelock.properties.values;

import dev.sharelock.allocator.Allocator;
import dev.sharelock.allocator.HeapFormat;
import dev.sharelock.allocator.HeapGeometry;
import dev.sharelock.memory.HeapMemory;
import dev.sharelock.model.solo.SoloWorld;
import dev.sharelock.values.SharedList;
import dev.sharelock.values.SharedTable;
import dev.sharelock.values.SharedTree;
import dev.sharelock.values.SharedValue;
import dev.sharelock.values.SharedValues;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Tuple;
import net.jqwik.api.arbitraries.StringArbitrary;

/** Random values, a heap for them, and ways to read them all. */
final class Trees {
  private static final HeapGeometry GEOMETRY = new HeapGeometry(64, 256, 8, 4, 4);
  private static final int MOST_DEPTH = 5;

  private final HeapMemory memory = new HeapMemory(GEOMETRY.bytes());
  private final Allocator allocator;
  private final SharedValues values;

  Trees() {
    SoloWorld world = SoloWorld.over(memory);
    HeapFormat.create(memory, 0, GEOMETRY, SoloWorld.GENERATION);
    allocator = Allocator.open(world.participant(1), 0);
    values = new SharedValues(world.participant(1), allocator);
  }

  SharedValues values() {
    return values;
  }

  Allocator allocator() {
    return allocator;
  }

  HeapMemory memory() {
    return memory;
  }

  long start(SharedTree tree) {
    return allocator.offset(tree.id());
  }

  /** Text of any length in any script, with characters that need each number of bytes. */
  private static StringArbitrary text() {
    return Arbitraries.strings()
        .withCharRange('a', 'e')
        .withChars('\0', '"', '\u00e9', '\u0800', '\uFFFF')
        .ofMaxLength(6);
  }

  private static Arbitrary<Object> leaves() {
    return Arbitraries.oneOf(
        Arbitraries.just(null),
        Arbitraries.of(true, false),
        Arbitraries.bytes(),
        Arbitraries.shorts(),
        Arbitraries.chars(),
        Arbitraries.integers(),
        Arbitraries.longs(),
        Arbitraries.floats(),
        Arbitraries.longs().map(Double::longBitsToDouble).filter(d -> !Double.isNaN(d)),
        Arbitraries.bigIntegers().between(BigInteger.TWO.pow(90).negate(), BigInteger.TWO.pow(90)),
        text(),
        Arbitraries.of("\uD83D\uDE00", "\uD800\uDC00", "\uDBFF\uDFFF"),
        Arbitraries.bytes().array(byte[].class).ofMaxSize(20),
        Arbitraries.shorts().array(short[].class).ofMaxSize(5),
        Arbitraries.chars().array(char[].class).ofMaxSize(5),
        Arbitraries.integers().array(int[].class).ofMaxSize(5),
        Arbitraries.longs().array(long[].class).ofMaxSize(5),
        Arbitraries.floats().array(float[].class).ofMaxSize(5),
        Arbitraries.doubles().array(double[].class).ofMaxSize(5));
  }

  static Arbitrary<Object> any() {
    return any(MOST_DEPTH);
  }

  private static Arbitrary<Object> any(int depth) {
    if (depth == 0) {
      return leaves();
    }
    return Arbitraries.frequencyOf(
        Tuple.of(3, leaves()),
        Tuple.of(
            1,
            Arbitraries.lazy(() -> any(depth - 1)).list().ofMaxSize(4).map(list -> (Object) list)),
        Tuple.of(
            1,
            Arbitraries.maps(text(), Arbitraries.lazy(() -> any(depth - 1)))
                .ofMaxSize(4)
                .map(map -> (Object) map)));
  }

  /** Reads a value by its typed views, part by part. */
  static Object read(SharedValue value) {
    return switch (value.kind()) {
      case NULL -> null;
      case BOOLEAN -> value.asBoolean();
      case BYTE -> (byte) value.asInt();
      case SHORT -> (short) value.asInt();
      case CHAR -> value.asChar();
      case INT -> value.asInt();
      case LONG -> value.asLong();
      case FLOAT -> value.asFloat();
      case DOUBLE -> value.asDouble();
      case BIG_INTEGER -> value.asBigInteger();
      case STRING -> value.asString();
      case LIST -> list(value.asList());
      case TABLE -> table(value.asTable());
      default -> {
        for (int i = 0; i < value.asArray().length(); i++) {
          boolean whole = value.kind().name().matches("BYTES|SHORTS|CHARS|INTS|LONGS");
          double ignored = whole ? value.asArray().getLong(i) : value.asArray().getDouble(i);
        }
        yield value.asArray().toJava();
      }
    };
  }

  private static List<Object> list(SharedList list) {
    List<Object> elements = new ArrayList<>();
    for (int i = 0; i < list.size(); i++) {
      elements.add(read(list.get(i)));
    }
    return elements;
  }

  private static Map<String, Object> table(SharedTable table) {
    Map<String, Object> entries = new LinkedHashMap<>();
    for (int i = 0; i < table.size(); i++) {
      String key = table.keyAt(i);
      if (table.contains(key)) {
        entries.put(key, read(table.get(key)));
      }
      Object ignored = read(table.valueAt(i));
    }
    return entries;
  }

  /** Whether two values are equal with all their parts, in the same order. */
  static boolean same(Object a, Object b) {
    if (a instanceof List<?> left && b instanceof List<?> right) {
      boolean same = left.size() == right.size();
      for (int i = 0; same && i < left.size(); i++) {
        same = same(left.get(i), right.get(i));
      }
      return same;
    }
    if (a instanceof Map<?, ?> left && b instanceof Map<?, ?> right) {
      return same(List.copyOf(left.keySet()), List.copyOf(right.keySet()))
          && same(new ArrayList<>(left.values()), new ArrayList<>(right.values()));
    }
    return Objects.deepEquals(a, b);
  }
}
