package dev.sharelock.pipe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sharelock.Outcome;
import dev.sharelock.SharelockException;
import dev.sharelock.environment.Deadline;
import dev.sharelock.named.NamedPipe;
import dev.sharelock.named.NamedQueue;
import dev.sharelock.named.QueueShape;
import dev.sharelock.queue.ConditionQueue;
import dev.sharelock.region.AttachOptions;
import dev.sharelock.region.Region;
import dev.sharelock.region.RegionOptions;
import dev.sharelock.region.UnlinkPolicy;
import java.nio.file.Path;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class NamedPipeTest {
  private static final QueueShape VALUES = QueueShape.of(4);

  @TempDir Path folder;
  private Region region;

  private RegionOptions options() {
    return RegionOptions.of("world", 1 << 18).blocks(1 << 18).in(folder.toString());
  }

  private Region attach() {
    return Region.attach(AttachOptions.of("world").in(folder.toString()));
  }

  @BeforeEach
  void create() {
    region = Region.getOrCreate(options());
  }

  @AfterEach
  void close() {
    region.close();
  }

  @Test
  void aRegionThatIsThereIsTaken() {
    try (Region other = Region.getOrCreate(options())) {
      assertThat(other.generation()).isEqualTo(region.generation());
    }
    Region.unlink(folder.toString(), "world", UnlinkPolicy.ALWAYS);
    try (Region next = Region.getOrCreate(options())) {
      assertThat(next.generation()).isNotEqualTo(region.generation());
    }
  }

  @Test
  void aClientWaitsForThePipe() throws Exception {
    try (ExecutorService pool = Executors.newSingleThreadExecutor()) {
      Future<Long> taken =
          pool.submit(
              () -> {
                try (Region other = attach();
                    ConditionQueue queue =
                        NamedPipe.await(other, "p", Deadline.NEVER).client().values()) {
                  assertThat(queue.dequeue()).isEqualTo(Outcome.DONE);
                  return queue.value();
                }
              });
      try (PipeServer server = NamedPipe.open(region, "p", VALUES).server();
          ConditionQueue queue = server.values()) {
        queue.enqueue(42);
        assertThat(taken.get()).isEqualTo(42);
      }
    }
  }

  @Test
  void whatIsNoPipeIsRefused() {
    NamedQueue.open(region, "q", VALUES);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> NamedPipe.await(region, "q", 0))
        .withMessageContaining("name is in use for something else");
    NamedPipe.open(region, "p", VALUES);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> NamedPipe.open(region, "p", QueueShape.of(4096)))
        .withMessageContaining("pipe has another shape: name=p, found=");
    assertThatThrownBy(() -> NamedPipe.await(region, "none", 1_000_000))
        .isInstanceOfSatisfying(
            SharelockException.class, e -> assertThat(e.outcome()).isEqualTo(Outcome.TIMED_OUT));
  }

  @Test
  void aPipeHasOneServerAtATime() {
    NamedPipe pipe = NamedPipe.open(region, "p", VALUES);
    try (Region other = attach()) {
      PipeServer server = pipe.server();
      NamedPipe theirs = NamedPipe.open(other, "p", VALUES);
      assertThatThrownBy(theirs::server).hasMessageContaining("pipe has a server");
      PipeClient client = theirs.client();
      assertThat(client.awaitServer(0)).isEqualTo(Outcome.DONE);
      ConditionQueue queue = client.values();
      server.close();
      assertThatThrownBy(server::values).hasMessageContaining("server has left its pipe: base=");
      assertThat(queue.dequeue()).isEqualTo(Outcome.PEER_DEAD);
      assertThat(client.awaitServer(0)).isEqualTo(Outcome.WOULD_BLOCK);
      assertThat(client.awaitServer(1_000)).isEqualTo(Outcome.TIMED_OUT);
    }
  }

  @Test
  void anotherServerIsTold() {
    NamedPipe pipe = NamedPipe.open(region, "p", VALUES);
    try (Region one = attach()) {
      PipeServer first = NamedPipe.open(one, "p", VALUES).server();
      PipeClient client = pipe.client();
      ConditionQueue queue = client.values();
      first.values().enqueue(1);
      first.close();
      try (Region other = attach();
          PipeServer second = NamedPipe.open(other, "p", VALUES).server()) {
        assertThat(second.predecessor()).isZero();
        assertThat(queue.dequeue()).isEqualTo(Outcome.DONE);
        assertThat(queue.dequeue()).isEqualTo(Outcome.STALE);
        assertThat(queue.tryDequeue()).isEqualTo(Outcome.STALE);
        client.renew();
        assertThat(queue.tryDequeue()).isEqualTo(Outcome.WOULD_BLOCK);
        second.values().closeQueue();
        assertThat(queue.dequeue()).isEqualTo(Outcome.CLOSED);
      }
    }
  }

  @Test
  void aStatusTellsWhatIsThere() {
    NamedPipe pipe = NamedPipe.open(region, "p", VALUES);
    PipeStatus before = pipe.status();
    assertThat(before.served()).isFalse();
    try (PipeServer server = pipe.server();
        ConditionQueue queue = server.values()) {
      for (int i = 0; i < 11; i++) {
        queue.enqueue(i);
        queue.tryDequeue();
      }
      queue.enqueue(1);
      PipeStatus now = server.status();
      assertThat(now.served()).isTrue();
      assertThat(now.queue().put()).isEqualTo(12);
      assertThat(now.queue().taken()).isEqualTo(11);
      assertThat(now.queue().size()).isEqualTo(1);
      assertThat(now.queue().closed()).isFalse();
      assertThat(now.putPerSecond(before)).isPositive();
      assertThat(now.takenPerSecond(before)).isLessThan(now.putPerSecond(before));
      queue.closeQueue();
      assertThat(pipe.status().queue().closed()).isTrue();
    }
  }
}
