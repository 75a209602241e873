package dev.sharelock.pipe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sharelock.Outcome;
import dev.sharelock.environment.Deadline;
import dev.sharelock.named.NamedMulticast;
import dev.sharelock.named.QueueShape;
import dev.sharelock.region.AttachOptions;
import dev.sharelock.region.Region;
import dev.sharelock.region.RegionOptions;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class NamedMulticastTest {
  private static final QueueShape SHAPE = new QueueShape(2, 3, 1);

  @TempDir Path folder;
  private Region region;

  @BeforeEach
  void create() {
    region = Region.create(RegionOptions.of("world", 1 << 16).in(folder.toString()));
  }

  @AfterEach
  void close() {
    region.close();
  }

  private Region attach() {
    return Region.attach(AttachOptions.of("world").in(folder.toString()));
  }

  /** Through the real clock and real wake-ups, between threads. */
  @Test
  void everySubscriberGetsEveryValue() throws Exception {
    try (ExecutorService pool = Executors.newFixedThreadPool(3);
        Publisher publisher = NamedMulticast.open(region, "m", SHAPE).publisher(SlowPolicy.BLOCK)) {
      CountDownLatch ready = new CountDownLatch(3);
      List<Future<List<Long>>> all = new ArrayList<>();
      for (int i = 0; i < 3; i++) {
        all.add(pool.submit(() -> takeAll(ready)));
      }
      ready.await();
      assertThat(publisher.subscribers()).isEqualTo(3);
      List<Long> published = new ArrayList<>();
      for (long value = 0; value < 200; value++) {
        assertThat(publisher.publish(value, Deadline.NEVER)).isEqualTo(Outcome.DONE);
        published.add(value);
      }
      publisher.end();
      for (Future<List<Long>> one : all) {
        assertThat(one.get()).isEqualTo(published);
      }
    }
  }

  private List<Long> takeAll(CountDownLatch ready) {
    List<Long> taken = new ArrayList<>();
    try (Region other = attach();
        Subscriber subscriber = NamedMulticast.open(other, "m", SHAPE).subscriber()) {
      ready.countDown();
      while (subscriber.take(Deadline.NEVER) == Outcome.DONE) {
        taken.add(subscriber.value());
      }
    }
    return taken;
  }

  @Test
  void whoIsSlowIsDroppedAfterAWhile() {
    NamedMulticast multicast = NamedMulticast.open(region, "m", SHAPE);
    try (Region other = attach();
        Publisher publisher = multicast.publisher(SlowPolicy.dropAfter(1_000_000));
        Subscriber slow = NamedMulticast.open(other, "m", SHAPE).subscriber()) {
      for (long value = 1; value <= 4; value++) {
        assertThat(publisher.publish(value, Deadline.NEVER)).isEqualTo(Outcome.DONE);
      }
      assertThat(publisher.dropped()).isEqualTo(1);
      assertThat(publisher.subscribers()).isZero();
      assertThat(slow.take(0)).isEqualTo(Outcome.DONE);
      assertThat(slow.take(0)).isEqualTo(Outcome.DONE);
      assertThat(slow.value()).isEqualTo(2);
      assertThat(slow.take(Deadline.NEVER)).isEqualTo(Outcome.STALE);
    }
  }

  @Test
  void thereIsOnePublisherAndOneShape() {
    NamedMulticast multicast = NamedMulticast.open(region, "m", SHAPE);
    try (Publisher publisher = multicast.publisher(SlowPolicy.CONFLATE)) {
      assertThat(publisher.publish(1, 0)).isEqualTo(Outcome.DONE);
      assertThatThrownBy(() -> multicast.publisher(SlowPolicy.BLOCK))
          .hasMessageContaining("multicast has a publisher");
      assertThatIllegalArgumentException()
          .isThrownBy(() -> publisher.publish(new long[SHAPE.words() + 1], 0))
          .withMessageContaining("value does not fit: words=");
      assertThatIllegalArgumentException()
          .isThrownBy(() -> publisher.publish(1, -1))
          .withMessageContaining("timeoutNanos=-1");
    }
    Publisher gone = multicast.publisher(SlowPolicy.BLOCK);
    gone.close();
    assertThatThrownBy(() -> gone.publish(1, 0)).hasMessageContaining("publisher is closed");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> NamedMulticast.open(region, "m", new QueueShape(4, 3, 1)));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new SlowPolicy(SlowPolicy.Kind.BLOCK, 1))
        .withMessageContaining("patienceNanos=1");
  }

  /** Many subscribers, one reference on the way for each block; and nothing stays in the heap. */
  @Test
  void everySubscriberGetsEveryBlock() throws Exception {
    try (Region blocks =
            Region.create(
                RegionOptions.of("blocks", 1 << 20).blocks(1 << 16).in(folder.toString()));
        ExecutorService pool = Executors.newFixedThreadPool(3)) {
      CountDownLatch ready = new CountDownLatch(3);
      List<Future<List<Long>>> all = new ArrayList<>();
      for (int i = 0; i < 3; i++) {
        all.add(pool.submit(() -> takeAllBlocks(ready)));
      }
      ready.await();
      List<Long> published = new ArrayList<>();
      try (BlockPublisher publisher =
          NamedMulticast.openOfBlocks(blocks, "m", 3, 4).blockPublisher(SlowPolicy.BLOCK)) {
        for (long number = 0; number < 500; number++) {
          long id = blocks.allocator().allocate(64);
          blocks.memory().writeLong(blocks.allocator().offset(id), number);
          assertThat(publisher.publish(id, Deadline.NEVER)).isEqualTo(Outcome.DONE);
          published.add(number);
        }
        publisher.end();
      }
      for (Future<List<Long>> one : all) {
        assertThat(one.get()).isEqualTo(published);
      }
      blocks.allocator().recover();
      blocks.allocator().trim();
      assertThat(blocks.allocator().verify().allocatedBlocks()).isZero();
    }
  }

  private List<Long> takeAllBlocks(CountDownLatch ready) {
    List<Long> taken = new ArrayList<>();
    try (Region other = Region.attach(AttachOptions.of("blocks").in(folder.toString()));
        BlockSubscriber subscriber =
            NamedMulticast.openOfBlocks(other, "m", 3, 4).blockSubscriber()) {
      ready.countDown();
      while (subscriber.take(Deadline.NEVER) == Outcome.DONE) {
        taken.add(other.memory().readLong(other.allocator().offset(subscriber.block())));
        other.allocator().release(subscriber.block());
      }
    }
    return taken;
  }

  @Test
  void blocksAreNotTakenForValues() {
    NamedMulticast.open(region, "values", SHAPE);
    NamedMulticast multicast = NamedMulticast.openOfBlocks(region, "m", 1, 2);
    assertThatThrownBy(() -> multicast.publisher(SlowPolicy.BLOCK))
        .hasMessageContaining("multicast carries something else");
    assertThatThrownBy(multicast::subscriber)
        .hasMessageContaining("do: use BlockPublisher and BlockSubscriber");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> NamedMulticast.openOfBlocks(region, "values", 3, 2));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> NamedMulticast.openOfBlocks(region, "large", 3, 57))
        .withMessageContaining("capacity=57, max=56");
  }
}
