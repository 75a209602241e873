package dev.sharelock.model.scenarios;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sharelock.Outcome;
import dev.sharelock.allocator.Allocator;
import dev.sharelock.allocator.HeapFormat;
import dev.sharelock.allocator.HeapGeometry;
import dev.sharelock.environment.ParticipantContext;
import dev.sharelock.memory.SharedMemory;
import dev.sharelock.model.memory.AccessMode;
import dev.sharelock.model.memory.MemoryDecorator;
import dev.sharelock.model.solo.SoloWorld;
import dev.sharelock.pipe.BlockPublisher;
import dev.sharelock.pipe.BlockSubscriber;
import dev.sharelock.pipe.MulticastFormat;
import dev.sharelock.pipe.MulticastLayout;
import dev.sharelock.pipe.PublisherManner;
import dev.sharelock.pipe.SlowPolicy;
import dev.sharelock.waiting.WaitPolicy;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What a publisher of blocks holds stays small, however often something happens. */
class BlockMulticastHoldingTest {
  private static final HeapGeometry GEOMETRY = new HeapGeometry(64, 4, 64, 32, 64);
  private static final MulticastLayout LAYOUT =
      new MulticastLayout(GEOMETRY.bytes() + 127 & -128, 1, 2, MulticastLayout.BLOCKS);
  private static final int OFTEN = 100;

  private final SoloWorld world = SoloWorld.bounded(LAYOUT.base() + LAYOUT.bytes(), 1_000_000);
  private long participants;

  /** It is over with the participant. */
  private static final class Death extends RuntimeException {
    private static final long serialVersionUID = 1L;
  }

  static Stream<SlowPolicy> policies() {
    return Stream.of(SlowPolicy.BLOCK, SlowPolicy.CONFLATE, SlowPolicy.dropAfter(0));
  }

  @ParameterizedTest
  @MethodSource("policies")
  void publishersMayDieBeforeTheyNameWhatTheyHold(SlowPolicy policy) {
    BlockSubscriber slow = subscribe();
    assertThat(new Member(policy, world.memory()).publishNext()).isEqualTo(Outcome.DONE);
    for (int i = 0; i < OFTEN; i++) {
      Member victim = new Member(policy, new DeadlyLane(world.memory()));
      assertThatThrownBy(victim::publishNext).isInstanceOf(Death.class);
      world.kill(victim.number);
    }
    assertThat(new Member(policy, world.memory()).publishNext()).isEqualTo(Outcome.DONE);
    assertThat(slow.take(0)).isEqualTo(Outcome.DONE);
    assertThat(slow.take(0)).isEqualTo(Outcome.DONE);
    assertThat(slow.take(0)).isEqualTo(Outcome.WOULD_BLOCK);
  }

  @ParameterizedTest
  @MethodSource("policies")
  void theSameBlockMayBePublishedAgainAndAgain(SlowPolicy policy) {
    BlockSubscriber slow = subscribe();
    Member publisher = new Member(policy, world.memory());
    long id = publisher.allocator.allocate(64);
    for (int i = 0; i < OFTEN; i++) {
      publisher.allocator.retain(id);
      assertThat(publisher.publisher.publish(id, 0)).isEqualTo(Outcome.DONE);
      if (i > 0) {
        assertThat(slow.take(0)).isEqualTo(Outcome.DONE);
        assertThat(slow.block()).isEqualTo(id);
      }
    }
  }

  private BlockSubscriber subscribe() {
    HeapFormat.create(world.memory(), 0, GEOMETRY, 6);
    MulticastFormat.create(world.memory(), LAYOUT);
    ParticipantContext context = world.participant(++participants);
    Allocator allocator = Allocator.open(context, 0);
    return BlockSubscriber.open(context, LAYOUT.base(), allocator, WaitPolicy.DEFAULT);
  }

  /** Whoever publishes, over a memory of its own. */
  private final class Member {
    private final long number = ++participants;
    private final Allocator allocator;
    private final BlockPublisher publisher;

    Member(SlowPolicy policy, SharedMemory memory) {
      ParticipantContext plain = world.participant(number);
      ParticipantContext context =
          new ParticipantContext(memory, plain.environment(), plain.participants());
      allocator = Allocator.open(context, 0);
      publisher =
          BlockPublisher.open(context, LAYOUT.base(), allocator, PublisherManner.of(policy));
    }

    /** Publishes one block, and is not there any more. */
    Outcome publishNext() {
      Outcome outcome = publisher.publish(allocator.allocate(64), 0);
      world.kill(number);
      return outcome;
    }
  }

  /** Whoever puts something into the lane dies before. */
  private static final class DeadlyLane extends MemoryDecorator {
    DeadlyLane(SharedMemory memory) {
      super(memory);
    }

    @Override
    protected long compareAndExchange(
        long at, int bytes, AccessMode mode, long expected, long value) {
      for (int slot = 0; slot < LAYOUT.queue(0).slots(); slot++) {
        if (at == LAYOUT.queue(0).slot(slot)) {
          throw new Death();
        }
      }
      return super.compareAndExchange(at, bytes, mode, expected, value);
    }
  }
}
