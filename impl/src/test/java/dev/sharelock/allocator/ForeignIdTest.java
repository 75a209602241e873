package dev.sharelock.allocator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sharelock.testing.TestWorld;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

/** What comes from another heap, of the same sizes and with the same generations of its blocks. */
class ForeignIdTest {
  private static final HeapGeometry SMALL = new HeapGeometry(64, 16, 16, 4, 4);
  private static final HeapGeometry LARGE = new HeapGeometry(64, 1024, 64, 4, 4);

  private final Allocator here = open(SMALL, 0x12_000000_0000_0006L);
  private final Allocator there = open(SMALL, 0x13_000000_0000_0006L);

  private static Allocator open(HeapGeometry geometry, long generation) {
    TestWorld world = new TestWorld(geometry.bytes());
    HeapFormat.create(world.memory, 0, geometry, generation);
    return Allocator.open(world.participant(1), 0);
  }

  private static void requireRefused(ThrowingCallable call, String message) {
    assertThatThrownBy(call)
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(message);
  }

  @Test
  void idsOfAnotherHeapAreRefusedByEveryOperation() {
    long foreign = there.allocate(100);
    long own = here.allocate(100);
    assertThat(BlockId.position(foreign) ^ BlockId.position(own)).isEqualTo(1 << 24);
    requireRefused(() -> here.load(foreign), "no block id of this heap: id=318767104#");
    requireRefused(() -> here.release(foreign), "tag=0x12000000");
    requireRefused(() -> here.retain(foreign), "no block id of this heap");
    requireRefused(() -> here.send(foreign), "no block id of this heap");
    requireRefused(() -> here.size(foreign), "no block id of this heap");
    requireRefused(() -> here.offset(foreign), "no block id of this heap");
    requireRefused(() -> Sharing.releaseOrSeal(here, foreign), "no block id of this heap");
    requireRefused(() -> Anchors.open(here).anchor(foreign), "no block id of this heap");
    Anchors.open(here).release(foreign);
    here.release(own);
    assertThat(here.verify().pristine()).isTrue();
  }

  @Test
  void ticketsOfAnotherHeapAreRefused() {
    long foreign = there.send(there.allocate(100));
    long own = here.send(here.allocate(100));
    requireRefused(() -> here.accept(foreign), "no ticket of this heap: ticket=0x1");
    assertThat(here.cancel(foreign)).isFalse();
    assertThat(here.cancel(own)).isTrue();
  }

  @Test
  void aHeapWithMoreUnitsHasAShorterTagThatTellsThemApartAsWell() {
    Allocator large = open(LARGE, 0x13_000000_0000_0006L);
    long foreign = here.allocate(100);
    requireRefused(() -> large.load(foreign), "no block id of this heap");
    long fromLarge = large.allocate(100);
    requireRefused(() -> here.load(fromLarge), "no block id of this heap");
  }
}
