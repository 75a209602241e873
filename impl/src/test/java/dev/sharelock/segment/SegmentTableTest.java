package dev.sharelock.segment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sharelock.Outcome;
import dev.sharelock.SharelockException;
import dev.sharelock.allocator.Allocator;
import dev.sharelock.allocator.HeapFormat;
import dev.sharelock.allocator.HeapGeometry;
import dev.sharelock.memory.WaitOutcome;
import dev.sharelock.testing.TestWorld;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class SegmentTableTest {
  private static final HeapGeometry HEAP = new HeapGeometry(64, 16, 16, 5, 4);
  private static final SegmentLayout LAYOUT = new SegmentLayout(0, 4, 3);
  private static final long BASE = 256;
  private static final long SECOND = 1_000_000_000;

  private final TestWorld world = new TestWorld(BASE + HEAP.bytes());
  private final Allocator[] allocators = new Allocator[5];
  private final SegmentTable a;
  private final SegmentTable b;

  SegmentTableTest() {
    HeapFormat.create(world.memory, BASE, HEAP, TestWorld.GENERATION);
    SegmentTable.create(world.memory, LAYOUT);
    a = open(1);
    b = open(2);
  }

  private SegmentTable open(int participant) {
    allocators[participant] = Allocator.open(world.participant(participant), BASE);
    return SegmentTable.open(world.participant(participant), allocators[participant], 0);
  }

  private int blocks() {
    assertThat(allocators[1].verify().problems()).isEmpty();
    return allocators[1].verify().allocatedBlocks();
  }

  private static void assertGone(Segment segment, SegmentView view) {
    assertThat(segment.isCurrent()).isFalse();
    assertThatThrownBy(() -> view.getLong(0)).isInstanceOf(IllegalTransitionException.class);
    assertThatThrownBy(() -> view.putByte(0, (byte) 1))
        .isInstanceOf(IllegalTransitionException.class);
    assertThatThrownBy(segment::view).isInstanceOf(IllegalTransitionException.class);
  }

  @Test
  void aSegmentMovesWithItsContents() {
    Segment mine = a.allocate(100);
    SegmentView view = mine.view(8, 92);
    assertThat(view.getLong(0)).isZero();
    view.putLong(0, 4711);
    view.putBytes(8, new byte[] {1, 2, 3}, 0, 3);
    assertThat(a.send(mine, b.member())).isEqualTo(Outcome.DONE);
    assertGone(mine, view);
    assertThat(b.receive(0)).isEqualTo(Outcome.DONE);
    Segment theirs = b.received();
    assertThat(theirs.size()).isEqualTo(100);
    assertThat(theirs.view().getLong(8)).isEqualTo(4711);
    byte[] bytes = new byte[3];
    theirs.view().getBytes(16, bytes, 0, 3);
    assertThat(bytes).containsExactly(1, 2, 3);
    assertGone(mine, view);
    assertThat(b.receive(0)).isEqualTo(Outcome.WOULD_BLOCK);
    assertThat(b.received()).isNull();
    b.deallocate(theirs);
    assertThat(blocks()).isZero();
  }

  @Test
  void illegalTransitionsNameEventAndPhase() {
    Segment mine = a.allocate(8);
    a.send(mine, b.member());
    assertThatThrownBy(() -> a.send(mine, b.member()))
        .isInstanceOfSatisfying(
            IllegalTransitionException.class,
            e -> {
              assertThat(e.event()).isEqualTo(SegmentEvent.SEND);
              assertThat(e.phase()).isEqualTo(SegmentPhase.IN_FLIGHT);
              assertThat(e).hasMessageContaining("event=SEND, phase=IN_FLIGHT, owner=0");
            });
    assertThatThrownBy(() -> a.deallocate(mine)).hasMessageContaining("event=DEALLOCATE");
    b.receive(0);
    Segment theirs = b.received();
    assertThatThrownBy(() -> a.deallocate(mine)).hasMessageContaining("phase=OWNED, owner=1");
    b.deallocate(theirs);
    assertThatThrownBy(() -> b.deallocate(theirs)).hasMessageContaining("phase=FREE");
    assertThatThrownBy(() -> theirs.view()).hasMessageContaining("event=ACCESS, phase=FREE");
    assertThat(blocks()).isZero();
  }

  @Test
  void theHandleOfAnotherMemberIsRefused() {
    Segment mine = a.allocate(8);
    assertThatThrownBy(() -> b.deallocate(mine))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("another member: handle=segment 0 epoch 2, 8 bytes, member=1; do: ");
    assertThatThrownBy(() -> b.send(mine, 1)).isInstanceOf(IllegalArgumentException.class);
    a.send(mine, b.member());
    assertThatThrownBy(() -> b.takeBack(mine)).isInstanceOf(IllegalArgumentException.class);
    assertThat(b.receive(0)).isEqualTo(Outcome.DONE);
  }

  /** Whatever phase the segment is in when it is somebody else's, the error names it. */
  @ParameterizedTest
  @EnumSource(SegmentPhase.class)
  void aHandleIsRefusedInEveryPhaseThatIsNotItsOwn(SegmentPhase phase) {
    Segment mine = a.allocate(8);
    long theirs = SegmentWord.next(mine.word(), phase, b.member(), 0);
    world.memory.setLongVolatile(LAYOUT.state(0), theirs);
    String standing = "phase=" + phase + ", owner=1, member=0, epoch=3, handleEpoch=2; do: ";
    assertThatThrownBy(() -> a.send(mine, b.member())).hasMessageContaining("SEND, " + standing);
    assertThatThrownBy(() -> a.deallocate(mine)).hasMessageContaining("DEALLOCATE, " + standing);
    assertThatThrownBy(mine::view).hasMessageContaining("ACCESS, " + standing);
    assertThat(a.takeBack(mine)).isNull();
    assertThat(world.memory.getLongVolatile(LAYOUT.state(0))).isEqualTo(theirs);
  }

  /** Every phase with every event: what is not in the diagram is refused. */
  @Test
  void theDiagramIsWhole() {
    StringBuilder diagram = new StringBuilder();
    for (SegmentPhase phase : SegmentPhase.values()) {
      for (SegmentEvent event : SegmentEvent.values()) {
        SegmentPhase next = phase.after(event);
        diagram.append(next == null ? "" : phase + " " + event + " " + next + "\n");
      }
    }
    assertThat(diagram.toString())
        .isEqualTo(
            """
            FREE RESERVE RESERVED
            RESERVED PUBLISH OWNED
            RESERVED BURY DYING
            OWNED SEND IN_FLIGHT
            OWNED DEALLOCATE DYING
            OWNED RECLAIM OWNED
            OWNED BURY DYING
            IN_FLIGHT RECEIVE OWNED
            IN_FLIGHT TAKE_BACK OWNED
            IN_FLIGHT RECLAIM OWNED
            IN_FLIGHT BURY DYING
            DYING BURY DYING
            DYING FORGET FREE
            """);
  }

  @Test
  void aSendThatFailsLeavesTheOwner() {
    Segment mine = a.allocate(8);
    world.kill(2);
    assertThat(a.send(mine, b.member())).isEqualTo(Outcome.PEER_DEAD);
    assertThat(a.send(mine, 3)).isEqualTo(Outcome.PEER_DEAD);
    assertThat(a.send(mine, -1)).isEqualTo(Outcome.PEER_DEAD);
    mine.view().putInt(0, 1);
    assertThat(mine.view().getInt(0)).isOne();
  }

  @Test
  void whatWasNotReceivedIsTakenBackOnce() {
    Segment mine = a.allocate(8);
    assertThat(a.takeBack(mine)).isNull();
    mine.view().putLong(0, 5);
    a.send(mine, b.member());
    Segment again = a.takeBack(mine);
    assertThat(again.view().getLong(0)).isEqualTo(5);
    assertThat(a.takeBack(mine)).isNull();
    assertThat(b.receive(0)).isEqualTo(Outcome.WOULD_BLOCK);
    a.send(again, b.member());
    b.receive(0);
    assertThat(a.takeBack(again)).isNull();
  }

  @Test
  void anUnsafeSegmentIsReachableUntilItIsGivenUp() {
    Segment mine = a.allocateUnsafe(8);
    a.send(mine, b.member());
    mine.view().putLong(0, 1);
    b.receive(0);
    Segment theirs = b.received();
    mine.view().putLong(0, 2);
    assertThat(theirs.view().getLong(0)).isEqualTo(2);
    assertThatThrownBy(() -> a.deallocate(mine)).isInstanceOf(IllegalTransitionException.class);
    b.deallocate(theirs);
    assertGone(mine, new SegmentView(mine, 0, 8));
    Segment next = a.allocateUnsafe(8);
    assertGone(mine, new SegmentView(mine, 0, 8));
    next.view().putLong(0, 3);
  }

  @Test
  void aSegmentIsLentAndComesBack() {
    Segment mine = a.allocate(8);
    world.whileAsleep(
        WaitOutcome.WOKEN,
        () -> {
          b.receive(0);
          b.received().view().putLong(0, 9);
          b.send(b.received(), a.member());
        });
    assertThat(a.lend(mine, b.member(), SECOND)).isEqualTo(Outcome.DONE);
    assertThat(a.received().view().getLong(0)).isEqualTo(9);
    assertThat(mine.isCurrent()).isFalse();
  }

  @Test
  void aLoanThatIsNotTakenTimesOutAndReturns() {
    Segment mine = a.allocate(8);
    assertThat(a.lend(mine, b.member(), SECOND)).isEqualTo(Outcome.TIMED_OUT);
    assertThat(a.received().isCurrent()).isTrue();
    world.whileAsleep(WaitOutcome.TIMED_OUT, () -> b.receive(0));
    world.whileAsleep(WaitOutcome.TIMED_OUT, () -> world.now += SECOND);
    assertThat(a.lend(a.received(), b.member(), SECOND)).isEqualTo(Outcome.TIMED_OUT);
    assertThat(a.received()).isNull();
  }

  @Test
  void aLoanToAMemberThatDiesIsReclaimed() {
    Segment mine = a.allocate(8);
    mine.view().putLong(0, 3);
    world.whileAsleep(
        WaitOutcome.TIMED_OUT,
        () -> {
          b.receive(0);
          b.received().view().putLong(0, 4);
          world.kill(2);
        });
    assertThat(a.lend(mine, b.member(), SECOND)).isEqualTo(Outcome.PEER_DEAD);
    assertThat(a.received().view().getLong(0)).isEqualTo(4);
  }

  @Test
  void whatTheDeadHadIsReclaimedOnce() {
    Segment owned = b.allocate(8);
    owned.view().putLong(0, 1);
    Segment sent = a.allocate(8);
    a.send(sent, b.member());
    SegmentTable c = open(3);
    assertThat(c.reclaim()).isEmpty();
    world.kill(2);
    List<Segment> reclaimed = c.reclaim();
    assertThat(reclaimed).hasSize(1);
    assertThat(reclaimed.getFirst().view().getLong(0)).isEqualTo(1);
    assertThat(a.reclaim()).hasSize(1);
    assertThat(a.reclaim()).isEmpty();
    assertThat(c.reclaim()).isEmpty();
    assertThat(blocks()).isEqualTo(2);
  }

  @Test
  void aTornDownTableDeliversNothingNew() {
    Segment mine = a.allocate(8);
    Segment theirs = b.allocate(8);
    Segment sent = b.allocate(8);
    b.send(sent, a.member());
    a.tearDown();
    assertThat(mine.isCurrent()).isFalse();
    assertThat(theirs.isCurrent()).isTrue();
    assertThat(a.receive(SECOND)).isEqualTo(Outcome.CLOSED);
    assertThat(b.send(theirs, a.member())).isEqualTo(Outcome.CLOSED);
    assertThatThrownBy(() -> a.allocate(8))
        .isInstanceOfSatisfying(
            SharelockException.class, e -> assertThat(e.outcome()).isEqualTo(Outcome.CLOSED));
    b.close();
    b.close();
    assertThat(blocks()).isZero();
    assertThatThrownBy(() -> b.receive(0)).isInstanceOf(IllegalStateException.class);
  }

  @Test
  void limitsAreTold() {
    for (int i = 0; i < 3; i++) {
      a.allocate(8);
    }
    assertThatThrownBy(() -> b.allocate(8)).hasMessageContaining("segments=3");
    open(3);
    open(4);
    assertThatThrownBy(() -> SegmentTable.open(world.participant(1), allocators[1], 0))
        .hasMessageContaining("members=4");
    assertThatThrownBy(() -> new SegmentLayout(64, 1, 1))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void anAllocationThatFailsLeavesNothing() {
    for (long bytes : new long[] {0, -1, 1L << 40, 16 * 16 * 64 - 1}) {
      a.allocate(64);
      Segment large = a.allocate(64);
      a.deallocate(large);
      assertThatThrownBy(() -> a.allocate(bytes)).isInstanceOf(RuntimeException.class);
      a.tearDown();
      assertThat(blocks()).isZero();
      world.memory.setIntVolatile(LAYOUT.closed(), 0);
    }
  }

  @Test
  void corruptWordsAreRefused() {
    assertThatThrownBy(() -> SegmentTable.open(world.participant(1), allocators[1], 128))
        .isInstanceOf(SharelockException.class);
    Segment mine = a.allocate(8);
    a.send(mine, b.member());
    long block = world.memory.getLongVolatile(LAYOUT.block(0));
    for (long wrong : new long[] {0, -1, block + (2L << 32), 77}) {
      world.memory.setLongVolatile(LAYOUT.block(0), wrong);
      long state = world.memory.getLongVolatile(LAYOUT.state(0));
      assertThatThrownBy(() -> b.receive(0))
          .isInstanceOfSatisfying(
              SharelockException.class, e -> assertThat(e.outcome()).isEqualTo(Outcome.CORRUPT));
      world.memory.setLongVolatile(LAYOUT.state(0), state);
    }
    world.memory.setLongVolatile(LAYOUT.state(0), -1);
    assertThatThrownBy(() -> b.receive(0)).hasMessageContaining("segment is corrupt");
  }
}
