package dev.sharelock.allocator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sharelock.Outcome;
import dev.sharelock.SharelockException;
import dev.sharelock.testing.TestWorld;
import java.util.List;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

/** What an evicted participant may still do, and what becomes of what it has. */
class EvictionTest {
  private static final HeapGeometry SMALL = new HeapGeometry(64, 16, 4, 4, 4);

  private final TestWorld world = new TestWorld(SMALL.bytes() + 256);
  private final Allocator zombie;
  private final Allocator survivor;
  private final long id;

  EvictionTest() {
    HeapFormat.create(world.memory, 128, SMALL, TestWorld.GENERATION);
    zombie = Allocator.open(world.participant(1), 128);
    survivor = Allocator.open(world.participant(2), 128);
    id = zombie.allocate(100);
  }

  @Test
  void whatTakesFromOthersOrGivesToThemIsRefused() {
    long other = survivor.allocate(64);
    long ticket = zombie.send(id);
    zombie.cancel(ticket);
    world.evict(1);
    List<ThrowingCallable> operations =
        List.of(
            () -> zombie.allocate(64),
            () -> zombie.allocate(64, 64),
            () -> zombie.allocate(5000),
            () -> zombie.tryAllocate(64),
            () -> zombie.load(other),
            () -> zombie.send(id),
            () -> zombie.accept(ticket),
            zombie::recover,
            zombie::strandedTickets,
            zombie::trim,
            () -> Allocator.open(world.participant(1), 128));
    for (ThrowingCallable operation : operations) {
      assertThatThrownBy(operation)
          .isInstanceOfSatisfying(
              SharelockException.class, e -> assertThat(e.outcome()).isEqualTo(Outcome.EVICTED))
          .hasMessageContaining("participant=1; do: close");
    }
    assertThat(survivor.load(id)).isEqualTo(Outcome.DONE);
  }

  @Test
  void whatItHoldsIsInQuarantineUntilItHasEnded() {
    world.evict(1);
    assertThat(survivor.recover()).isEqualTo(new Recovered(0, 0, 0, 0));
    assertThat(survivor.load(id)).as("others may share it").isEqualTo(Outcome.DONE);
    survivor.release(id);
    assertThat(survivor.verify().allocatedBlocks()).isEqualTo(1);
    world.kill(1);
    assertThat(survivor.recover().references()).isEqualTo(1);
    assertThat(survivor.load(id)).isEqualTo(Outcome.RELEASED);
    assertThat(survivor.verify().pristine()).isTrue();
  }

  @Test
  void itMayDoWhatConcernsNobodyElse() {
    long other = zombie.allocate(64);
    zombie.release(other);
    long ticket = zombie.send(id);
    world.evict(1);
    assertThat(zombie.cancel(ticket)).isTrue();
    zombie.release(zombie.allocate(64)); // the one that it keeps
    assertThat(zombie.load(id)).isEqualTo(Outcome.DONE);
    zombie.retain(id);
    assertThat(zombie.size(id)).isEqualTo(100);
    zombie.release(id);
    zombie.release(id);
    zombie.close();
    assertThat(survivor.verify().pristine()).isTrue();
    assertThat(survivor.verify().holders()).isEqualTo(1);
  }
}
