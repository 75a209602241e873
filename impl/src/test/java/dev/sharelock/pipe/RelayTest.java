package dev.sharelock.pipe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

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

  /** Two pipes, and both ends of what a relay connects. */
  private final class Stage {
    final NamedPipe first = NamedPipe.open(region, "a", BLOCKS);
    final NamedPipe second;
    final BlockQueue in = first.server().blocks(region.allocator(), Delivery.AT_MOST_ONCE);
    final BlockQueue out;

    Stage(int room) {
      second = NamedPipe.open(region, "b", QueueShape.ofBlocks(room));
      out = second.client().blocks(region.allocator(), Delivery.AT_MOST_ONCE);
    }

    Relay relay() {
      return Relay.open(region.context(), region.allocator(), first.client(), second.client());
    }
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

  /** Otherwise the end of its own stream and that of the other could not be told apart. */
  @Test
  void aRelayThatIsShutOutSaysThatItHoldsABlock() {
    Stage stage = new Stage(2);
    try (Relay relay = stage.relay()) {
      send(stage.in, 1);
      stage.out.closeQueue();
      assertThat(relay.isHolding()).isFalse();
      assertThat(relay.pass(0)).isEqualTo(Outcome.CLOSED);
      assertThat(relay.isHolding()).isTrue();
    }
    assertThat(stage.in.size()).isEqualTo(1);
  }

  /** It would go round for ever, and nothing could cancel it. */
  @Test
  void aRelayHasTwoPipes() {
    Stage stage = new Stage(2);
    assertThatThrownBy(
            () ->
                Relay.open(
                    region.context(),
                    region.allocator(),
                    stage.first.client(),
                    stage.first.client()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("relay leads to where it comes from: base=");
  }

  @Test
  void aMessageThatMakesNoSenseLeavesNothingBehind() {
    Stage stage = new Stage(2);
    ByteMessages messages = new ByteMessages(region.context(), region.allocator(), stage.in);
    assertThatThrownBy(() -> messages.send(new byte[4], 2, 3, 0))
        .isInstanceOf(IndexOutOfBoundsException.class);
    assertThatThrownBy(() -> messages.send(null, 0, 1, 0)).isInstanceOf(NullPointerException.class);
    assertThat(region.allocator().verify().allocatedBlocks()).isZero();
    assertThatIllegalStateException()
        .isThrownBy(messages::length)
        .withMessageContaining("no message is there; do: receive()");
    assertThatIllegalStateException().isThrownBy(() -> messages.read(new byte[1], 0));
  }

  @Test
  void aMessageThatIsGivenBackComesAgain() {
    Stage stage = new Stage(2);
    send(stage.in, 7);
    try (BlockQueue queue =
        stage.first.client().blocks(region.allocator(), Delivery.AT_LEAST_ONCE)) {
      ByteMessages messages = new ByteMessages(region.context(), region.allocator(), queue);
      assertThat(messages.receive(0)).isEqualTo(Outcome.DONE);
      assertThat(messages.giveBack()).isEqualTo(Outcome.DONE);
      assertThatIllegalStateException().isThrownBy(messages::giveBack);
      assertThat(messages.receive(0)).isEqualTo(Outcome.DONE);
      assertThat(messages.length()).isEqualTo(8);
      messages.done();
      assertThat(messages.receive(0)).isEqualTo(Outcome.WOULD_BLOCK);
    }
  }

  @Test
  void aRelayPassesOnWhatItGetsAndTheEnd() {
    Stage stage = new Stage(2);
    BlockQueue in = stage.in;
    BlockQueue out = stage.out;
    try (Relay relay = stage.relay()) {
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
    Stage stage = new Stage(1);
    BlockQueue in = stage.in;
    send(in, 1);
    send(in, 2);
    try (Relay relay = stage.relay()) {
      assertThat(relay.pass(0)).isEqualTo(Outcome.DONE);
      assertThat(relay.pass(0)).isEqualTo(Outcome.WOULD_BLOCK);
      assertThat(in.size()).isZero();
    }
    assertThat(in.size()).isEqualTo(1);
    assertThat(receive(in)).isEqualTo(2);
  }

  @Test
  void theEndWaitsForABlockThatAnotherRelayHasInHand() {
    Stage stage = new Stage(1);
    BlockQueue in = stage.in;
    BlockQueue out = stage.out;
    send(in, 1);
    send(in, 2);
    in.closeQueue();
    try (Relay one = stage.relay();
        Relay other = stage.relay()) {
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
    Stage stage = new Stage(1);
    BlockQueue in = stage.in;
    BlockQueue out = stage.out;
    send(in, 1);
    send(in, 2);
    in.closeQueue();
    try (Relay other = stage.relay()) {
      try (Relay one = stage.relay()) {
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
    Stage stage = new Stage(4);
    BlockQueue in = stage.in;
    BlockQueue out = stage.out;
    send(in, 1);
    try (Relay relay = stage.relay()) {
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

  @Test
  void whatWasNotTakenCannotBePassedOn() {
    NamedPipe pipe = NamedPipe.open(region, "a", BLOCKS);
    BlockQueue queue = pipe.server().blocks(region.allocator(), Delivery.AT_MOST_ONCE);
    send(queue, 1);
    assertThat(receive(queue)).isEqualTo(1);
    assertThatIllegalStateException()
        .isThrownBy(() -> queue.passTo(queue, 0))
        .withMessageContaining("AT_LEAST_ONCE");
  }
}
