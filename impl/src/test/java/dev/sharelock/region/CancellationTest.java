package dev.sharelock.region;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sharelock.Outcome;
import dev.sharelock.SharelockException;
import dev.sharelock.environment.Cancellation;
import dev.sharelock.environment.Deadline;
import dev.sharelock.named.NamedMulticast;
import dev.sharelock.named.NamedPipe;
import dev.sharelock.named.NamedQueue;
import dev.sharelock.named.NamedRequests;
import dev.sharelock.named.NamedRing;
import dev.sharelock.named.NamedValues;
import dev.sharelock.named.QueueShape;
import dev.sharelock.pipe.PipeClient;
import dev.sharelock.pipe.PipeServer;
import dev.sharelock.pipe.Publisher;
import dev.sharelock.pipe.SlowPolicy;
import dev.sharelock.pipe.Subscriber;
import dev.sharelock.platform.RegionPaths;
import dev.sharelock.queue.ConditionQueue;
import dev.sharelock.record.Channel;
import dev.sharelock.record.ChannelKind;
import dev.sharelock.record.ChannelRole;
import dev.sharelock.record.RecordBuffer;
import dev.sharelock.record.RecordBufferOptions;
import dev.sharelock.record.ThreadContext;
import dev.sharelock.request.RequestClient;
import dev.sharelock.request.RequestServer;
import dev.sharelock.ring.FrameConsumer;
import dev.sharelock.ring.FrameProducer;
import dev.sharelock.segment.SegmentLayout;
import dev.sharelock.segment.SegmentTable;
import dev.sharelock.values.Transaction;
import java.nio.file.Path;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Every wait of the library ends when the hook says so, with a result of its own. */
class CancellationTest {
  private static final int REFUSALS = 2;

  @TempDir Path folder;
  private Region region;
  private int asked;

  /** Is asked more than once by each wait, so the period matters and not only the first look. */
  private boolean isTooOften() {
    asked++;
    return asked % (REFUSALS + 1) == 0;
  }

  @BeforeEach
  void create() {
    region =
        Region.create(RegionOptions.of("test", 1 << 18).blocks(1 << 16).in(folder.toString()))
            .cancelledBy(new Cancellation(this::isTooOften, 100_000));
  }

  @AfterEach
  void close() {
    region.close();
    assertThat(asked).isPositive();
  }

  private Region attach() {
    return Region.attach(AttachOptions.of("test").in(folder.toString()));
  }

  private void requireAskedAgain() {
    assertThat(asked).isEqualTo(REFUSALS + 1);
  }

  @Test
  void whoWaitsForAnElementOrForRoomInAQueue() {
    try (ConditionQueue queue = NamedQueue.open(region, "q", QueueShape.of(1)).values()) {
      assertThat(queue.dequeue()).isEqualTo(Outcome.CANCELLED);
      requireAskedAgain();
      assertThat(queue.enqueue(1)).isEqualTo(Outcome.DONE);
      assertThat(queue.enqueue(2)).isEqualTo(Outcome.CANCELLED);
      assertThat(queue.size()).isEqualTo(1);
    }
  }

  @Test
  void whoWaitsForFramesOrForSpaceInARing() {
    NamedRing ring = NamedRing.open(region, "r", 64);
    try (FrameProducer producer = ring.producer();
        FrameConsumer consumer = ring.consumer()) {
      assertThat(consumer.peek(Deadline.NEVER)).isEqualTo(Outcome.CANCELLED);
      requireAskedAgain();
      byte[] frame = new byte[16];
      Outcome outcome = Outcome.DONE;
      while (outcome == Outcome.DONE) {
        outcome = producer.offer(frame, 0, frame.length, Deadline.NEVER);
      }
      assertThat(outcome).isEqualTo(Outcome.CANCELLED);
    }
  }

  @Test
  void whoWaitsForRequestsOrReplies() {
    NamedRequests requests = NamedRequests.open(region, "rpc", 1, 256);
    try (RequestServer server = requests.server();
        RequestClient client = requests.client()) {
      assertThat(server.run(exchange -> {})).isEqualTo(Outcome.CANCELLED);
      requireAskedAgain();
      assertThat(client.call(new byte[1], Deadline.NEVER)).isEqualTo(Outcome.CANCELLED);
    }
  }

  @Test
  void whoWaitsForASegment() {
    SegmentLayout layout = new SegmentLayout(0, 4, 2);
    long base =
        region
            .directory()
            .getOrCreate(
                new EntryRequest("segments", 1, layout.bytes()),
                (offset, bytes) ->
                    SegmentTable.create(region.memory(), new SegmentLayout(offset, 4, 2)),
                0)
            .offset();
    try (SegmentTable table = SegmentTable.open(region.context(), region.allocator(), base)) {
      assertThat(table.receive(Deadline.NEVER)).isEqualTo(Outcome.CANCELLED);
      requireAskedAgain();
    }
  }

  @Test
  void whoWaitsForTheTransactionOfAnother() {
    try (Region other = attach();
        NamedValues mine = NamedValues.open(region, "values", 1 << 14);
        NamedValues theirs = NamedValues.open(other, "values", 1 << 14)) {
      Transaction first = theirs.variable("v").transaction();
      assertThat(first.begin(0)).isEqualTo(Outcome.DONE);
      assertThat(mine.variable("v").transaction().begin(Deadline.NEVER))
          .isEqualTo(Outcome.CANCELLED);
      requireAskedAgain();
      first.rollback();
    }
  }

  @Test
  void whoWaitsForTheBuilderOfAnEntry() {
    try (Region other = attach()) {
      EntryRequest request = new EntryRequest("slow", 1, 64);
      other
          .directory()
          .getOrCreate(
              request,
              (offset, bytes) ->
                  assertThatThrownBy(
                          () ->
                              region.directory().getOrCreate(request, (o, b) -> {}, Deadline.NEVER))
                      .isInstanceOfSatisfying(
                          SharelockException.class,
                          e -> assertThat(e.outcome()).isEqualTo(Outcome.CANCELLED)),
              0);
      requireAskedAgain();
    }
  }

  @Test
  void whoWaitsForRecordsOrForASegmentThatAnotherFills() {
    RecordBuffer buffer =
        RecordBuffer.open(RecordBufferOptions.of("records").in(folder.toString()).heap(1L << 20));
    try (ThreadContext mine = buffer.thread(new Cancellation(this::isTooOften, 100_000));
        ThreadContext other = buffer.thread()) {
      Channel channel = mine.addChannel(1, ChannelKind.SPSC, ChannelRole.CONSUMER);
      assertThat(channel.receive(Deadline.NEVER)).isEqualTo(Outcome.CANCELLED);
      requireAskedAgain();
      other.addSegment(2, 8, at -> requireCancelled(() -> mine.addSegment(2, 8, o -> {})));
    }
    buffer.destroy();
  }

  @Test
  void whoWaitsAtAPipe() {
    NamedPipe pipe = NamedPipe.open(region, "p", QueueShape.of(1));
    PipeClient client = pipe.client();
    assertThat(client.awaitServer(Deadline.NEVER)).isEqualTo(Outcome.CANCELLED);
    requireAskedAgain();
    try (PipeServer server = pipe.server();
        ConditionQueue theirs = client.values();
        ConditionQueue own = server.values()) {
      assertThat(theirs.dequeue()).isEqualTo(Outcome.CANCELLED);
      assertThat(own.dequeue()).isEqualTo(Outcome.CANCELLED);
      assertThat(own.enqueue(1)).isEqualTo(Outcome.DONE);
      assertThat(theirs.enqueue(2)).isEqualTo(Outcome.CANCELLED);
      assertThat(own.awaitRoom(1, Deadline.NEVER)).isEqualTo(Outcome.CANCELLED);
    }
    requireCancelled(() -> NamedPipe.await(region, "none", Deadline.NEVER));
    requireCancelled(
        () ->
            Region.attach(
                AttachOptions.of("none")
                    .in(folder.toString())
                    .within(Deadline.NEVER)
                    .cancelledBy(new Cancellation(this::isTooOften, 100_000))));
  }

  @Test
  void whoWaitsInAMulticast() {
    NamedMulticast multicast = NamedMulticast.open(region, "m", QueueShape.of(1));
    try (Publisher publisher = multicast.publisher(SlowPolicy.BLOCK);
        Subscriber subscriber = multicast.subscriber()) {
      assertThat(subscriber.take(Deadline.NEVER)).isEqualTo(Outcome.CANCELLED);
      requireAskedAgain();
      assertThat(publisher.publish(1, 0)).isEqualTo(Outcome.DONE);
      assertThat(publisher.publish(2, Deadline.NEVER)).isEqualTo(Outcome.CANCELLED);
    }
  }

  @Test
  void whoWaitsForAnotherThatChangesTheName() {
    region.close();
    Cancellation often = new Cancellation(this::isTooOften, 100_000);
    String place = folder.toString();
    RegionOptions options = RegionOptions.of("test", 1 << 16).in(place).cancelledBy(often);
    RegionPaths paths = RegionPaths.of(place, "test");
    try (OpenRegion other = OpenRegion.open(paths, OpenRegion.Purpose.RETIRE)) {
      assertThat(other.file().tryLockName()).isTrue();
      requireCancelled(() -> Region.create(options.stale(StalePolicy.REPLACE_IF_DEAD)));
      requireCancelled(() -> Region.unlink(place, "test", UnlinkPolicy.IF_UNUSED, often));
      other.file().unlockName();
    }
    Region.unlink(place, "test", UnlinkPolicy.IF_UNUSED, often);
    region = Region.getOrCreate(options);
    try (ConditionQueue queue = NamedQueue.open(region, "q", QueueShape.of(1)).values()) {
      assertThat(queue.dequeue()).isEqualTo(Outcome.CANCELLED);
    }
  }

  private void requireCancelled(ThrowingCallable work) {
    asked = 0;
    assertThatThrownBy(work)
        .isInstanceOfSatisfying(
            SharelockException.class, e -> assertThat(e.outcome()).isEqualTo(Outcome.CANCELLED));
    requireAskedAgain();
  }

  @Test
  void theHookOfTheAttachmentStays() {
    AttachOptions options =
        AttachOptions.of("test").in(folder.toString()).cancelledBy(this::isTooOften);
    try (Region other = Region.attach(options);
        ConditionQueue queue = NamedQueue.open(other, "q", QueueShape.of(1)).values()) {
      assertThat(queue.dequeue()).isEqualTo(Outcome.CANCELLED);
      requireAskedAgain();
    }
  }

  @Test
  void whatCanBeDoneIsDone() {
    region.cancelledBy(Cancellation.by(() -> true));
    try (ConditionQueue queue = NamedQueue.open(region, "q", QueueShape.of(1)).values()) {
      assertThat(queue.enqueue(1)).isEqualTo(Outcome.DONE);
      assertThat(queue.dequeue()).isEqualTo(Outcome.DONE);
      assertThat(queue.tryDequeue()).isEqualTo(Outcome.WOULD_BLOCK);
      asked++;
    }
  }

  @Test
  void aPeriodIsPositive() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Cancellation(() -> false, 0))
        .withMessageContaining("periodNanos=0");
    asked++;
  }
}
