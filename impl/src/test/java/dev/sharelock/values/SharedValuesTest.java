package dev.sharelock.values;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sharelock.Outcome;
import dev.sharelock.SharelockException;
import dev.sharelock.allocator.Allocator;
import dev.sharelock.allocator.HeapFormat;
import dev.sharelock.allocator.HeapGeometry;
import dev.sharelock.testing.TestWorld;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import org.junit.jupiter.api.Test;

class SharedValuesTest {
  private static final HeapGeometry HEAP = new HeapGeometry(64, 64, 16, 4, 4);

  private final TestWorld world = new TestWorld(HEAP.bytes());
  private final Allocator allocator;
  private final SharedValues values;
  private final SharedValues others;

  SharedValuesTest() {
    HeapFormat.create(world.memory, 0, HEAP, TestWorld.GENERATION);
    allocator = Allocator.open(world.participant(1), 0);
    values = new SharedValues(world.participant(1), allocator);
    others = new SharedValues(world.participant(2), Allocator.open(world.participant(2), 0));
  }

  private Object roundTrip(Object value) {
    try (SharedTree tree = values.copyIn(value)) {
      values.verify(tree);
      return tree.toJava();
    }
  }

  private static Map<String, Object> order(double price) {
    Map<String, Object> order = new LinkedHashMap<>();
    order.put("id", 17L);
    order.put("price", price);
    order.put("", null);
    order.put("tags", List.of("a", "ü", "\uD83D\uDE00"));
    return order;
  }

  @Test
  void everyKindComesBack() {
    List<Object> all =
        Arrays.asList(
            null,
            true,
            false,
            Byte.MIN_VALUE,
            Short.MIN_VALUE,
            Character.MAX_VALUE,
            Integer.MIN_VALUE,
            Long.MIN_VALUE,
            -0.0f,
            Double.MIN_VALUE,
            BigInteger.TWO.pow(300).negate(),
            "",
            "text \u0000 \uFFFF",
            List.of(),
            Map.of(),
            order(1.5));
    assertThat(roundTrip(all)).isEqualTo(all);
    for (Object one : all) {
      assertThat(roundTrip(one)).isEqualTo(one);
    }
  }

  @Test
  void arraysComeBack() {
    for (Object array :
        List.of(
            new byte[] {1, -1},
            new short[] {Short.MAX_VALUE},
            new char[] {'\uD800', 'x'},
            new int[] {1, 2, -3},
            new long[] {Long.MAX_VALUE},
            new float[] {1.5f},
            new double[] {-0.0, 2},
            new int[0])) {
      assertThat(roundTrip(array)).isEqualTo(array);
    }
  }

  @Test
  void payloadsOfNaNStay() {
    long bits = 0x7FF8_0000_0000_1234L;
    try (SharedTree tree =
        values.copyIn(List.of(Double.longBitsToDouble(bits), Float.intBitsToFloat(0x7FC0_0077)))) {
      SharedList list = tree.list();
      assertThat(Double.doubleToRawLongBits(list.get(0).asDouble())).isEqualTo(bits);
      assertThat(Float.floatToRawIntBits(list.get(1).asFloat())).isEqualTo(0x7FC0_0077);
    }
  }

  @Test
  void partsAreReadWhereTheyAre() {
    try (SharedTree tree =
        values.copyIn(Map.of("orders", List.of(order(1), order(2.5)), "raw", new long[] {5, 6}))) {
      SharedTable first = tree.table().get("orders").asList().get(1).asTable();
      assertThat(first.get("price").asDouble()).isEqualTo(2.5);
      assertThat(first.get("id").asLong()).isEqualTo(17);
      assertThat(first.get("").isNull()).isTrue();
      assertThat(first.contains("nothing")).isFalse();
      assertThat(first.contains("\uD800")).isFalse();
      assertThat(first.keyAt(0)).isEqualTo("id");
      assertThat(first.valueAt(3).toJava()).isEqualTo(List.of("a", "ü", "\uD83D\uDE00"));
      assertThat(first.get("price").path()).isEqualTo("$.orders[1].price");
      assertThat(first.get("").path()).isEqualTo("$.orders[1][\"\"]");
      long[] raw = new long[3];
      tree.table().get("raw").asArray().read(0, raw, 1, 2);
      assertThat(raw).containsExactly(0, 5, 6);
      assertThatThrownBy(() -> first.get("price").asLong())
          .isInstanceOf(ClassCastException.class)
          .hasMessageContaining("path=$.orders[1].price, kind=DOUBLE");
      assertThatThrownBy(() -> first.get("nothing")).isInstanceOf(NoSuchElementException.class);
      assertThatThrownBy(() -> tree.table().get("orders").asList().get(2))
          .isInstanceOf(IndexOutOfBoundsException.class);
      assertThatThrownBy(() -> tree.table().get("raw").asArray().read(1, raw, 0, 2))
          .isInstanceOf(IndexOutOfBoundsException.class);
    }
  }

  @Test
  void everyKeyOfALargeTableIsFound() {
    Map<String, Object> large = new LinkedHashMap<>();
    for (int i = 0; i < 300; i++) {
      large.put("key" + i, i);
    }
    try (SharedTree tree = values.copyIn(large)) {
      large.forEach((k, v) -> assertThat(tree.table().get(k).asInt()).isEqualTo(v));
      assertThat(tree.table().contains("key300")).isFalse();
      assertThat(tree.toJava()).isEqualTo(large);
      assertThat(((Map<?, ?>) tree.toJava()).keySet().toString())
          .isEqualTo(large.keySet().toString());
    }
  }

  @Test
  void aPartThatCannotLieInTheRegionIsRefusedWithItsPath() {
    assertRefused(Map.of("a", List.of(1, new BigDecimal("1"))), "$.a[1]");
    assertRefused(Map.of("a", new Thread()), "$.a");
    assertRefused(Map.of("odd key", Map.of(1, 2)), "$[\"odd key\"]{entry 0}");
    assertRefused(List.of("ok", "\uDC00x"), "$[1]");
    assertRefused(Map.of("\uD800", 1), "$[\"\\u{d800}\"]");
    Map<Object, Object> twice = new IdentityHashMap<>();
    twice.put(new String("k"), 1);
    twice.put(new String("k"), 2);
    assertRefused(twice, "$");
    assertThat(allocator.verify().pristine()).isTrue();
  }

  private void assertRefused(Object value, String path) {
    assertThatThrownBy(() -> values.copyIn(value))
        .isInstanceOfSatisfying(
            UnsharableValueException.class, e -> assertThat(e.path()).startsWith(path));
  }

  @Test
  void cyclesAndDepthAndSizeAreLimited() {
    List<Object> cycle = new ArrayList<>();
    cycle.add(Map.of("self", cycle));
    assertRefused(cycle, "$[0].self");
    Object deep = 1;
    for (int i = 0; i < 65; i++) {
      deep = List.of(deep);
    }
    Object tooDeep = deep;
    assertThatThrownBy(() -> values.copyIn(tooDeep))
        .isInstanceOfSatisfying(
            SharelockException.class, e -> assertThat(e.outcome()).isEqualTo(Outcome.TOO_LARGE));
    assertThatThrownBy(
            () ->
                new SharedValues(world.participant(1), allocator, new ValueLimits(64, 2))
                    .copyIn(new byte[64]))
        .hasMessageContaining("maxBytes=64");
    assertThatThrownBy(() -> new ValueLimits(63, 1)).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> new ValueLimits(64, 513)).isInstanceOf(IllegalArgumentException.class);
    assertThat(allocator.verify().pristine()).isTrue();
  }

  @Test
  void othersLoadByIdAndByTicket() {
    SharedTree mine = values.copyIn("hello");
    try (SharedTree theirs = others.load(mine.id())) {
      mine.close();
      assertThat(theirs.root().asString()).isEqualTo("hello");
      assertThat(others.isShared(theirs)).isTrue();
      assertThat(others.isShared(theirs.root())).isTrue();
      assertThat(values.isShared(theirs)).isFalse();
      assertThat(others.isShared("hello")).isFalse();
      assertThat(others.isShared(null)).isFalse();
    }
    assertThatThrownBy(() -> others.load(mine.id()))
        .isInstanceOfSatisfying(
            SharelockException.class, e -> assertThat(e.outcome()).isEqualTo(Outcome.RELEASED));
    SharedTree sent = values.copyIn(List.of(1));
    long ticket = sent.send();
    assertThatThrownBy(() -> sent.root().toJava()).isInstanceOf(IllegalStateException.class);
    try (SharedTree got = others.receive(ticket)) {
      assertThat(got.toJava()).isEqualTo(List.of(1));
    }
    assertThatThrownBy(() -> others.receive(ticket)).isInstanceOf(SharelockException.class);
  }

  @Test
  void aClosedTreeAndAllThatWasReadFromItRefuse() {
    SharedTree tree = values.copyIn(Map.of("k", 1));
    SharedTree second = tree.retain();
    SharedTable table = tree.table();
    SharedValue value = table.get("k");
    tree.close();
    tree.close();
    assertThatThrownBy(value::asLong).isInstanceOf(IllegalStateException.class);
    assertThatThrownBy(() -> table.get("k")).isInstanceOf(IllegalStateException.class);
    assertThatThrownBy(tree::retain).isInstanceOf(IllegalStateException.class);
    assertThat(values.isShared(tree)).isFalse();
    assertThat(second.table().get("k").asInt()).isEqualTo(1);
    second.close();
    assertThat(allocator.verify().pristine()).isTrue();
  }

  @Test
  void aSharedPartIsCopiedInto() {
    try (SharedTree tree = values.copyIn(Map.of("k", List.of(1, 2)));
        SharedTree copy = others.copyIn(List.of(tree.table().get("k"), tree))) {
      assertThat(copy.toJava()).isEqualTo(List.of(List.of(1, 2), Map.of("k", List.of(1, 2))));
    }
  }

  @Test
  void corruptPartsAreToldByTheirPath() {
    Object value = Map.of("orders", List.of(1, Map.of("price", 2.5)));
    try (SharedTree tree = values.copyIn(value)) {
      SharedTable order = tree.table().get("orders").asList().get(1).asTable();
      long base = allocator.offset(tree.id());
      int cell = order.get("price").cellAt();
      world.memory.writeInt(base + cell, 99);
      assertThatThrownBy(() -> order.get("price"))
          .isInstanceOfSatisfying(
              CorruptValueException.class,
              e -> assertThat(e.path()).isEqualTo("$.orders[1].price"));
      assertThatThrownBy(tree::toJava)
          .isInstanceOfSatisfying(
              CorruptValueException.class,
              e -> assertThat(e.path()).isEqualTo("$.orders[1].price"));
      assertThat(values.isShared(tree)).isFalse();
    }
  }

  @Test
  void aBlockWithoutTreeIsRefusedAndLetGo() {
    long id = allocator.allocate(64);
    world.memory.fillBytes(allocator.offset(id), 64, (byte) 0);
    assertThatThrownBy(() -> others.load(id))
        .isInstanceOfSatisfying(
            SharelockException.class, e -> assertThat(e.outcome()).isEqualTo(Outcome.CORRUPT));
    allocator.release(id);
    assertThat(allocator.verify().pristine()).isTrue();
  }
}
