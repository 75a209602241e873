package dev.sharelock.record;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sharelock.Outcome;
import dev.sharelock.SharelockException;
import dev.sharelock.allocator.NoMemoryException;
import dev.sharelock.environment.Deadline;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RecordBufferTest {
  private static final ChannelShape PAIR = ChannelShape.of(ChannelKind.SPSC);
  private static final ChannelShape MANY = ChannelShape.of(ChannelKind.MPMC);

  @TempDir Path folder;

  private RecordBuffer buffer() {
    return RecordBuffer.open(
        RecordBufferOptions.of("records").in(folder.toString()).heap(8L << 20));
  }

  private long files() throws Exception {
    try (Stream<Path> files = Files.list(folder)) {
      return files.count();
    }
  }

  @Test
  void recordsOfAnySizeGoFromThreadToThread() throws Exception {
    RecordBuffer buffer = buffer();
    int[] sizes = {1, 8, 4096, 700_000, 1 << 20};
    CompletableFuture<Long> received =
        CompletableFuture.supplyAsync(
            () -> {
              try (ThreadContext thread = buffer.thread()) {
                Channel channel = thread.addChannel(1, PAIR, ChannelRole.CONSUMER);
                long sum = 0;
                while (channel.receive(Deadline.NEVER) == Outcome.DONE) {
                  Record record = channel.record();
                  sum += record.size() * record.getByte(record.size() - 1);
                  thread.free(record);
                }
                return sum;
              }
            });
    try (ThreadContext thread = buffer.thread()) {
      Channel channel = thread.addChannel(1, PAIR, ChannelRole.PRODUCER);
      long sum = 0;
      for (int size : sizes) {
        Record record = thread.allocateRecord(size);
        assertThat(record.size()).isEqualTo(size);
        record.putByte(size - 1, (byte) 3);
        assertThat(channel.send(record, Deadline.NEVER)).isEqualTo(Outcome.DONE);
        sum += 3L * size;
      }
      channel.end();
      assertThat(received.get()).isEqualTo(sum);
      assertThat(channel.hasData()).isFalse();
    }
    assertThat(buffer.destroy()).isTrue();
    assertThat(files()).isZero();
  }

  @Test
  void aRecordThatWasSentIsOutOfReach() {
    RecordBuffer buffer = buffer();
    try (ThreadContext thread = buffer.thread()) {
      Channel sender = thread.addChannel(1, PAIR, ChannelRole.PRODUCER);
      Channel receiver = thread.addChannel(1, PAIR, ChannelRole.CONSUMER);
      Record record = thread.allocateRecord(16);
      assertThat(sender.send(record, 0)).isEqualTo(Outcome.DONE);
      assertThat(record.isOwned()).isFalse();
      assertThatIllegalStateException()
          .isThrownBy(() -> record.putLong(0, 1))
          .withMessageContaining("was sent or freed");
      assertThatIllegalStateException().isThrownBy(() -> sender.send(record, 0));
      assertThatIllegalStateException().isThrownBy(() -> thread.free(record));
      assertThat(receiver.receive(0)).isEqualTo(Outcome.DONE);
      Record received = receiver.record();
      assertThatThrownBy(() -> received.getLong(9)).isInstanceOf(IndexOutOfBoundsException.class);
      thread.free(received);
      assertThatIllegalStateException().isThrownBy(() -> received.getByte(0));
      assertThatIllegalStateException()
          .isThrownBy(() -> sender.receive(0))
          .withMessageContaining("role=PRODUCER");
    }
    buffer.destroy();
  }

  @Test
  void recoveryPassesOverWhatWasLeft() {
    RecordBuffer buffer = buffer();
    try (ThreadContext thread = buffer.thread()) {
      Channel left = thread.addChannel(1, PAIR, ChannelRole.PRODUCER);
      Channel receiver = thread.addChannel(1, PAIR, ChannelRole.CONSUMER);
      assertThat(left.send(thread.allocateRecord(16), 0)).isEqualTo(Outcome.DONE);
      left.close();
      thread.recover();
      assertThat(receiver.receive(0)).isEqualTo(Outcome.DONE);
      thread.free(receiver.record());
      receiver.close();
      thread.recover();
    }
    buffer.destroy();
  }

  @Test
  void sidesAndShapesAreHeld() {
    RecordBuffer buffer = buffer();
    try (ThreadContext thread = buffer.thread();
        ThreadContext other = buffer.thread()) {
      Channel first = thread.addChannel(1, PAIR, ChannelRole.PRODUCER);
      assertThatThrownBy(() -> other.addChannel(1, PAIR, ChannelRole.PRODUCER))
          .isInstanceOfSatisfying(
              SharelockException.class, e -> assertThat(e.outcome()).isEqualTo(Outcome.REFUSED))
          .hasMessageContaining("number=1");
      assertThatIllegalArgumentException()
          .isThrownBy(() -> other.addChannel(1, MANY, ChannelRole.PRODUCER));
      assertThatIllegalArgumentException().isThrownBy(() -> other.addSegment(1, 8, offset -> {}));
      assertThat(first.hasProducers()).isTrue();
      Channel watcher = other.addChannel(1, PAIR, ChannelRole.CONSUMER);
      first.close();
      assertThat(watcher.hasProducers()).isFalse();
      other.addChannel(1, PAIR, ChannelRole.PRODUCER).close();
    }
    buffer.destroy();
  }

  @Test
  void consumersAreToldWhenNoProducerIsLeft() {
    RecordBuffer buffer = buffer();
    try (ThreadContext thread = buffer.thread();
        ThreadContext other = buffer.thread()) {
      Channel in = other.addChannel(1, PAIR, ChannelRole.CONSUMER);
      assertThat(in.receive(1)).as("before the first").isEqualTo(Outcome.TIMED_OUT);
      Channel out = thread.addChannel(1, PAIR, ChannelRole.PRODUCER);
      assertThat(in.receive(1)).isEqualTo(Outcome.TIMED_OUT);
      out.send(thread.allocateRecord(8), 0);
      out.close();
      assertThat(in.receive(Deadline.NEVER)).isEqualTo(Outcome.DONE);
      assertThat(in.receive(Deadline.NEVER)).isEqualTo(Outcome.PEER_DEAD);
      assertThat(in.receive(0)).isEqualTo(Outcome.PEER_DEAD);
      in.outlastProducers();
      assertThat(in.receive(1)).isEqualTo(Outcome.TIMED_OUT);
      Channel next = thread.addChannel(1, PAIR, ChannelRole.PRODUCER);
      next.end();
      assertThat(in.receive(Deadline.NEVER)).isEqualTo(Outcome.CLOSED);
      assertThatIllegalStateException().isThrownBy(next::outlastProducers);
    }
    buffer.destroy();
  }

  @Test
  void whatIsLeftBehindIsFreed() {
    RecordBuffer buffer = buffer();
    try (ThreadContext watcher = buffer.thread()) {
      for (int round = 0; round < 50; round++) {
        try (ThreadContext thread = buffer.thread()) {
          Channel channel = thread.addChannel(1, MANY, ChannelRole.PRODUCER);
          channel.send(thread.allocateRecord(600_000), 0);
          Record kept = thread.allocateRecord(600_000);
          assertThat(kept.isOwned()).isTrue();
        }
      }
      assertThat(watcher.channels()).isEmpty();
      watcher.free(watcher.allocateRecord(6 << 20));
    }
    buffer.destroy();
  }

  @Test
  void channelsAreListedAndRemoved() {
    RecordBuffer buffer = buffer();
    try (ThreadContext thread = buffer.thread()) {
      Channel old = thread.addChannel(4, MANY, ChannelRole.PRODUCER);
      thread.addSegment(9, 100, offset -> {});
      assertThat(thread.channels())
          .containsExactlyInAnyOrder(
              new ChannelInfo(4, Optional.of(ChannelKind.MPMC), old.generation()),
              thread.channels().get(1));
      ChannelInfo info = thread.channels().getFirst();
      assertThat(thread.removeChannel(info)).isTrue();
      assertThat(thread.removeChannel(info)).isFalse();
      Channel young = thread.addChannel(4, MANY, ChannelRole.PRODUCER);
      assertThat(young.generation()).isNotEqualTo(old.generation());
      assertThat(old.send(thread.allocateRecord(8), 0)).isEqualTo(Outcome.DONE);
      assertThat(young.hasData()).isFalse();
    }
    buffer.destroy();
  }

  @Test
  void aSegmentIsFilledOnce() {
    RecordBuffer buffer = buffer();
    try (ThreadContext first = buffer.thread();
        ThreadContext second = buffer.thread()) {
      int[] fills = new int[1];
      SharedSegment one = first.addSegment(2, 64, offset -> fills[0]++);
      SharedSegment two = second.addSegment(2, 64, offset -> fills[0]++);
      assertThat(one).isEqualTo(two);
      assertThat(fills[0]).isEqualTo(1);
    }
    buffer.destroy();
  }

  @Test
  void destroyWaitsForTheLastThread() throws Exception {
    RecordBuffer buffer = buffer();
    ThreadContext thread = buffer.thread();
    assertThat(buffer.destroy()).isFalse();
    assertThat(files()).isPositive();
    thread.close();
    assertThat(files()).isZero();
    assertThat(buffer.destroy()).isTrue();
    assertThat(files()).as("destroying what is not there creates nothing").isZero();
  }

  @Test
  void threadsThatLeaveWhileItIsDestroyedTakeTheBufferWithThem() throws Exception {
    for (int round = 0; round < 20; round++) {
      RecordBuffer buffer = buffer();
      CompletableFuture<Void> ready = new CompletableFuture<>();
      CompletableFuture<Void> left =
          CompletableFuture.runAsync(
              () -> {
                ThreadContext thread = buffer.thread();
                ready.complete(null);
                thread.close();
              });
      ready.get();
      buffer.destroy();
      left.get();
      assertThat(files()).isZero();
    }
  }

  @Test
  void theLargestShapeHasRoomForAllItsMembers() {
    ChannelShape largest = new ChannelShape(ChannelKind.MPMC, 16, ChannelShape.MAX_MEMBERS);
    RecordBuffer buffer = buffer();
    try (ThreadContext thread = buffer.thread()) {
      for (int member = 0; member < ChannelShape.MAX_MEMBERS; member++) {
        thread.addChannel(1, largest, ChannelRole.PRODUCER);
      }
      assertThatThrownBy(() -> thread.addChannel(1, largest, ChannelRole.PRODUCER))
          .isInstanceOf(SharelockException.class)
          .hasMessageContaining("limit=30");
    }
    buffer.destroy();
  }

  @Test
  void emptyRecordsAreRecords() {
    RecordBuffer buffer = buffer();
    try (ThreadContext thread = buffer.thread()) {
      Channel sender = thread.addChannel(1, ChannelKind.SPSC, ChannelRole.PRODUCER);
      Channel receiver = thread.addChannel(1, ChannelKind.SPSC, ChannelRole.CONSUMER);
      assertThat(sender.send(thread.allocateRecord(0), 0)).isEqualTo(Outcome.DONE);
      assertThat(receiver.receive(0)).isEqualTo(Outcome.DONE);
      Record empty = receiver.record();
      assertThat(empty.size()).isZero();
      assertThatThrownBy(() -> empty.getByte(0)).isInstanceOf(IndexOutOfBoundsException.class);
      thread.free(empty);
      assertThatIllegalArgumentException()
          .isThrownBy(() -> thread.allocateRecord(-1))
          .withMessageContaining("bytes=-1");
      assertThatIllegalArgumentException().isThrownBy(() -> thread.addSegment(2, 0, offset -> {}));
    }
    buffer.destroy();
  }

  @Test
  void anInitialiserThatFailsLeavesNothing() {
    RecordBuffer buffer = buffer();
    try (ThreadContext thread = buffer.thread();
        ThreadContext other = buffer.thread()) {
      assertThatIllegalStateException()
          .isThrownBy(() -> thread.addSegment(2, 8, offset -> thread.addSegment(2, 8, o -> {})))
          .withMessageContaining("by its own initialiser: number=2");
      assertThatThrownBy(
              () ->
                  thread.addSegment(
                      2,
                      8,
                      offset -> {
                        throw new UnsupportedOperationException("no");
                      }))
          .isInstanceOf(UnsupportedOperationException.class);
      int[] fills = new int[1];
      assertThat(other.addSegment(2, 8, offset -> fills[0]++).bytes()).isEqualTo(8);
      assertThat(fills[0]).isEqualTo(1);
    }
    buffer.destroy();
  }

  @Test
  void whatIsTooLargeIsSaid() {
    RecordBuffer buffer = buffer();
    try (ThreadContext thread = buffer.thread()) {
      assertThatThrownBy(() -> thread.allocateRecord(1L << 40))
          .isInstanceOfSatisfying(
              SharelockException.class, e -> assertThat(e.outcome()).isEqualTo(Outcome.TOO_LARGE));
      Record most = thread.allocateRecord(7L << 20);
      assertThatThrownBy(() -> thread.allocateRecord(7L << 20))
          .isInstanceOf(NoMemoryException.class);
      thread.free(most);
    }
    buffer.destroy();
  }
}
