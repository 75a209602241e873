package dev.sharelock.allocator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sharelock.Outcome;
import dev.sharelock.SharelockException;
import dev.sharelock.testing.TestWorld;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class AllocatorTest {
  private static final HeapGeometry SMALL = new HeapGeometry(64, 16, 16, 4, 4);

  private final TestWorld world = new TestWorld(SMALL.bytes() + 256);
  private final Allocator first;
  private final Allocator second;

  AllocatorTest() {
    HeapFormat.create(world.memory, 128, SMALL, TestWorld.GENERATION);
    first = Allocator.open(world.participant(1), 128);
    second = Allocator.open(world.participant(2), 128);
  }

  @Test
  void blocksAreAlignedAndDoNotOverlap() {
    List<long[]> ranges = new ArrayList<>();
    for (int bytes : new int[] {1, 64, 65, 200, 256, 1000, 1024, 1025, 3000}) {
      long id = first.allocate(bytes);
      long offset = first.offset(id);
      assertThat(offset % 64).isZero();
      assertThat(first.size(id)).isEqualTo(bytes);
      assertThat(first.roundedSize(id)).isGreaterThanOrEqualTo(bytes);
      for (long[] other : ranges) {
        assertThat(offset + first.roundedSize(id) <= other[0] || other[1] <= offset).isTrue();
      }
      ranges.add(new long[] {offset, offset + first.roundedSize(id)});
    }
    assertThat(first.verify().problems()).isEmpty();
    assertThat(first.verify().allocatedBlocks()).isEqualTo(9);
  }

  @Test
  void blocksAreAlignedAsWanted() {
    for (int alignment = 1; alignment <= SMALL.largestAlignment(); alignment *= 2) {
      for (int bytes : new int[] {1, 100, 130, 500, 1000, 3000}) {
        long id = first.allocate(bytes, alignment);
        assertThat(first.offset(id) % alignment).isZero();
        assertThat(first.size(id)).isEqualTo(bytes);
        if (bytes > 1) {
          first.release(id);
        }
      }
    }
    assertThat(first.verify().problems()).isEmpty();
    assertThatThrownBy(() -> first.allocate(64, 3)).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> first.allocate(64, 2 * SMALL.largestAlignment()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("largest=1024");
    assertThatThrownBy(() -> first.allocate(64, Integer.MIN_VALUE))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void theHeapFitsWhereverItStarts() {
    assertThatThrownBy(() -> HeapGeometry.forBytes(-1)).hasMessageContaining("bytes=-1, least=0");
    HeapGeometry paged = HeapGeometry.forBytes(1).units(4096).holders(2);
    for (long base = 0; base <= 4096; base += 128) {
      TestWorld other = new TestWorld(base + paged.bytes());
      HeapFormat.create(other.memory, base, paged, TestWorld.GENERATION);
      Allocator allocator = Allocator.open(other.participant(1), base);
      long id = allocator.allocate(paged.dataBytes());
      assertThat(allocator.offset(id) % 4096).isZero();
      other.memory.writeLong(allocator.offset(id) + paged.dataBytes() - 8, 1);
    }
  }

  @Test
  void aBlockOfALargerClassIsBetterThanNone() {
    List<Long> large = new ArrayList<>();
    long id;
    while ((id = first.tryAllocate(256)) != BlockId.NONE) {
      large.add(id);
    }
    first.release(large.getFirst());
    long small = first.allocate(64);
    assertThat(first.roundedSize(small)).isEqualTo(256);
    assertThat(first.size(small)).isEqualTo(64);
    assertThat(first.verify().problems()).isEmpty();
  }

  @Test
  void whatIsReleasedIsUsedAgainFirst() {
    Allocator keeping =
        Allocator.open(world.participant(3), 128, AllocatorOptions.usual().cache(4096, 4));
    for (int bytes : new int[] {64, 200, 3000}) {
      long id = keeping.allocate(bytes);
      keeping.release(id);
      assertThat(second.load(id)).isEqualTo(Outcome.RELEASED);
      assertThat(keeping.verify().pristine()).isTrue();
      long again = keeping.allocate(bytes);
      assertThat(BlockId.position(again)).isEqualTo(BlockId.position(id));
      assertThat(second.load(id)).isEqualTo(Outcome.STALE);
      assertThat(second.load(again)).isEqualTo(Outcome.DONE);
      keeping.release(again);
      second.release(again);
      assertThat(keeping.load(again)).isEqualTo(Outcome.RELEASED);
    }
    assertThat(keeping.verify().pristine()).isTrue();
  }

  private Allocator watching(int blocks) {
    return Allocator.open(world.participant(3), 128, AllocatorOptions.usual().quarantine(blocks));
  }

  @Test
  void aWriteAfterTheReleaseIsFound() {
    Allocator watching = watching(1);
    for (int bytes : new int[] {64, 3000}) {
      long id = watching.allocate(bytes);
      world.memory.writeByte(watching.offset(id) + bytes - 1, (byte) 1);
      long offset = watching.offset(id);
      watching.release(id);
      assertThat(watching.load(id)).isEqualTo(Outcome.RELEASED);
      world.memory.writeByte(offset, (byte) 1);
      long next = watching.allocate(bytes);
      assertThat(watching.offset(next)).isNotEqualTo(offset);
      assertThatThrownBy(() -> watching.release(next))
          .isInstanceOf(IllegalStateException.class)
          .hasMessageContaining("written after its release: id=" + BlockId.text(id));
      assertThat(watching.load(next)).isEqualTo(Outcome.RELEASED);
    }
    long last = watching.allocate(64);
    long offset = watching.offset(last);
    watching.release(last);
    world.memory.writeByte(offset + 63, (byte) 1);
    assertThatThrownBy(watching::close).hasMessageContaining(BlockId.text(last));
    assertThat(first.verify().pristine()).isTrue();
    assertThat(first.verify().holders()).isEqualTo(2);
  }

  @Test
  void aWriteBeyondTheEndIsFound() {
    Allocator watching = watching(3);
    long id = watching.allocate(100);
    world.memory.writeByte(watching.offset(id) + 100, (byte) 1);
    assertThatThrownBy(() -> watching.release(id))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("written beyond its end")
        .hasMessageContaining("at=100");
    assertThat(watching.load(id)).isEqualTo(Outcome.RELEASED);
  }

  @Test
  void aQuarantineGivesWayBeforeMemoryIsShort() {
    Allocator watching = watching(1000);
    for (int round = 0; round < 3; round++) {
      long id = watching.allocate(SMALL.dataBytes());
      watching.release(id);
    }
    long small = watching.allocate(1);
    watching.release(small);
    watching.trim();
    assertThat(first.verify().freeChunks()).isEqualTo(SMALL.chunks());
  }

  @Test
  void aChunkThatHasBecomeARunIsNotTakenForASlab() {
    Allocator keeping =
        Allocator.open(world.participant(3), 128, AllocatorOptions.usual().cache(1 << 20, 1));
    long slab = keeping.allocate(64);
    long other = keeping.allocate(128);
    keeping.release(other);
    keeping.release(slab);
    keeping.allocate(128);
    second.allocate(8 * 1024);
    assertThat(second.tryAllocate(7 * 1024)).isEqualTo(BlockId.NONE);
    long run = keeping.allocate(1024);
    assertThat(BlockId.position(run)).isEqualTo(BlockId.position(slab));
    keeping.release(run);
    long small = keeping.allocate(64);
    assertThat(keeping.size(small)).isEqualTo(64);
    assertThat(keeping.roundedSize(small)).isEqualTo(64);
  }

  @Test
  void theDeadDoNotKeepAnything() {
    Allocator keeping =
        Allocator.open(world.participant(3), 128, AllocatorOptions.usual().cache(1 << 14, 99));
    long small = keeping.allocate(64);
    long large = keeping.allocate(4096);
    keeping.release(small);
    keeping.release(large);
    world.kill(3);
    assertThat(first.recover()).isEqualTo(new Recovered(1, 0, 0, 2));
    assertThat(first.trim()).isEqualTo(2);
    assertThat(first.verify().freeChunks()).isEqualTo(SMALL.chunks());
    long id = first.allocate(SMALL.dataBytes());
    first.release(id);
  }

  @Test
  void aReleasedBlockIsReleasedAndAReusedOneStale() {
    long id = first.allocate(64);
    first.release(id);
    assertThat(second.load(id)).isEqualTo(Outcome.RELEASED);
    long next = first.allocate(64);
    assertThat(BlockId.position(next)).isEqualTo(BlockId.position(id));
    assertThat(second.load(id)).isEqualTo(Outcome.STALE);
    assertThat(second.load(next)).isEqualTo(Outcome.DONE);
  }

  @Test
  void aBlockLivesAsLongAsSomebodyHoldsIt() {
    long id = first.allocate(64);
    assertThat(second.load(id)).isEqualTo(Outcome.DONE);
    assertThat(second.load(id)).isEqualTo(Outcome.DONE);
    first.release(id);
    second.release(id);
    assertThat(first.load(id)).isEqualTo(Outcome.DONE);
    second.release(id);
    first.release(id);
    assertThat(first.load(id)).isEqualTo(Outcome.RELEASED);
    assertThat(first.verify().pristine()).isTrue();
  }

  @Test
  void aSecondReleaseIsRefused() {
    long id = first.allocate(64);
    first.release(id);
    assertThatThrownBy(() -> first.release(id))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("no reference to this block");
    long again = first.allocate(64);
    assertThatThrownBy(() -> first.release(id)).isInstanceOf(IllegalStateException.class);
    assertThatThrownBy(() -> second.release(again)).isInstanceOf(IllegalStateException.class);
    first.release(again);
  }

  @Test
  void nonsenseIsRefused() {
    assertThatThrownBy(() -> first.allocate(0)).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> first.allocate(-1)).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> first.allocate(SMALL.dataBytes() + 1))
        .isInstanceOf(SharelockException.class)
        .hasMessageContaining("larger than the heap");
    assertThatThrownBy(() -> first.load(BlockId.of(1_000_000, 5)))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> first.load(BlockId.of(-1, 5)))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> first.load(0)).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> first.accept(0xFFFF)).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> Allocator.open(world.participant(3), 0))
        .isInstanceOf(SharelockException.class);
    first.close();
    assertThatThrownBy(() -> first.allocate(1)).isInstanceOf(IllegalStateException.class);
  }

  @Test
  void exhaustionTellsWhatIsLeft() {
    List<Long> ids = new ArrayList<>();
    long id;
    while ((id = first.tryAllocate(64)) != BlockId.NONE) {
      ids.add(id);
    }
    assertThat(ids).hasSize(SMALL.units());
    assertThatThrownBy(() -> first.allocate(64))
        .isInstanceOf(NoMemoryException.class)
        .hasMessageContaining("freeBytes=0");
    ids.forEach(first::release);
    long large = first.allocate(SMALL.dataBytes());
    assertThat(first.roundedSize(large)).isEqualTo(SMALL.dataBytes());
    assertThat(second.tryAllocate(1)).isEqualTo(BlockId.NONE);
    first.release(large);
    assertThat(second.tryAllocate(1)).isNotEqualTo(BlockId.NONE);
    assertThat(first.verify().problems()).isEmpty();
  }

  @Test
  void aTicketCarriesTheReferenceEvenWhenTheSenderDies() {
    long id = first.allocate(100);
    long ticket = first.send(id);
    world.kill(1);
    assertThat(second.recover().estates()).isEqualTo(1);
    assertThat(second.accept(ticket)).isEqualTo(id);
    assertThat(second.recover().holders()).isEqualTo(1);
    assertThat(second.accept(ticket)).isEqualTo(BlockId.NONE);
    second.release(id);
    assertThat(second.verify().pristine()).isTrue();
  }

  @Test
  void aTicketCanBeTakenBack() {
    long id = first.allocate(100);
    long ticket = first.send(id);
    assertThat(first.cancel(ticket)).isTrue();
    assertThat(second.accept(ticket)).isEqualTo(BlockId.NONE);
    first.release(id);
    assertThat(first.verify().pristine()).isTrue();
  }

  @Test
  void aSenderMayKeepAReference() {
    long id = first.allocate(100);
    first.retain(id);
    long ticket = first.send(id);
    assertThat(second.accept(ticket)).isEqualTo(id);
    second.release(id);
    assertThat(second.load(id)).isEqualTo(Outcome.DONE);
    second.release(id);
    first.release(id);
    assertThat(first.trim()).isPositive();
    assertThat(first.verify().pristine()).isTrue();
  }

  @Test
  void aBlockGoesThereAndBack() {
    long id = first.allocate(100);
    for (int i = 0; i < 50; i++) {
      assertThat(second.accept(first.send(id))).isEqualTo(id);
      assertThat(first.accept(second.send(id))).isEqualTo(id);
    }
    first.release(id);
    second.trim();
    assertThat(first.verify().pristine()).isTrue();
  }

  @Test
  void aSentBlockCanBeLoadedAgainBeforeItArrives() {
    long id = first.allocate(100);
    long ticket = first.send(id);
    assertThat(first.load(id)).isEqualTo(Outcome.DONE);
    assertThat(second.accept(ticket)).isEqualTo(id);
    second.release(id);
    assertThat(second.load(id)).isEqualTo(Outcome.DONE);
    second.release(id);
    first.release(id);
    first.trim();
    assertThat(first.verify().pristine()).isTrue();
  }

  @Test
  void theDeadLeaveNothingBehind() {
    long kept = first.allocate(64);
    assertThat(second.load(kept)).isEqualTo(Outcome.DONE);
    first.allocate(64);
    first.allocate(3000);
    world.kill(1);
    Recovered recovered = second.recover();
    assertThat(recovered.holders()).isEqualTo(1);
    assertThat(recovered.references()).isEqualTo(3);
    assertThat(second.verify().problems()).isEmpty();
    assertThat(second.verify().allocatedBlocks()).isEqualTo(1);
    second.release(kept);
    assertThat(second.verify().pristine()).isTrue();
    assertThat(second.recover()).isEqualTo(new Recovered(0, 0, 0, 0));
  }

  @Test
  void closingReturnsEverything() {
    first.allocate(64);
    first.allocate(3000);
    first.close();
    assertThat(second.verify().pristine()).isTrue();
    assertThat(second.verify().freeChunks()).isEqualTo(SMALL.chunks());
    assertThat(second.verify().holders()).isEqualTo(1);
  }
}
