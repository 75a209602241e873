package dev.sharelock.allocator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sharelock.Outcome;
import dev.sharelock.SharelockException;
import dev.sharelock.environment.ParticipantContext;
import dev.sharelock.memory.MappedMemory;
import dev.sharelock.testing.TestWorld;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BlockTest {
  private static final HeapGeometry SMALL = new HeapGeometry(64, 16, 16, 4, 4);

  private final TestWorld world = new TestWorld(SMALL.bytes());
  private final Allocator first;
  private final Allocator second;

  BlockTest() {
    HeapFormat.create(world.memory, 0, SMALL, TestWorld.GENERATION);
    first = Allocator.open(world.participant(1), 0);
    second = Allocator.open(world.participant(2), 0);
  }

  @Test
  void eachReferenceIsReturnedByItself() {
    Block one = Block.allocate(first, 100);
    Block two = one.duplicate();
    one.close();
    one.close();
    assertThat(two.at(0, 100)).isEqualTo(first.offset(two.id()));
    assertThatThrownBy(() -> one.at(0, 1))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("reference was returned");
    assertThatThrownBy(one::duplicate).isInstanceOf(IllegalStateException.class);
    two.close();
    assertThat(first.verify().pristine()).isTrue();
  }

  @Test
  void bytesBeyondTheSizeAreRefused() {
    try (Block block = Block.allocate(first, 100)) {
      assertThat(block.size()).isEqualTo(100);
      assertThat(block.at(100, 0)).isEqualTo(block.at(0, 0) + 100);
      assertThatThrownBy(() -> block.at(97, 4)).isInstanceOf(IndexOutOfBoundsException.class);
      assertThatThrownBy(() -> block.at(-1, 1)).isInstanceOf(IndexOutOfBoundsException.class);
      assertThatThrownBy(() -> block.at(1, Long.MAX_VALUE))
          .isInstanceOf(IndexOutOfBoundsException.class);
    }
  }

  @Test
  void referencesTravel() {
    Block sent = Block.allocate(first, 100);
    long ticket = sent.send();
    assertThatThrownBy(() -> sent.at(0, 1)).isInstanceOf(IllegalStateException.class);
    sent.close();
    try (Block received = Block.accept(second, ticket);
        Block loaded = Block.load(first, received.id())) {
      assertThat(loaded.id()).isEqualTo(sent.id());
    }
    assertThatThrownBy(() -> Block.accept(second, ticket))
        .isInstanceOfSatisfying(
            SharelockException.class, e -> assertThat(e.outcome()).isEqualTo(Outcome.STALE));
    assertThatThrownBy(() -> Block.load(second, sent.id()))
        .isInstanceOfSatisfying(
            SharelockException.class, e -> assertThat(e.outcome()).isEqualTo(Outcome.RELEASED));
    assertThat(first.verify().pristine()).isTrue();
  }

  @Test
  void statisticsSayWhoHoldsWhat() {
    Block sent = Block.allocate(first, 100);
    Block shared = Block.allocate(first, 64);
    Block.load(second, shared.id());
    assertThat(sent.send()).isNotZero();
    first.release(first.allocate(3000));
    HeapStatistics seen = first.statistics();
    assertThat(seen.sizes())
        .containsExactly(
            new HeapStatistics.SizeUse(64, 1, 16, 1, 0),
            new HeapStatistics.SizeUse(128, 1, 8, 1, 0),
            new HeapStatistics.SizeUse(3072, 3, 1, 0, 0));
    assertThat(seen.holders())
        .containsExactly(
            new HeapStatistics.HolderUse(
                0,
                1,
                2,
                192,
                0,
                0,
                1,
                3,
                new HolderMarks(
                    0,
                    3,
                    List.of(new HolderMarks.HighWater(64, 1), new HolderMarks.HighWater(128, 1)))),
            new HeapStatistics.HolderUse(
                1, 2, 1, 64, 0, 0, 0, 0, new HolderMarks(0, 0, List.of())));
    first.trim();
    assertThat(first.statistics().freeChunks()).isEqualTo(14);
    assertThat(first.statistics().highWaterChunks()).isEqualTo(5);
    assertThat(first.statistics().lines(Long::toString)).hasSize(6);
  }

  @Test
  void blocksMayBeLargerThanTwoGibibytes(@TempDir Path folder) throws IOException {
    HeapGeometry large = new HeapGeometry(1 << 16, 1 << 10, 80, 2, 1);
    try (Arena arena = Arena.ofConfined();
        FileChannel file =
            FileChannel.open(
                folder.resolve("heap"),
                StandardOpenOption.CREATE,
                StandardOpenOption.READ,
                StandardOpenOption.WRITE)) {
      MemorySegment sparse = file.map(FileChannel.MapMode.READ_WRITE, 0, large.bytes(), arena);
      MappedMemory memory = new MappedMemory(sparse);
      HeapFormat.create(memory, 0, large, TestWorld.GENERATION);
      ParticipantContext context =
          new ParticipantContext(memory, world, world.participant(1).participants());
      try (Allocator allocator = Allocator.open(context, 0);
          Block block = Block.allocate(allocator, 5_000_000_001L)) {
        assertThat(block.size()).isEqualTo(5_000_000_001L);
        memory.writeByte(block.at(5_000_000_000L, 1), (byte) 7);
        assertThat(allocator.verify().allocatedBytes()).isEqualTo(5_000_000_001L);
        assertThat(allocator.statistics().sizes().getFirst().blockBytes()).isEqualTo(75L << 26);
      }
    }
  }
}
