package dev.sharelock.named;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.sharelock.Outcome;
import dev.sharelock.allocator.Allocator;
import dev.sharelock.allocator.HeapFormat;
import dev.sharelock.allocator.HeapGeometry;
import dev.sharelock.queue.BlockQueue;
import dev.sharelock.queue.ConditionQueue;
import dev.sharelock.queue.Delivery;
import dev.sharelock.region.AttachOptions;
import dev.sharelock.region.EntryRequest;
import dev.sharelock.region.Region;
import dev.sharelock.region.RegionOptions;
import dev.sharelock.testing.TestWorld;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class NamedQueueTest {

  @TempDir Path folder;
  private Region region;

  @BeforeEach
  void create() {
    region = Region.create(RegionOptions.of("test", 1 << 18).in(folder.toString()));
  }

  @AfterEach
  void close() {
    region.close();
  }

  private Region attach() {
    return Region.attach(AttachOptions.of("test").in(folder.toString()));
  }

  @Test
  void valuesArriveAtAnotherParticipant() {
    try (Region other = attach();
        ConditionQueue here = NamedQueue.open(region, "q", QueueShape.of(4)).values();
        ConditionQueue there = NamedQueue.open(other, "q", QueueShape.of(4)).values()) {
      assertThat(here.enqueue(42)).isEqualTo(Outcome.DONE);
      assertThat(there.dequeue()).isEqualTo(Outcome.DONE);
      assertThat(there.value()).isEqualTo(42);
    }
  }

  /** Through the real clock and the real wake-up, from one thread to another. */
  @Test
  void whoWaitsIsWoken() throws InterruptedException {
    NamedQueue.open(region, "q", QueueShape.of(1));
    Thread producer =
        Thread.ofPlatform()
            .start(
                () -> {
                  try (Region other = attach();
                      ConditionQueue queue =
                          NamedQueue.open(other, "q", QueueShape.of(1)).values()) {
                    for (long value = 0; value < 100; value++) {
                      queue.enqueue(value);
                    }
                    queue.closeQueue();
                  }
                });
    try (ConditionQueue queue = NamedQueue.open(region, "q", QueueShape.of(1)).values()) {
      long expected = 0;
      while (queue.dequeue() == Outcome.DONE) {
        assertThat(queue.value()).isEqualTo(expected++);
      }
      assertThat(expected).isEqualTo(100);
    }
    producer.join();
  }

  @Test
  void blocksGoThroughAHeapInTheSameRegion() {
    HeapGeometry geometry = new HeapGeometry(64, 4, 4, 4, 8);
    long heap =
        region
            .directory()
            .getOrCreate(
                new EntryRequest("heap", 7, geometry.bytes()),
                (offset, bytes) ->
                    HeapFormat.create(region.memory(), offset, geometry, TestWorld.GENERATION),
                1_000_000_000L)
            .offset();
    NamedQueue named = NamedQueue.open(region, "blocks", QueueShape.ofBlocks(4));
    try (Allocator allocator = Allocator.open(region.context(), heap);
        BlockQueue queue = named.blocks(allocator, Delivery.AT_LEAST_ONCE)) {
      long id = allocator.allocate(100);
      queue.enqueue(id);
      assertThat(queue.dequeue()).isEqualTo(Outcome.DONE);
      assertThat(queue.block()).isEqualTo(id);
      queue.acknowledge();
      allocator.release(id);
      assertThat(allocator.verify().allocatedBlocks()).isZero();
    }
  }

  @Test
  void anotherShapeIsRefused() {
    NamedQueue.open(region, "q", new QueueShape(3, 4, 1));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> NamedQueue.open(region, "q", new QueueShape(4, 4, 1)))
        .withMessageContaining("capacity=3");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> NamedQueue.open(region, "q", QueueShape.of(4096)))
        .withMessageContaining("queue has another shape: name=q, found=")
        .withMessageContaining("capacity=4096");
    NamedRing.open(region, "ring", 64);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> NamedQueue.open(region, "ring", QueueShape.of(4)));
  }
}
