package dev.sharelock.queue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sharelock.Outcome;
import dev.sharelock.SharelockException;
import dev.sharelock.memory.WaitOutcome;
import dev.sharelock.testing.TestWorld;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The condition queue in one thread. */
class ConditionQueueTest {
  private static final QueueLayout LAYOUT = new QueueLayout(128, 3, 2, 1);

  private final TestWorld world = new TestWorld(LAYOUT.base() + LAYOUT.bytes());

  private ConditionQueue open(long participant) {
    return ConditionQueue.open(world.participant(participant), LAYOUT.base());
  }

  private ConditionQueue fresh() {
    QueueFormat.create(world.memory, LAYOUT);
    return open(1);
  }

  @Test
  void valuesComeInTheOrderInWhichTheyWerePut() {
    ConditionQueue queue = fresh();
    long taken = 0;
    for (long put = 0; put < 100; put += 2) {
      assertThat(queue.tryEnqueue(put)).isEqualTo(Outcome.DONE);
      assertThat(queue.tryEnqueue(put + 1)).isEqualTo(Outcome.DONE);
      while (queue.tryDequeue() == Outcome.DONE) {
        assertThat(queue.value()).isEqualTo(taken++);
      }
    }
    assertThat(taken).isEqualTo(100);
  }

  /** Three slots of four are for use: the capacity is what was asked for. */
  @Test
  void itIsFullAtItsCapacity() {
    ConditionQueue queue = fresh();
    assertThat(queue.isEmpty()).isTrue();
    for (int round = 0; round < 10; round++) {
      for (int i = 0; i < 3; i++) {
        assertThat(queue.isFull()).isFalse();
        assertThat(queue.tryEnqueue(i)).isEqualTo(Outcome.DONE);
        assertThat(queue.size()).isEqualTo(i + 1);
      }
      assertThat(queue.isFull()).isTrue();
      assertThat(queue.tryEnqueue(9)).isEqualTo(Outcome.WOULD_BLOCK);
      assertThat(queue.drop(5)).isEqualTo(3);
      assertThat(queue.tryDequeue()).isEqualTo(Outcome.WOULD_BLOCK);
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 4, 5, 8, 9})
  void everyCapacityWorks(int capacity) {
    QueueLayout layout = new QueueLayout(0, capacity, 1, 2);
    TestWorld other = new TestWorld(layout.bytes());
    QueueFormat.create(other.memory, layout);
    ConditionQueue queue = ConditionQueue.open(other.participant(1), 0);
    for (int round = 0; round < 20; round++) {
      for (int i = 0; i < capacity; i++) {
        assertThat(queue.enqueue(new long[] {i, -i}, 0)).isEqualTo(Outcome.DONE);
      }
      assertThat(queue.enqueue(new long[] {9, 9}, 0)).isEqualTo(Outcome.WOULD_BLOCK);
      for (int i = 0; i <= round % capacity; i++) {
        assertThat(queue.tryDequeue()).isEqualTo(Outcome.DONE);
        assertThat(queue.value()).isEqualTo(i);
        assertThat(queue.word(1)).isEqualTo(-i);
      }
      queue.drop(capacity);
    }
  }

  @Test
  void aReturnedValueIsTheNext() {
    ConditionQueue queue = fresh();
    ConditionQueue other = open(2);
    queue.tryEnqueue(1);
    queue.tryEnqueue(2);
    queue.tryDequeue();
    assertThat(queue.pushBack(queue.value())).isEqualTo(Outcome.DONE);
    assertThat(queue.pushBack(7)).isEqualTo(Outcome.WOULD_BLOCK);
    assertThat(other.pushBack(0)).isEqualTo(Outcome.DONE);
    assertThat(queue.size()).isEqualTo(3);
    assertThat(queue.isFull()).isFalse();
    List<Long> taken = new ArrayList<>();
    assertThat(queue.drain(taken::add, 10)).isEqualTo(3);
    assertThat(taken).containsExactly(0L, 1L, 2L);
    assertThat(queue.pushBack(5)).isEqualTo(Outcome.DONE);
  }

  @Test
  void oneCanLookAtEveryValue() {
    ConditionQueue queue = fresh();
    queue.tryEnqueue(1);
    queue.tryEnqueue(2);
    queue.pushBack(0);
    for (int i = 0; i < 3; i++) {
      assertThat(queue.peek(i)).isEqualTo(Outcome.DONE);
      assertThat(queue.value()).isEqualTo(i);
    }
    assertThat(queue.peek(3)).isEqualTo(Outcome.WOULD_BLOCK);
    assertThat(queue.peek(400)).isEqualTo(Outcome.WOULD_BLOCK);
    assertThat(queue.size()).isEqualTo(3);
    assertThatThrownBy(() -> queue.peek(-1)).hasMessageContaining("index=-1");
  }

  @Test
  void afterTheCloseNothingIsPutAndTheRestIsTaken() {
    ConditionQueue queue = fresh();
    for (int i = 0; i < 3; i++) {
      queue.tryEnqueue(i);
    }
    assertThat(queue.closeQueue()).isEqualTo(Outcome.DONE);
    assertThat(queue.closeQueue()).isEqualTo(Outcome.DONE);
    assertThat(queue.enqueue(9)).isEqualTo(Outcome.CLOSED);
    for (int i = 0; i < 3; i++) {
      assertThat(queue.dequeue()).isEqualTo(Outcome.DONE);
      assertThat(queue.value()).isEqualTo(i);
      assertThat(queue.tryEnqueue(9)).isEqualTo(Outcome.CLOSED);
    }
    assertThat(queue.dequeue()).isEqualTo(Outcome.CLOSED);
    assertThat(queue.peek(0)).isEqualTo(Outcome.WOULD_BLOCK);
    assertThat(queue.pushBack(4)).isEqualTo(Outcome.DONE);
    assertThat(queue.dequeue()).isEqualTo(Outcome.DONE);
    assertThat(queue.dequeue()).isEqualTo(Outcome.CLOSED);
  }

  @Test
  void timeOutsComeAtTheDeadlineHoweverOftenOneIsWoken() {
    ConditionQueue queue = fresh();
    long end = world.now + 1_000;
    for (int i = 0; i < 5; i++) {
      world.whileAsleep(WaitOutcome.WOKEN, () -> world.now += 150);
    }
    assertThat(queue.dequeue(1_000)).isEqualTo(Outcome.TIMED_OUT);
    assertThat(world.now).isEqualTo(end);
  }

  @Test
  void whatComesAtTheLastMomentIsTaken() {
    ConditionQueue queue = fresh();
    ConditionQueue other = open(2);
    world.whileAsleep(WaitOutcome.TIMED_OUT, () -> other.tryEnqueue(5));
    assertThat(queue.dequeue(1_000)).isEqualTo(Outcome.DONE);
    assertThat(queue.value()).isEqualTo(5);
  }

  @Test
  void roomIsKnownAfterItWasLookedForAndUntilItIsUsed() {
    ConditionQueue queue = fresh();
    assertThat(queue.knowsRoom(1)).isFalse();
    for (int round = 0; round < 10; round++) {
      assertThat(queue.awaitRoom(3, 0)).isEqualTo(Outcome.DONE);
      for (int i = 0; i < 3; i++) {
        assertThat(queue.knowsRoom(3 - i)).isTrue();
        assertThat(queue.knowsRoom(4 - i)).isFalse();
        assertThat(queue.dropIfFull()).isEqualTo(Outcome.WOULD_BLOCK);
        assertThat(queue.tryEnqueue(i)).isEqualTo(Outcome.DONE);
      }
      assertThat(queue.awaitRoom(1, 0)).isEqualTo(Outcome.WOULD_BLOCK);
      assertThat(queue.dropIfFull()).isEqualTo(Outcome.DONE);
      assertThat(queue.awaitRoom(2, 0)).isEqualTo(Outcome.WOULD_BLOCK);
      assertThat(queue.awaitRoom(1, 0)).isEqualTo(Outcome.DONE);
      assertThat(queue.knowsRoom(1)).isTrue();
      assertThat(queue.drop(5)).isEqualTo(2);
      assertThat(queue.knowsRoom(2)).isFalse();
    }
  }

  @Test
  void roomThatOthersHaveUsedIsNoRoom() {
    ConditionQueue queue = fresh();
    try (ConditionQueue other = open(2)) {
      for (int round = 0; round < 10; round++) {
        assertThat(queue.awaitRoom(3, 0)).isEqualTo(Outcome.DONE);
        for (int i = 0; i < 3; i++) {
          assertThat(other.tryEnqueue(i)).isEqualTo(Outcome.DONE);
        }
        assertThat(queue.dropIfFull()).isEqualTo(Outcome.DONE);
        assertThat(queue.tryEnqueue(9)).isEqualTo(Outcome.DONE);
        assertThat(queue.tryEnqueue(9)).isEqualTo(Outcome.WOULD_BLOCK);
        assertThat(other.drop(5)).isEqualTo(3);
      }
    }
  }

  @Test
  void nobodyIsWokenIfNobodySleeps() {
    ConditionQueue queue = fresh();
    for (int i = 0; i < 10; i++) {
      queue.tryEnqueue(i);
      queue.tryDequeue();
    }
    assertThat(world.wakes).isEmpty();
  }

  @Test
  void theSeatOfADeadParticipantIsTakenOverWithWhatItHasPut() {
    ConditionQueue queue = fresh();
    ConditionQueue doomed = open(2);
    doomed.tryEnqueue(1);
    doomed.pushBack(0);
    assertThatThrownBy(() -> open(3))
        .isInstanceOf(SharelockException.class)
        .hasMessageContaining("seats=2");
    world.kill(2);
    ConditionQueue successor = open(4);
    assertThat(successor.pushBack(7)).isEqualTo(Outcome.WOULD_BLOCK);
    assertThat(queue.dequeue()).isEqualTo(Outcome.DONE);
    assertThat(queue.value()).isZero();
    assertThat(successor.pushBack(-1)).isEqualTo(Outcome.DONE);
    List<Long> taken = new ArrayList<>();
    queue.drain(taken::add, 9);
    assertThat(taken).containsExactly(-1L, 1L);
  }

  @Test
  void aClosedHandleIsOfNoUseAndItsSeatIsFree() {
    ConditionQueue queue = fresh();
    queue.close();
    queue.close();
    assertThatThrownBy(queue::dequeue)
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("open another");
    open(1);
    open(1);
  }

  @Test
  void valuesOfTheWrongSizeAreRefused() {
    ConditionQueue queue = fresh();
    assertThatThrownBy(() -> queue.enqueue(new long[2], 0)).hasMessageContaining("wordsOfQueue=1");
    assertThatThrownBy(() -> queue.pushBack(new long[2])).hasMessageContaining("words=2");
  }

  @Test
  void wordsThatNobodyCanHaveWrittenAreCorrupt() {
    ConditionQueue queue = fresh();
    queue.tryEnqueue(1);
    world.memory.setLongVolatile(LAYOUT.slot(0), SlotWord.of(1, 30));
    assertThat(queue.tryDequeue()).isEqualTo(Outcome.CORRUPT);
    world.memory.setLongVolatile(LAYOUT.head(), 60);
    assertThat(queue.tryDequeue()).isEqualTo(Outcome.CORRUPT);
    assertThat(queue.pushBack(1)).isEqualTo(Outcome.CORRUPT);
    assertThatThrownBy(queue::size).hasMessageContaining("corrupt");
    world.memory.setLongVolatile(LAYOUT.slot(1), SlotWord.of(77, 0));
    assertThat(queue.tryEnqueue(1)).isEqualTo(Outcome.CORRUPT);
  }

  @Test
  void creationRefusesWhatDoesNotFitOrIsThere() {
    fresh();
    assertThatThrownBy(() -> QueueFormat.create(world.memory, LAYOUT))
        .hasMessageContaining("in use");
    assertThatThrownBy(() -> QueueFormat.create(world.memory, new QueueLayout(128, 1 << 20, 32, 4)))
        .hasMessageContaining("does not fit");
    assertThatThrownBy(() -> new QueueLayout(1, 1, 1, 1)).hasMessageContaining("base=1");
    assertThatThrownBy(() -> new QueueLayout(0, 0, 1, 1)).hasMessageContaining("capacity=0");
    assertThatThrownBy(() -> new QueueLayout(0, 1, 33, 1)).hasMessageContaining("seats=33");
    assertThatThrownBy(() -> new QueueLayout(0, 1, 1, 5)).hasMessageContaining("words=5");
    world.memory.setLongVolatile(LAYOUT.format(), 0);
    assertThatThrownBy(() -> open(1)).hasMessageContaining("not created yet");
    world.memory.setLongVolatile(LAYOUT.format(), 12);
    assertThatThrownBy(() -> open(1)).hasMessageContaining("no queue of this version");
  }
}
