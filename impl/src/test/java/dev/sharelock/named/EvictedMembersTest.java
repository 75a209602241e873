package dev.sharelock.named;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sharelock.Outcome;
import dev.sharelock.SharelockException;
import dev.sharelock.allocator.Allocator;
import dev.sharelock.environment.Deadline;
import dev.sharelock.pipe.PipeClient;
import dev.sharelock.pipe.PipeServer;
import dev.sharelock.queue.BlockQueue;
import dev.sharelock.queue.ConditionQueue;
import dev.sharelock.queue.Delivery;
import dev.sharelock.record.Channel;
import dev.sharelock.record.ChannelKind;
import dev.sharelock.record.ChannelRole;
import dev.sharelock.record.RecordBuffer;
import dev.sharelock.record.RecordBufferOptions;
import dev.sharelock.record.ThreadContext;
import dev.sharelock.region.AttachOptions;
import dev.sharelock.region.Attached;
import dev.sharelock.region.Region;
import dev.sharelock.region.RegionOptions;
import dev.sharelock.request.RequestClient;
import dev.sharelock.request.RequestServer;
import java.nio.file.Path;
import java.util.List;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A member of a region is evicted; it goes on in the same process, with its own handle. */
class EvictedMembersTest {
  @TempDir Path folder;
  private Region zombie;
  private Region other;

  @BeforeEach
  void attach() {
    zombie =
        Region.create(RegionOptions.of("world", 1 << 18).blocks(1 << 18).in(folder.toString()));
    other = Region.attach(AttachOptions.of("world").in(folder.toString()));
  }

  @AfterEach
  void close() {
    zombie.close();
    other.close();
  }

  private void evict() {
    assertThat(other.evict(zombie.participants().self())).isTrue();
  }

  private static void assertRefused(ThrowingCallable operation) {
    assertThatThrownBy(operation)
        .isInstanceOfSatisfying(
            SharelockException.class, e -> assertThat(e.outcome()).isEqualTo(Outcome.EVICTED));
  }

  @Test
  void theServerOfAPipeIsSucceeded() {
    PipeServer server = NamedPipe.open(zombie, "p", QueueShape.of(4)).server();
    ConditionQueue values = server.values();
    NamedPipe pipe = NamedPipe.open(other, "p", QueueShape.of(4));
    PipeClient client = pipe.client();
    ConditionQueue taken = client.values();
    evict();
    assertThat(taken.dequeue(Deadline.NEVER)).isEqualTo(Outcome.PEER_EVICTED);
    assertThat(client.awaitServer(0)).isEqualTo(Outcome.WOULD_BLOCK);
    try (PipeServer successor = pipe.server()) {
      assertThat(successor.predecessor()).isEqualTo(client.knownServer());
      assertThat(client.awaitServer(0)).isEqualTo(Outcome.DONE);
      assertThat(values.dequeue(Deadline.NEVER)).isEqualTo(Outcome.EVICTED);
      server.close();
      assertThat(client.awaitServer(0)).as("it is still served").isEqualTo(Outcome.DONE);
      assertThat(client.knownServer()).isEqualTo(other.participants().self());
    }
  }

  @Test
  void aBlockInHandIsAcknowledgedOrGivenBack() {
    NamedQueue named = NamedQueue.open(zombie, "q", QueueShape.ofBlocks(4));
    Allocator allocator = zombie.allocator();
    BlockQueue queue = named.blocks(allocator, Delivery.AT_LEAST_ONCE);
    BlockQueue rest =
        NamedQueue.open(other, "q", QueueShape.ofBlocks(4))
            .blocks(other.allocator(), Delivery.AT_LEAST_ONCE);
    for (int i = 0; i < 2; i++) {
      queue.enqueue(allocator.allocate(64));
    }
    assertThat(queue.dequeue()).isEqualTo(Outcome.DONE);
    evict();
    assertThat(queue.giveBack()).isEqualTo(Outcome.DONE);
    assertRefused(queue::dequeue);
    assertRefused(queue::recover);
    queue.close();
    allocator.close();
    for (int i = 0; i < 2; i++) {
      assertThat(rest.dequeue(0)).isEqualTo(Outcome.DONE);
      other.allocator().release(rest.block());
    }
    assertThat(rest.dequeue(0)).isEqualTo(Outcome.WOULD_BLOCK);
    rest.close();
  }

  @Test
  void clientsOfAServerAreToldAndItEnds() {
    RequestServer server = NamedRequests.open(zombie, "r", 1, 64).server();
    RequestClient client = NamedRequests.open(other, "r", 1, 64).client();
    evict();
    assertThat(client.send(new byte[] {1}, 0)).isEqualTo(Outcome.DONE);
    assertThat(client.receive(Deadline.NEVER)).isEqualTo(Outcome.PEER_EVICTED);
    assertThat(server.run(exchange -> {})).isEqualTo(Outcome.EVICTED);
    server.close();
    try (RequestServer successor = NamedRequests.open(other, "r", 1, 64).server()) {
      successor.serve(exchange -> exchange.reply(exchange.request()), 0);
      assertThat(client.receive(0)).isEqualTo(Outcome.DONE);
    }
  }

  @Test
  void theRoleInAChannelIsTakenOverAndTheMemberCanLeave() {
    RecordBuffer buffer =
        RecordBuffer.open(RecordBufferOptions.of("records").in(folder.toString()));
    ThreadContext evicted = buffer.thread();
    try (ThreadContext thread = buffer.thread();
        Region judge = Region.attach(AttachOptions.of("records").in(folder.toString()))) {
      Channel old = evicted.addChannel(1, ChannelKind.SPSC, ChannelRole.CONSUMER);
      Channel out = thread.addChannel(1, ChannelKind.SPSC, ChannelRole.PRODUCER);
      out.send(thread.allocateRecord(8), 0);
      List<Attached> all = judge.attached();
      assertThat(judge.evict(all.getFirst().number())).isTrue();
      assertRefused(() -> old.receive(0));
      Channel next = thread.addChannel(1, ChannelKind.SPSC, ChannelRole.CONSUMER);
      assertThat(next.receive(0)).isEqualTo(Outcome.DONE);
      evicted.close();
      assertThat(judge.attached()).hasSize(all.size() - 1);
    }
    assertThat(buffer.destroy()).isTrue();
  }
}
