package dev.sharelock.pipe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import dev.sharelock.Outcome;
import dev.sharelock.allocator.Block;
import dev.sharelock.environment.Cancellation;
import dev.sharelock.environment.Deadline;
import dev.sharelock.named.NamedPipe;
import dev.sharelock.named.QueueShape;
import dev.sharelock.queue.BlockQueue;
import dev.sharelock.queue.Delivery;
import dev.sharelock.region.Region;
import dev.sharelock.region.RegionOptions;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Stages between pipes of blocks, in one thread. */
class RelayTest {
  private static final QueueShape BLOCKS = QueueShape.ofBlocks(4);

  @TempDir Path folder;
  private Region region;

  @BeforeEach
  void create() {
    region =
        Region.create(RegionOptions.of("world", 1 << 18).blocks(1 << 18).in(folder.toString()));
  }

  @AfterEach
  void close() {
    region.close();
  }

  private Relay relay(NamedPipe from, NamedPipe next) {
    return Relay.open(region.context(), region.allocator(), from.client(), next.client());
  }

  private void send(BlockQueue queue, int number) {
    Block block = Block.allocate(region.allocator(), 8);
    region.memory().writeLong(block.at(0, 8), number);
    assertThat(queue.enqueue(block.id())).isEqualTo(Outcome.DONE);
  }

  private long receive(BlockQueue queue) {
    assertThat(queue.tryDequeue()).isEqualTo(Outcome.DONE);
    try (Block block = Block.load(region.allocator(), queue.block())) {
      long number = region.memory().readLong(block.at(0, 8));
      queue.acknowledge();
      region.allocator().release(block.id());
      return number;
    }
  }

  @Test
  void aRelayPassesOnWhatItGetsAndTheEnd() {
    NamedPipe first = NamedPipe.open(region, "a", BLOCKS);
    NamedPipe second = NamedPipe.open(region, "b", QueueShape.ofBlocks(2));
    BlockQueue in = first.server().blocks(region.allocator(), Delivery.AT_MOST_ONCE);
    BlockQueue out = second.client().blocks(region.allocator(), Delivery.AT_MOST_ONCE);
    try (Relay relay = relay(first, second)) {
      assertThat(relay.pass(0)).isEqualTo(Outcome.WOULD_BLOCK);
      send(in, 1);
      send(in, 2);
      send(in, 3);
      in.closeQueue();
      assertThat(relay.pass(0)).isEqualTo(Outcome.DONE);
      assertThat(relay.pass(0)).isEqualTo(Outcome.DONE);
      assertThat(relay.pass(0)).isEqualTo(Outcome.WOULD_BLOCK);
      assertThat(receive(out)).isEqualTo(1);
      assertThat(relay.pass(1_000)).isEqualTo(Outcome.DONE);
      assertThat(relay.run(id -> {})).isEqualTo(Outcome.CLOSED);
    }
    assertThat(receive(out)).isEqualTo(2);
    assertThat(receive(out)).isEqualTo(3);
    assertThat(out.dequeue()).isEqualTo(Outcome.CLOSED);
    in.close();
    out.close();
    assertThat(region.allocator().verify().allocatedBlocks()).isZero();
  }

  @Test
  void aRelayThatIsClosedGivesBackWhatItHolds() {
    NamedPipe first = NamedPipe.open(region, "a", BLOCKS);
    NamedPipe second = NamedPipe.open(region, "b", QueueShape.ofBlocks(1));
    BlockQueue in = first.server().blocks(region.allocator(), Delivery.AT_MOST_ONCE);
    send(in, 1);
    send(in, 2);
    try (Relay relay = relay(first, second)) {
      assertThat(relay.pass(0)).isEqualTo(Outcome.DONE);
      assertThat(relay.pass(0)).isEqualTo(Outcome.WOULD_BLOCK);
      assertThat(in.size()).isZero();
    }
    assertThat(in.size()).isEqualTo(1);
    assertThat(receive(in)).isEqualTo(2);
  }

  @Test
  void theEndWaitsForABlockThatAnotherRelayHasInHand() {
    NamedPipe first = NamedPipe.open(region, "a", BLOCKS);
    NamedPipe second = NamedPipe.open(region, "b", QueueShape.ofBlocks(1));
    BlockQueue in = first.server().blocks(region.allocator(), Delivery.AT_MOST_ONCE);
    BlockQueue out = second.client().blocks(region.allocator(), Delivery.AT_MOST_ONCE);
    send(in, 1);
    send(in, 2);
    in.closeQueue();
    try (Relay one = relay(first, second);
        Relay other = relay(first, second)) {
      assertThat(one.pass(0)).isEqualTo(Outcome.DONE);
      assertThat(one.pass(0)).isEqualTo(Outcome.WOULD_BLOCK);
      assertThat(other.pass(0)).isEqualTo(Outcome.WOULD_BLOCK);
      assertThat(other.pass(1_000)).isEqualTo(Outcome.TIMED_OUT);
      region.cancelledBy(new Cancellation(() -> true, 100_000));
      assertThat(other.run(id -> {})).isEqualTo(Outcome.CANCELLED);
      region.cancelledBy(Cancellation.NEVER);
      assertThat(receive(out)).isEqualTo(1);
      assertThat(one.pass(0)).isEqualTo(Outcome.DONE);
      assertThat(other.pass(0)).isEqualTo(Outcome.CLOSED);
      assertThat(one.pass(0)).isEqualTo(Outcome.CLOSED);
    }
    assertThat(receive(out)).isEqualTo(2);
    assertThat(out.dequeue()).isEqualTo(Outcome.CLOSED);
  }

  @Test
  void whatARelayGivesBackAtTheEndIsPassedOnByAnother() {
    NamedPipe first = NamedPipe.open(region, "a", BLOCKS);
    NamedPipe second = NamedPipe.open(region, "b", QueueShape.ofBlocks(1));
    BlockQueue in = first.server().blocks(region.allocator(), Delivery.AT_MOST_ONCE);
    BlockQueue out = second.client().blocks(region.allocator(), Delivery.AT_MOST_ONCE);
    send(in, 1);
    send(in, 2);
    in.closeQueue();
    try (Relay other = relay(first, second)) {
      try (Relay one = relay(first, second)) {
        assertThat(one.pass(0)).isEqualTo(Outcome.DONE);
        assertThat(one.pass(0)).isEqualTo(Outcome.WOULD_BLOCK);
        assertThat(other.pass(0)).isEqualTo(Outcome.WOULD_BLOCK);
      }
      assertThat(receive(out)).isEqualTo(1);
      assertThat(other.run(id -> {})).isEqualTo(Outcome.CLOSED);
    }
    assertThat(receive(out)).isEqualTo(2);
    assertThat(out.dequeue()).isEqualTo(Outcome.CLOSED);
  }

  @Test
  void workThatFailedIsDoneAgain() {
    NamedPipe first = NamedPipe.open(region, "a", BLOCKS);
    NamedPipe second = NamedPipe.open(region, "b", BLOCKS);
    BlockQueue in = first.server().blocks(region.allocator(), Delivery.AT_MOST_ONCE);
    BlockQueue out = second.client().blocks(region.allocator(), Delivery.AT_MOST_ONCE);
    send(in, 1);
    try (Relay relay = relay(first, second)) {
      assertThatIllegalStateException()
          .isThrownBy(
              () ->
                  relay.pass(
                      id -> {
                        throw new IllegalStateException("work failed");
                      },
                      0));
      assertThat(relay.pass(id -> write(id, 7), Deadline.NEVER)).isEqualTo(Outcome.DONE);
    }
    assertThat(receive(out)).isEqualTo(7);
  }

  private void write(long id, long number) {
    try (Block block = Block.load(region.allocator(), id)) {
      region.memory().writeLong(block.at(0, 8), number);
    }
  }
}
