package dev.sharelock.allocator;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sharelock.Outcome;
import dev.sharelock.allocator.HolderMarks.HighWater;
import dev.sharelock.testing.TestWorld;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class HolderMarksTest {
  private static final HeapGeometry HEAP = new HeapGeometry(64, 16, 64, 4, 4);

  private final TestWorld world = new TestWorld(HEAP.bytes());
  private final Allocator first;
  private final Allocator second;

  HolderMarksTest() {
    HeapFormat.create(world.memory, 0, HEAP, TestWorld.GENERATION);
    AllocatorOptions keeping = AllocatorOptions.usual().cache(32 * 1024, 256);
    first = Allocator.open(world.participant(1), 0, keeping);
    second = Allocator.open(world.participant(2), 0);
  }

  private static List<Long> allocate(Allocator allocator, int blocks, int bytes) {
    List<Long> ids = new ArrayList<>();
    for (int i = 0; i < blocks; i++) {
      ids.add(allocator.allocate(bytes));
    }
    return ids;
  }

  private static HolderMarks marks(HeapStatistics statistics, int holder) {
    return statistics.holders().get(holder).marks();
  }

  private HolderMarks own() {
    return marks(first.statistics(), 0);
  }

  @Test
  void whatIsKeptIsCountedAsHitsAndOnceInTheMost() {
    allocate(first, 10, 64).forEach(first::release);
    allocate(first, 10, 60).forEach(first::release);
    allocate(first, 12, 64).forEach(first::release);
    assertThat(own()).isEqualTo(new HolderMarks(20, 12, List.of(new HighWater(64, 12))));
    first.trim();
    allocate(first, 4, 64);
    assertThat(own().most()).containsExactly(new HighWater(64, 12));
    assertThat(own().misses()).isEqualTo(16);
  }

  @Test
  void runsAreCountedInChunks() {
    first.release(first.allocate(3 * 1024));
    allocate(first, 2, 3 * 1024);
    assertThat(own()).isEqualTo(new HolderMarks(1, 2, List.of(new HighWater(1024, 6))));
  }

  @Test
  void blocksThatHaveGoneToOthersCountNoMore() {
    for (int i = 0; i < 20; i++) {
      long id = first.allocate(64);
      assertThat(second.load(id)).isEqualTo(Outcome.DONE);
      first.release(id);
      second.release(id);
      second.release(second.accept(first.send(first.allocate(64))));
      first.trim();
    }
    assertThat(own().most()).containsExactly(new HighWater(64, 1));
  }

  @Test
  void blocksThatAreWatchedCountUntilTheyAreFreed() {
    Allocator watching =
        Allocator.open(world.participant(3), 0, AllocatorOptions.usual().quarantine(4));
    for (int i = 0; i < 10; i++) {
      watching.release(watching.allocate(64));
    }
    assertThat(marks(watching.statistics(), 2).most()).containsExactly(new HighWater(64, 5));
  }

  @Test
  void othersSeeThemNowAndThenAndTheDeadAreNotTakenForTheirSuccessors() {
    allocate(second, 20, 100);
    HeapStatistics outside = HeapStatistics.of(world.memory, 0);
    assertThat(marks(outside, 1))
        .isEqualTo(new HolderMarks(0, 16, List.of(new HighWater(128, 15))));
    assertThat(outside.lines(Long::toString))
        .contains(
            "holder 1 counted: 0 allocations from what it keeps, 16 others;"
                + " at most 15 of 128 bytes");
    world.kill(2);
    first.recover();
    Allocator successor = Allocator.open(world.participant(9), 0);
    assertThat(marks(HeapStatistics.of(world.memory, 0), 1).most()).isEmpty();
    successor.allocate(64);
    assertThat(marks(successor.statistics(), 1))
        .isEqualTo(new HolderMarks(0, 1, List.of(new HighWater(64, 1))));
  }
}
