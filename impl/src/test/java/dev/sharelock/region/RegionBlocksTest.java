package dev.sharelock.region;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sharelock.Outcome;
import dev.sharelock.allocator.Allocator;
import dev.sharelock.allocator.AllocatorOptions;
import dev.sharelock.allocator.HeapGeometry;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RegionBlocksTest {
  @TempDir Path directory;

  private RegionOptions options() {
    return RegionOptions.of("orders", 4096).in(directory.toString()).participants(4);
  }

  private Region attach() {
    return Region.attach(AttachOptions.of("orders").in(directory.toString()));
  }

  @Test
  void whatOneAllocatesAnotherLoads() {
    try (Region one = Region.create(options().blocks(1 << 20));
        Region other = attach()) {
      long id = one.allocator().allocate(100);
      one.memory().writeLong(one.allocator().offset(id), 42);
      assertThat(other.allocator().load(id)).isEqualTo(Outcome.DONE);
      assertThat(other.memory().readLong(other.allocator().offset(id))).isEqualTo(42);
      assertThat(one.allocator().statistics().holders()).hasSize(2);
      assertThat(one.directory().freeBytes()).isGreaterThanOrEqualTo(4096);
    }
  }

  @Test
  void closingARegionReturnsItsReferences() {
    try (Region one = Region.create(options().blocks(1 << 20))) {
      try (Region other = attach()) {
        other.allocator().allocate(100);
        assertThat(one.allocator().verify().pristine()).isFalse();
      }
      assertThat(one.allocator().verify().pristine()).isTrue();
    }
  }

  @Test
  void aRegionWithoutBlocksSaysSo() {
    try (Region region = Region.create(options())) {
      assertThatThrownBy(region::allocator)
          .isInstanceOf(IllegalStateException.class)
          .hasMessageContaining("RegionOptions.blocks()");
    }
  }

  @Test
  void optionsComeWithTheFirstUse() {
    try (Region region = Region.create(options().blocks(1 << 20))) {
      Allocator allocator = region.allocator(AllocatorOptions.usual().cache(0, 0));
      assertThat(region.allocator()).isSameAs(allocator);
      assertThatThrownBy(() -> region.allocator(AllocatorOptions.usual()))
          .isInstanceOf(IllegalStateException.class);
    }
  }

  @Test
  void anInspectionShowsWhoHoldsWhat() {
    HeapGeometry small = new HeapGeometry(64, 16, 4, 2, 1);
    try (Region region = Region.create(options().blocks(small))) {
      Allocator allocator = region.allocator(AllocatorOptions.usual().cache(64, 1));
      long kept = allocator.allocate(10);
      allocator.allocate(1000);
      allocator.release(kept);
      String text = RegionInspector.describe(directory.toString(), "orders");
      assertThat(text)
          .isEqualTo(region.describe())
          .contains(
              "blocks: 4096 bytes for blocks, 2 of 4 chunks free, longest run 2048 bytes, 2 chunks"
                  + " ever used",
              "blocks: blocks of 64 bytes: 0 in use, 1 kept, 15 free, in 1 chunks",
              "blocks: blocks of 1024 bytes: 1 in use, 0 kept, 0 free, in 1 chunks",
              "blocks: holder 0, participant 0#1: 1 blocks of 1024 bytes, 1 kept of 64 bytes, 0 in"
                  + " flight, 2 own chunks");
    }
  }
}
