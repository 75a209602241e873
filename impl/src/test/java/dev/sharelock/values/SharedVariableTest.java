package dev.sharelock.values;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sharelock.Outcome;
import dev.sharelock.SharelockException;
import dev.sharelock.allocator.Allocator;
import dev.sharelock.allocator.HeapCheck;
import dev.sharelock.allocator.HeapFormat;
import dev.sharelock.allocator.HeapGeometry;
import dev.sharelock.memory.WaitOutcome;
import dev.sharelock.testing.TestWorld;
import org.junit.jupiter.api.Test;

class SharedVariableTest {
  private static final HeapGeometry HEAP = new HeapGeometry(64, 16, 16, 5, 4);
  private static final VariableLayout LAYOUT = new VariableLayout(0, 2);
  private static final long BASE = 512;
  private static final long SECOND = 1_000_000_000;

  private final TestWorld world = new TestWorld(BASE + HEAP.bytes());
  private final Allocator[] allocators = new Allocator[4];
  private final SharedVariable a;
  private final SharedVariable b;

  SharedVariableTest() {
    HeapFormat.create(world.memory, BASE, HEAP, TestWorld.GENERATION);
    SharedVariable.create(world.memory, LAYOUT);
    a = open(1);
    b = open(2);
  }

  private SharedVariable open(int participant) {
    allocators[participant] = Allocator.open(world.participant(participant), BASE);
    return SharedVariable.open(
        new SharedValues(world.participant(participant), allocators[participant]), 0);
  }

  private static Object read(SharedVariable variable) {
    try (SharedTree tree = variable.get().orElseThrow()) {
      return tree.toJava();
    }
  }

  private int blocks() {
    HeapCheck check = allocators[1].verify();
    assertThat(check.problems()).isEmpty();
    return check.allocatedBlocks();
  }

  @Test
  void theLastValueIsSeenAndTheFormerOnesAreFreed() {
    assertThat(a.get()).isEmpty();
    for (int i = 0; i < 100; i++) {
      SharedVariable writer = i % 3 == 0 ? a : b;
      assertThat(writer.set("value " + i, 0)).isEqualTo(Outcome.DONE);
      assertThat(read(a)).isEqualTo("value " + i);
      assertThat(blocks()).isOne();
    }
    assertThat(a.clear(0)).isEqualTo(Outcome.DONE);
    assertThat(b.get()).isEmpty();
    assertThat(blocks()).isZero();
  }

  @Test
  void aSnapshotStaysWhileTheValueChanges() {
    a.set("old", 0);
    try (SharedTree old = b.get().orElseThrow()) {
      a.set("new", 0);
      a.set("newer", 0);
      assertThat(old.root().asString()).isEqualTo("old");
      assertThat(blocks()).isEqualTo(2);
    }
    assertThat(blocks()).isOne();
  }

  @Test
  void compareAndSetRefusesWhatHasChanged() {
    assertThat(a.compareAndSet(null, 1, 0)).isEqualTo(Outcome.DONE);
    assertThat(a.compareAndSet(null, 2, 0)).isEqualTo(Outcome.STALE);
    try (SharedTree one = a.get().orElseThrow()) {
      assertThat(b.compareAndSet(one, 2, 0)).isEqualTo(Outcome.DONE);
      assertThat(a.compareAndSet(one, 3, 0)).isEqualTo(Outcome.STALE);
    }
    assertThat(read(a)).isEqualTo(2);
    assertThat(blocks()).isOne();
  }

  @Test
  void aTransactionKeepsOthersOutUntilItEnds() {
    a.set(1, 0);
    try (Transaction transaction = a.transaction()) {
      assertThat(transaction.begin(0)).isEqualTo(Outcome.DONE);
      assertThat(b.set(5, 0)).isEqualTo(Outcome.WOULD_BLOCK);
      assertThat(b.transaction().begin(0)).isEqualTo(Outcome.WOULD_BLOCK);
      assertThat(read(b)).isEqualTo(1);
      assertThatThrownBy(() -> a.set(7, 0)).isInstanceOf(IllegalStateException.class);
      assertThat(transaction.value().orElseThrow()).satisfies(SharedTree::close);
      assertThat(transaction.commit(2)).isEqualTo(Outcome.DONE);
      assertThatThrownBy(() -> transaction.commit(3)).isInstanceOf(IllegalStateException.class);
    }
    assertThat(read(b)).isEqualTo(2);
    assertThat(b.set(5, 0)).isEqualTo(Outcome.DONE);
    assertThat(blocks()).isOne();
  }

  @Test
  void aTransactionThatEndsWithoutValueLeavesTheFormerOne() {
    a.set(1, 0);
    try (Transaction transaction = a.transaction()) {
      transaction.begin(0);
    }
    Transaction second = a.transaction();
    second.begin(0);
    assertThat(second.rollback()).isEqualTo(Outcome.DONE);
    assertThat(b.set(5, 0)).isEqualTo(Outcome.DONE);
    assertThat(world.wakes).isEmpty();
  }

  @Test
  void theDeadlineIsExactWhateverWakesTheWaiter() {
    a.transaction().begin(0);
    long end = world.now + SECOND;
    for (int i = 0; i < 30; i++) {
      world.whileAsleep(WaitOutcome.WOKEN, () -> world.now += 20_000_000);
    }
    assertThat(b.transaction().begin(SECOND)).isEqualTo(Outcome.TIMED_OUT);
    assertThat(world.now).isEqualTo(end);
    assertThat(b.set(1, SECOND)).isEqualTo(Outcome.TIMED_OUT);
    assertThat(world.now).isEqualTo(end + SECOND);
    assertThat(blocks()).isZero();
  }

  @Test
  void whoTimesOutLooksOnceMoreAndTakesNothing() {
    Transaction first = a.transaction();
    first.begin(0);
    world.whileAsleep(
        WaitOutcome.TIMED_OUT,
        () -> {
          world.now += 2 * SECOND;
          first.rollback();
        });
    Transaction second = b.transaction();
    assertThat(second.begin(SECOND)).isEqualTo(Outcome.DONE);
    assertThat(world.wakes).containsExactly(LAYOUT.signal());
    second.rollback();
    assertThat(a.transaction().begin(0)).isEqualTo(Outcome.DONE);
  }

  @Test
  void anInterruptEndsTheWait() {
    a.transaction().begin(0);
    world.whileAsleep(WaitOutcome.INTERRUPTED, () -> {});
    assertThat(b.transaction().begin(SECOND)).isEqualTo(Outcome.INTERRUPTED);
  }

  @Test
  void theDeadOwnerOfATransactionIsSucceededAndNothingLeaks() {
    b.set(1, 0);
    a.transaction().begin(0);
    world.kill(1);
    assertThat(b.transaction().begin(0)).isEqualTo(Outcome.DONE);
    b.close();
    SharedVariable c = open(3);
    assertThat(c.recover()).isOne();
    assertThat(c.recover()).isZero();
    assertThat(c.set(2, 0)).isEqualTo(Outcome.DONE);
    allocators[3].recover();
    assertThat(blocks()).isOne();
    assertThat(read(c)).isEqualTo(2);
  }

  @Test
  void aBrokenTransactionCannotCommit() {
    a.set(1, 0);
    Transaction stalled = a.transaction();
    stalled.begin(0);
    assertThat(b.breakTransaction()).isTrue();
    assertThat(b.breakTransaction()).isFalse();
    assertThat(stalled.commit(9)).isEqualTo(Outcome.STALE);
    assertThat(read(b)).isEqualTo(1);
    Transaction next = a.transaction();
    next.begin(0);
    b.breakTransaction();
    Transaction other = b.transaction();
    assertThat(other.begin(0)).isEqualTo(Outcome.DONE);
    assertThat(next.rollback()).isEqualTo(Outcome.STALE);
    assertThat(other.commit(3)).isEqualTo(Outcome.DONE);
    assertThat(blocks()).isOne();
  }

  @Test
  void aValueThatCannotBeSharedLeavesTheTransactionOpen() {
    Transaction transaction = a.transaction();
    transaction.begin(0);
    assertThatThrownBy(() -> transaction.commit(new Object()))
        .isInstanceOf(UnsharableValueException.class);
    assertThatThrownBy(() -> transaction.commit(new byte[1 << 20]))
        .isInstanceOf(SharelockException.class);
    assertThat(transaction.commit(1)).isEqualTo(Outcome.DONE);
  }

  @Test
  void placesAreLimitedAndGivenBack() {
    a.set(1, 0);
    b.set(2, 0);
    SharedVariable c = open(3);
    assertThatThrownBy(() -> c.set(3, 0)).hasMessageContaining("places=2");
    assertThat(read(c)).isEqualTo(2);
    b.close();
    assertThat(read(c)).isEqualTo(2);
    assertThat(c.set(3, 0)).isEqualTo(Outcome.DONE);
    assertThat(blocks()).isOne();
  }

  @Test
  void corruptWordsAreRefused() {
    assertThatThrownBy(
            () -> SharedVariable.open(new SharedValues(world.participant(1), allocators[1]), 128))
        .isInstanceOf(SharelockException.class);
    a.set(1, 0);
    long root = world.memory.getLongVolatile(LAYOUT.root());
    world.memory.setLongVolatile(LAYOUT.root(), RootWord.committed(root, 5, 0));
    assertThatThrownBy(a::get).hasMessageContaining("variable is corrupt");
    world.memory.setLongVolatile(LAYOUT.root(), root);
    long id = world.memory.getLongVolatile(LAYOUT.value(0, RootWord.side(root)));
    for (long wrong : new long[] {-1, id + (1L << 32), id ^ 1, 5}) {
      world.memory.setLongVolatile(LAYOUT.value(0, RootWord.side(root)), wrong);
      assertThatThrownBy(a::get)
          .isInstanceOfSatisfying(
              SharelockException.class, e -> assertThat(e.outcome()).isEqualTo(Outcome.CORRUPT));
    }
  }
}
