package dev.sharelock.queue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import dev.sharelock.Outcome;
import dev.sharelock.allocator.Allocator;
import dev.sharelock.allocator.HeapFormat;
import dev.sharelock.allocator.HeapGeometry;
import dev.sharelock.environment.Cancellation;
import dev.sharelock.environment.Deadline;
import dev.sharelock.testing.TestWorld;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;

/** What is refused in the middle of an operation leaves everything where it was. */
class BlockQueueMisuseTest {
  private static final HeapGeometry GEOMETRY = new HeapGeometry(64, 4, 4, 4, 4);
  private static final QueueLayout FIRST = layout(GEOMETRY.bytes());
  private static final QueueLayout SECOND = layout(FIRST.base() + FIRST.bytes());

  /** What somebody else has noted. */
  private static final long THEIRS = 77;

  private final TestWorld world = new TestWorld(SECOND.base() + SECOND.bytes());

  private Allocator own;
  private BlockQueue first;
  private BlockQueue second;

  private static QueueLayout layout(long from) {
    return new QueueLayout(from + 127 & -128, 1, 3, BlockQueue.WORDS);
  }

  @BeforeEach
  void open() {
    HeapFormat.create(world.memory, 0, GEOMETRY, TestWorld.GENERATION);
    QueueFormat.create(world.memory, FIRST);
    QueueFormat.create(world.memory, SECOND);
    own = Allocator.open(world.participant(1), 0);
    first = open(FIRST, own, 1);
    second = open(SECOND, own, 1);
  }

  private BlockQueue open(QueueLayout layout, Allocator allocator, long participant) {
    return BlockQueue.open(
        world.participant(participant), layout.base(), allocator, Delivery.AT_LEAST_ONCE);
  }

  /** The hook of a program that ends its waits by an exception. */
  private void failWhenAsked() {
    world.cancellation =
        Cancellation.by(
            () -> {
              throw new IllegalStateException("enough");
            });
  }

  private long put(BlockQueue queue) {
    long id = own.allocate(64);
    assertThat(queue.enqueue(id)).isEqualTo(Outcome.DONE);
    return id;
  }

  private void requireEnough(Executable attempt) {
    assertThatIllegalStateException().isThrownBy(attempt::execute).withMessage("enough");
  }

  private void requireRefusedTimeout(Executable attempt) {
    assertThatIllegalArgumentException()
        .isThrownBy(attempt::execute)
        .withMessageContaining("timeoutNanos=-1");
  }

  /** The caller has one reference to a block, and no more. */
  private void requireMine(long id) {
    own.release(id);
    assertThatIllegalStateException().isThrownBy(() -> own.release(id));
  }

  @Test
  void whatIsNotPutStaysWithTheCaller() {
    put(first);
    long id = own.allocate(64);
    requireRefusedTimeout(() -> first.enqueue(id, -1));
    failWhenAsked();
    requireEnough(() -> first.enqueue(id, Deadline.NEVER));
    requireMine(id);
  }

  @Test
  void whatIsNotPassedOnStaysTaken() {
    long id = put(first);
    put(second);
    first.dequeue();
    requireRefusedTimeout(() -> first.passTo(second, -1));
    failWhenAsked();
    requireEnough(() -> first.passTo(second, Deadline.NEVER));
    assertThat(first.giveBack()).isEqualTo(Outcome.DONE);
    assertThat(first.tryDequeue()).isEqualTo(Outcome.DONE);
    assertThat(first.block()).isEqualTo(id);
    first.acknowledge();
    requireMine(id);
    first.closeQueue();
    assertThat(first.passEndTo(second, 0)).as("nothing is on its way").isEqualTo(Outcome.CLOSED);
  }

  /** Who waits on the list no more is not chosen, so that a wake-up reaches one who does. */
  @Test
  void whoGivesUpByAnExceptionIsNotWokenAnyMore() {
    failWhenAsked();
    requireEnough(() -> first.dequeue());
    Allocator theirs = Allocator.open(world.participant(2), 0);
    assertThat(open(FIRST, theirs, 2).tryEnqueue(theirs.allocate(64))).isEqualTo(Outcome.DONE);
    assertThat(world.wakes).isEmpty();
  }

  @Test
  void aTimeOutIsPositiveAlsoWhereNobodyWaits() {
    long id = own.allocate(64);
    requireRefusedTimeout(() -> first.enqueue(id, -1));
    put(second);
    requireRefusedTimeout(() -> second.dequeue(-1));
    assertThat(second.size()).isOne();
  }

  /** Its seat may be that of another by now, whose notes are none of its business. */
  @Test
  void whatIsClosedWritesNothing() {
    put(first);
    first.dequeue();
    second.close();
    for (int seat = 0; seat < SECOND.seats(); seat++) {
      world.memory.setLongOpaque(SECOND.putting(seat), THEIRS);
      world.memory.setLongOpaque(SECOND.passing(seat), THEIRS);
    }
    long id = own.allocate(64);
    assertThatIllegalStateException().isThrownBy(() -> first.passTo(second, 0));
    assertThatIllegalStateException().isThrownBy(() -> second.enqueue(id, 0));
    assertThatIllegalStateException().isThrownBy(() -> second.pushBack(id));
    assertThatIllegalStateException().isThrownBy(() -> second.recover());
    requireMine(id);
    assertThat(first.giveBack()).isEqualTo(Outcome.DONE);
    for (int seat = 0; seat < SECOND.seats(); seat++) {
      assertThat(world.memory.getLongOpaque(SECOND.putting(seat))).isEqualTo(THEIRS);
      assertThat(world.memory.getLongOpaque(SECOND.passing(seat))).isEqualTo(THEIRS);
    }
  }
}
