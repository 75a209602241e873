package dev.sharelock.properties.region;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.sharelock.Outcome;
import dev.sharelock.SharelockException;
import dev.sharelock.memory.HeapMemory;
import dev.sharelock.properties.FieldList;
import dev.sharelock.region.RegionHeader;
import dev.sharelock.region.RegionLayout;
import net.jqwik.api.Assume;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;

/** The layout of a region, and its header as others read it. */
final class RegionHeaderProperties {
  private static final int LINE = 128;

  @Property
  void fieldsAreInsideAndAlignedAndDoNotOverlap(
      @ForAll @IntRange(min = 1, max = 100) int slots,
      @ForAll @IntRange(min = 1, max = 50) int entries) {
    RegionLayout layout = new RegionLayout(slots, entries);
    FieldList fields = new FieldList();
    layout.describe(fields);
    assertThat(fields.misaligned()).isEmpty();
    assertThat(fields.overlapping()).isEmpty();
    assertThat(fields.start()).isZero();
    assertThat(fields.end()).isLessThanOrEqualTo(layout.heapStart());
    assertThat(layout.heapStart() % LINE).isZero();
  }

  @Property
  void isReadAsItWasWritten(
      @ForAll @IntRange(min = 1, max = RegionLayout.MAX_SLOTS) int slots,
      @ForAll @IntRange(min = 1, max = 200) int entries,
      @ForAll @IntRange(max = 100) int lines,
      @ForAll long generation,
      @ForAll long boot) {
    Assume.that(generation != 0);
    RegionLayout layout = new RegionLayout(slots, entries);
    long size = layout.heapStart() + (long) lines * LINE;
    RegionHeader header = new RegionHeader(size, generation, 17, boot, 5, layout);
    HeapMemory memory = new HeapMemory(size);
    assertThat(RegionHeader.isWritten(memory)).isFalse();
    header.write(memory);
    assertThat(RegionHeader.isWritten(memory)).isTrue();
    assertThat(RegionHeader.read(memory, size)).isEqualTo(header);
  }

  @Property
  void aRegionOfAnotherSizeIsRefused(@ForAll long size) {
    RegionHeader header = header();
    Assume.that(size != header.size());
    HeapMemory memory = written(header);
    assertRefused(() -> RegionHeader.read(memory, size));
  }

  /**
   * What the magic, version, layout and size say cannot be changed unseen; the rest stays sound.
   */
  @Example
  void everySingleCorruptByteIsRefusedOrHarmless() {
    RegionHeader header = header();
    for (int index = 0; index < RegionLayout.HEADER_BYTES; index++) {
      for (int value = 0; value < 256; value++) {
        HeapMemory memory = written(header);
        boolean same = memory.readByte(index) == (byte) value;
        memory.writeByte(index, (byte) value);
        boolean identifying = index < 4 * Long.BYTES;
        if (identifying && !same) {
          assertRefused(() -> RegionHeader.read(memory, header.size()));
        } else {
          isHarmless(memory, header);
        }
      }
    }
  }

  private static void isHarmless(HeapMemory memory, RegionHeader header) {
    try {
      RegionHeader read = RegionHeader.read(memory, header.size());
      assertThat(read.size()).isEqualTo(header.size());
      assertThat(read.layout().heapStart()).isLessThanOrEqualTo(header.size());
    } catch (SharelockException e) {
      assertThat(e.outcome()).isEqualTo(Outcome.CORRUPT);
      assertThat(e).hasMessageMatching("(?s).+: .*\\w+=.*; do: .+");
    }
  }

  private static void assertRefused(ThrowingCallable call) {
    Throwable thrown = catchThrowable(call);
    assertThat(thrown)
        .isInstanceOf(SharelockException.class)
        .hasMessageMatching("(?s).+: .*\\w+=.*; do: .+");
    assertThat(((SharelockException) thrown).outcome()).isEqualTo(Outcome.CORRUPT);
  }

  private static RegionHeader header() {
    RegionLayout layout = new RegionLayout(3, 2);
    return new RegionHeader(layout.heapStart() + 4 * LINE, 7, 17, 23, 5, layout);
  }

  private static HeapMemory written(RegionHeader header) {
    HeapMemory memory = new HeapMemory(header.size());
    header.write(memory);
    return memory;
  }
}
