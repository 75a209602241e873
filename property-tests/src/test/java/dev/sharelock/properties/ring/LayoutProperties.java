package dev.sharelock.properties.ring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sharelock.properties.FieldList;
import dev.sharelock.ring.RingLayout;
import java.util.List;
import net.jqwik.api.Assume;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;

/** Where the fields of a ring are, for all capacities and places. */
final class LayoutProperties {
  /** Two cache lines, which processors fetch together. */
  private static final long LINES = 128;

  @Property
  void fieldsAreInsideAndAlignedAndDoNotOverlap(
      @ForAll @LongRange(min = 1, max = RingLayout.MAX_CAPACITY) long minCapacity,
      @ForAll @IntRange(max = 1 << 20) int slot) {
    RingLayout layout =
        new RingLayout(slot * RingLayout.ALIGNMENT, RingLayout.roundedCapacity(minCapacity));
    FieldList fields = new FieldList();
    layout.describe("ring", fields);
    assertThat(fields.misaligned()).isEmpty();
    assertThat(fields.overlapping()).isEmpty();
    assertThat(fields.start()).isEqualTo(layout.base());
    assertThat(fields.end()).isEqualTo(layout.base() + RingLayout.bytes(minCapacity));
  }

  @Property(tries = 10)
  void wordsOfDifferentWritersDoNotShareCacheLines(@ForAll @IntRange(max = 100) int slot) {
    FieldList fields = new FieldList();
    new RingLayout(slot * RingLayout.ALIGNMENT, 64).describe("ring", fields);
    List<String> apart =
        List.of(
            "ring.head",
            "ring.tail",
            "ring.consumerWaiting",
            "ring.producerWaiting",
            "ring.data",
            "ring.format");
    for (String one : apart) {
      for (String other : apart) {
        if (!one.equals(other)) {
          assertThat(Math.abs(fields.offset(one) - fields.offset(other)))
              .as("%s, %s", one, other)
              .isGreaterThanOrEqualTo(LINES);
        }
      }
    }
  }

  @Property
  void capacityIsRoundedUpToAPowerOfTwoAndNoFurther(
      @ForAll @LongRange(min = 1, max = RingLayout.MAX_CAPACITY) long minCapacity) {
    long capacity = RingLayout.roundedCapacity(minCapacity);
    assertThat(Long.bitCount(capacity)).isEqualTo(1);
    assertThat(capacity).isGreaterThanOrEqualTo(Math.max(minCapacity, RingLayout.MIN_CAPACITY));
    assertThat(capacity == RingLayout.MIN_CAPACITY || capacity / 2 < minCapacity).isTrue();
    assertThat(RingLayout.bytes(minCapacity)).isGreaterThan(capacity);
  }

  @Property
  void refusesAnyCapacityOutOfRangeByName(@ForAll long capacity) {
    Assume.that(capacity < 1 || capacity > RingLayout.MAX_CAPACITY);
    assertThatThrownBy(() -> RingLayout.roundedCapacity(capacity))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("capacity=" + capacity)
        .hasMessageContaining("; do: ");
  }

  @Property
  void refusesAnyMisplacedBaseByName(@ForAll long base) {
    Assume.that(base < 0 || base % RingLayout.ALIGNMENT != 0);
    assertThatThrownBy(() -> new RingLayout(base, 64))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("base=" + base)
        .hasMessageContaining("; do: ");
  }
}
