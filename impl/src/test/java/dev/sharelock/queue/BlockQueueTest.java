package dev.sharelock.queue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sharelock.Outcome;
import dev.sharelock.allocator.Allocator;
import dev.sharelock.allocator.HeapFormat;
import dev.sharelock.allocator.HeapGeometry;
import dev.sharelock.memory.WaitOutcome;
import dev.sharelock.testing.TestWorld;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The queue of blocks in one thread. */
class BlockQueueTest {
  private static final HeapGeometry GEOMETRY = new HeapGeometry(64, 4, 4, 4, 2);
  private static final QueueLayout LAYOUT =
      new QueueLayout(GEOMETRY.bytes() + 127 & -128, 4, 3, BlockQueue.WORDS);

  private final TestWorld world = new TestWorld(LAYOUT.base() + LAYOUT.bytes());

  private Allocator own;
  private Allocator other;
  private BlockQueue queue;

  @BeforeEach
  void open() {
    HeapFormat.create(world.memory, 0, GEOMETRY, TestWorld.GENERATION);
    QueueFormat.create(world.memory, LAYOUT);
    own = Allocator.open(world.participant(1), 0);
    other = Allocator.open(world.participant(2), 0);
    queue = open(1, own, Delivery.AT_MOST_ONCE);
  }

  private BlockQueue open(long participant, Allocator allocator, Delivery delivery) {
    return BlockQueue.open(world.participant(participant), LAYOUT.base(), allocator, delivery);
  }

  @Test
  void theReferenceMovesThroughTheQueue() {
    BlockQueue consumer = open(2, other, Delivery.AT_MOST_ONCE);
    long id = own.allocate(64);
    assertThat(queue.enqueue(id)).isEqualTo(Outcome.DONE);
    assertThatThrownBy(() -> own.release(id)).isInstanceOf(IllegalStateException.class);
    assertThat(consumer.peek(0)).isEqualTo(Outcome.DONE);
    assertThat(consumer.block()).isEqualTo(id);
    assertThat(consumer.size()).isOne();
    assertThat(consumer.dequeue()).isEqualTo(Outcome.DONE);
    assertThat(consumer.block()).isEqualTo(id);
    other.release(id);
    assertThat(own.verify().allocatedBlocks()).isZero();
    assertThat(consumer.tryDequeue()).isEqualTo(Outcome.WOULD_BLOCK);
  }

  @Test
  void whatIsDrainedBelongsToTheConsumer() {
    for (Delivery delivery : Delivery.values()) {
      List<Long> put = List.of(own.allocate(64), own.allocate(64));
      put.forEach(id -> assertThat(queue.tryEnqueue(id)).isEqualTo(Outcome.DONE));
      List<Long> drained = new ArrayList<>();
      try (BlockQueue consumer = open(2, other, delivery)) {
        assertThat(consumer.isEmpty()).isFalse();
        assertThat(consumer.drain(drained::add, 1)).isOne();
        assertThat(consumer.drain(drained::add, 9)).isOne();
        assertThat(consumer.drain(drained::add, 9)).isZero();
        assertThat(consumer.isEmpty()).isTrue();
      }
      assertThat(drained).isEqualTo(put);
      drained.forEach(other::release);
      own.trim(); // notices that the references have arrived
      assertThat(own.verify().allocatedBlocks()).isZero();
    }
  }

  @Test
  void whatMakesNoSenseIsRefused() {
    assertThatThrownBy(() -> queue.peek(-1)).hasMessageContaining("position is negative: index=-1");
    assertThatThrownBy(() -> queue.drain(null, 1)).hasMessage("consumer");
    assertThatThrownBy(() -> open(2, other, null)).hasMessage("delivery");
    TestWorld elsewhere = new TestWorld(GEOMETRY.bytes());
    HeapFormat.create(elsewhere.memory, 0, GEOMETRY, TestWorld.GENERATION);
    Allocator foreign = Allocator.open(elsewhere.participant(2), 0);
    assertThatThrownBy(() -> open(2, foreign, Delivery.AT_MOST_ONCE))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("allocator is of another memory: bytes=");
  }

  @Test
  void whatCannotBePutStaysWithTheCaller() {
    long one = own.allocate(64);
    own.retain(one);
    own.retain(one);
    assertThat(queue.tryEnqueue(one)).isEqualTo(Outcome.DONE);
    assertThat(queue.tryEnqueue(one)).isEqualTo(Outcome.DONE);
    assertThat(queue.tryEnqueue(one)).isEqualTo(Outcome.WOULD_BLOCK);
    assertThat(queue.enqueue(one, 1_000)).isEqualTo(Outcome.TIMED_OUT);
    own.release(one);
    assertThat(queue.drop(9)).isEqualTo(2);
    long two = own.allocate(64);
    assertThat(queue.closeQueue()).isEqualTo(Outcome.DONE);
    assertThat(queue.enqueue(two)).isEqualTo(Outcome.CLOSED);
    own.release(two);
    assertThat(own.verify().allocatedBlocks()).isZero();
    assertThatThrownBy(() -> queue.enqueue(two)).isInstanceOf(IllegalStateException.class);
  }

  @Test
  void aBlockIsReturnedToTheFront() {
    long one = own.allocate(64);
    long two = own.allocate(64);
    queue.enqueue(one);
    queue.enqueue(two);
    queue.dequeue();
    assertThat(queue.pushBack(one)).isEqualTo(Outcome.DONE);
    queue.dequeue();
    assertThat(queue.block()).isEqualTo(one);
  }

  @Test
  void aProducerMayDieAtOnce() {
    BlockQueue consumer = open(2, other, Delivery.AT_MOST_ONCE);
    long id = own.allocate(64);
    queue.enqueue(id);
    world.kill(1);
    assertThat(consumer.recover()).isEqualTo(new BlockRecovered(1, 0, 0, 0));
    assertThat(consumer.dequeue()).isEqualTo(Outcome.DONE);
    assertThat(consumer.block()).isEqualTo(id);
    other.release(id);
    other.recover();
    assertThat(other.verify().allocatedBlocks()).isZero();
    assertThat(other.verify().holders()).isOne();
  }

  @Test
  void whatWasNotAcknowledgedIsDeliveredAgain() {
    BlockQueue doomed = open(2, other, Delivery.AT_LEAST_ONCE);
    long id = own.allocate(64);
    queue.enqueue(id);
    assertThat(doomed.dequeue()).isEqualTo(Outcome.DONE);
    assertThat(queue.recover()).isEqualTo(new BlockRecovered(0, 0, 0, 0));
    world.kill(2);
    assertThat(queue.recover()).isEqualTo(new BlockRecovered(1, 0, 1, 0));
    assertThat(queue.dequeue()).isEqualTo(Outcome.DONE);
    assertThat(queue.block()).isEqualTo(id);
    own.release(id);
    assertThat(own.verify().allocatedBlocks()).isZero();
  }

  @Test
  void whatWasTakenIsGivenBackEvenIfSomethingElseWas() {
    BlockQueue giver = open(1, own, Delivery.AT_LEAST_ONCE);
    BlockQueue rival = open(2, other, Delivery.AT_LEAST_ONCE);
    long one = own.allocate(64);
    long two = own.allocate(64);
    queue.enqueue(one);
    queue.enqueue(two);
    queue.close();
    giver.dequeue();
    rival.dequeue();
    assertThat(giver.giveBack()).isEqualTo(Outcome.DONE);
    assertThat(rival.giveBack()).isEqualTo(Outcome.DONE);
    giver.dequeue();
    assertThat(giver.block()).isEqualTo(two);
    assertThat(giver.giveBack()).as("in the place of the free seat").isEqualTo(Outcome.DONE);
    rival.dequeue();
    assertThat(rival.block()).isEqualTo(two);
    rival.dequeue();
    assertThat(rival.block()).isEqualTo(one);
    rival.close();
    other.release(one);
    other.release(two);
    own.trim();
    assertThat(own.verify().allocatedBlocks()).isZero();
  }

  @Test
  void whatWasAcknowledgedIsNot() {
    BlockQueue doomed = open(2, other, Delivery.AT_LEAST_ONCE);
    queue.enqueue(own.allocate(64));
    doomed.dequeue();
    doomed.acknowledge();
    world.kill(2);
    assertThat(queue.recover()).isEqualTo(new BlockRecovered(1, 0, 0, 0));
    assertThat(queue.size()).isZero();
    own.trim(); // notices that the reference has arrived
    assertThat(own.verify().allocatedBlocks()).isZero();
  }

  @Test
  void aQueueIsUsedUpWhenAllIsAcknowledgedAfterItWasClosed() {
    BlockQueue consumer = open(2, other, Delivery.AT_LEAST_ONCE);
    assertThat(queue.isUsedUp()).isFalse();
    queue.enqueue(own.allocate(64));
    queue.closeQueue();
    assertThat(queue.isUsedUp()).isFalse();
    consumer.dequeue();
    assertThat(queue.isUsedUp()).isFalse();
    consumer.acknowledge();
    assertThat(queue.isUsedUp()).isTrue();
    other.release(consumer.block());
  }

  @Test
  void whoHasNoTicketLeftIsToldThatTheQueueIsClosed() {
    queue.enqueue(own.allocate(64));
    queue.enqueue(own.allocate(64));
    long third = own.allocate(64);
    assertThat(queue.tryEnqueue(third)).isEqualTo(Outcome.WOULD_BLOCK);
    BlockQueue consumer = open(2, other, Delivery.AT_MOST_ONCE);
    world.whileAsleep(WaitOutcome.WOKEN, consumer::closeQueue);
    assertThat(queue.enqueue(third, 1_000)).isEqualTo(Outcome.CLOSED);
    assertThat(queue.tryEnqueue(third)).isEqualTo(Outcome.CLOSED);
    own.release(third);
  }

  /**
   * A ticket comes back where the block is taken, perhaps from another queue: nobody wakes here.
   */
  @Test
  void whoHasNoTicketLeftLooksForOneBeforeTheSliceIsOver() {
    queue.enqueue(own.allocate(64));
    queue.enqueue(own.allocate(64));
    long third = own.allocate(64);
    assertThat(queue.enqueue(third, 20_000_000)).isEqualTo(Outcome.TIMED_OUT);
    assertThat(world.slept).isEqualTo(4);
    long ticket = takeUnseen();
    world.whileAsleep(WaitOutcome.TIMED_OUT, () -> other.release(other.accept(ticket)));
    assertThat(queue.enqueue(third, 20_000_000)).isEqualTo(Outcome.DONE);
    assertThat(world.slept).isEqualTo(5);
  }

  /** The ticket of the first block, as somebody has it who has taken that without a wake-up. */
  private long takeUnseen() {
    long[] element = new long[BlockQueue.WORDS];
    QueueObserver.of(world.memory, LAYOUT.base()).first(element);
    return element[0];
  }

  @Test
  void aQueueOfOtherElementsIsRefused() {
    QueueLayout small = new QueueLayout(0, 1, 1, 1);
    TestWorld elsewhere = new TestWorld(small.bytes());
    QueueFormat.create(elsewhere.memory, small);
    assertThatThrownBy(
            () -> BlockQueue.open(elsewhere.participant(1), 0, own, Delivery.AT_MOST_ONCE))
        .hasMessageContaining("words=1");
  }
}
