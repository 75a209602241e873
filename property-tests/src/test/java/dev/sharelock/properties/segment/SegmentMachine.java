package dev.sharelock.properties.segment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sharelock.Outcome;
import dev.sharelock.SharelockException;
import dev.sharelock.allocator.Allocator;
import dev.sharelock.allocator.HeapCheck;
import dev.sharelock.allocator.HeapFormat;
import dev.sharelock.allocator.HeapGeometry;
import dev.sharelock.memory.SharedMemory;
import dev.sharelock.model.solo.SoloWorld;
import dev.sharelock.properties.segment.SegmentModel.Life;
import dev.sharelock.segment.IllegalTransitionException;
import dev.sharelock.segment.Segment;
import dev.sharelock.segment.SegmentEvent;
import dev.sharelock.segment.SegmentLayout;
import dev.sharelock.segment.SegmentTable;
import java.util.ArrayList;
import java.util.List;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;

/** Segments that some members use in turn, and what they must do, side by side. */
final class SegmentMachine {
  private static final int JOINS = 12;
  private static final SegmentLayout LAYOUT = new SegmentLayout(0, JOINS, 3);
  private static final HeapGeometry HEAP = new HeapGeometry(64, 16, 8, JOINS + 3, 2);
  private static final long BASE = 512;

  /** How many words the table has. */
  static final long TABLE_WORDS = LAYOUT.bytes() / Long.BYTES;

  private final SoloWorld world = SoloWorld.bounded(BASE + HEAP.bytes(), 200_000);
  private final SegmentModel model = new SegmentModel(LAYOUT.segments());
  private final Member[] members = new Member[SegmentStep.MEMBERS];
  private final List<Handle> handles = new ArrayList<>();
  private int joined;

  SegmentMachine() {
    HeapFormat.create(world.memory(), BASE, HEAP, SoloWorld.GENERATION);
    SegmentTable.create(world.memory(), LAYOUT);
  }

  SharedMemory memory() {
    return world.memory();
  }

  /** One member, with what it stands on. */
  private record Member(int number, Allocator allocator, SegmentTable table) {}

  /** One handle: whose it is, and which ownership of which life. */
  private record Handle(Member member, Segment segment, Life life, int since) {
    boolean owns() {
      return life.isOwned(member.number, since);
    }
  }

  /** Does one step on both sides and compares them. */
  void run(SegmentStep step) {
    world.boundedMemory().restartSteps();
    Member member = member(step.who());
    Handle handle = handle(step.handle());
    if (member == null) {
      return;
    }
    switch (step.kind()) {
      case ALLOCATE -> allocate(member, false);
      case ALLOCATE_UNSAFE -> allocate(member, true);
      case RECEIVE -> receive(member);
      case RECLAIM -> reclaim(member);
      case LEAVE -> leave(step.who(), member);
      case KILL -> kill(step.who(), member);
      case TEAR_DOWN -> {
        member.table.tearDown();
        model.tearDown(member.number);
      }
      default -> {
        if (handle != null) {
          use(step, handle);
        }
      }
    }
  }

  private void use(SegmentStep step, Handle handle) {
    switch (step.kind()) {
      case SEND -> send(handle, members[step.value()]);
      case TAKE_BACK -> takeBack(handle);
      case DEALLOCATE -> deallocate(handle);
      case WRITE -> write(handle, step.who());
      default -> read(handle);
    }
  }

  /** Opens a handle unless there is one; null if there were as many as there can be. */
  private Member member(int who) {
    if (members[who] == null && joined < JOINS) {
      long number = joined + 1;
      Allocator allocator = Allocator.open(world.participant(number), BASE);
      SegmentTable table = SegmentTable.open(world.participant(number), allocator, 0);
      assertThat(table.member()).isEqualTo(joined);
      members[who] = new Member(joined++, allocator, table);
      model.alive.add(table.member());
    }
    return members[who];
  }

  /** The n-th handle from the last whose member lives, going round; null if there is none. */
  private Handle handle(int back) {
    List<Handle> usable =
        handles.stream().filter(h -> model.alive.contains(h.member.number)).toList();
    int size = usable.size();
    return size == 0 ? null : usable.get(size - 1 - back % size);
  }

  private void got(Member member, Segment segment, Life life) {
    assertThat(segment.isCurrent()).isTrue();
    assertThat(segment.view().getLong(0)).isEqualTo(life.content);
    handles.add(new Handle(member, segment, life, life.epoch));
  }

  private static void requireRefused(SegmentEvent event, ThrowingCallable work) {
    assertThatThrownBy(work)
        .isInstanceOfSatisfying(
            IllegalTransitionException.class, e -> assertThat(e.event()).isEqualTo(event))
        .hasMessageContaining("; do: ");
  }

  private void allocate(Member member, boolean unsafe) {
    ThrowingCallable work =
        () -> {
          Segment made =
              unsafe ? member.table.allocateUnsafe(Long.BYTES) : member.table.allocate(Long.BYTES);
          got(member, made, model.allocate(member.number, unsafe));
        };
    Outcome refusal = model.closed ? Outcome.CLOSED : Outcome.NO_MEMORY;
    if (!model.closed && model.inUse() < LAYOUT.segments()) {
      run(work);
    } else {
      assertThatThrownBy(work)
          .isInstanceOfSatisfying(
              SharelockException.class, e -> assertThat(e.outcome()).isEqualTo(refusal));
    }
  }

  private static void run(ThrowingCallable work) {
    try {
      work.call();
    } catch (RuntimeException | Error e) {
      throw e;
    } catch (Throwable e) {
      throw new AssertionError(e);
    }
  }

  private void send(Handle handle, Member target) {
    int to = target == null ? JOINS : target.number;
    if (!handle.owns()) {
      requireRefused(SegmentEvent.SEND, () -> handle.member.table.send(handle.segment, to));
      return;
    }
    Outcome refusal = model.closed ? Outcome.CLOSED : Outcome.DONE;
    Outcome expected = target == null ? Outcome.PEER_DEAD : refusal;
    assertThat(handle.member.table.send(handle.segment, to)).isEqualTo(expected);
    if (expected == Outcome.DONE) {
      handle.life.send(to);
    }
  }

  private void takeBack(Handle handle) {
    boolean possible = handle.life.canBeTakenBack(handle.member.number, handle.since);
    Segment back = handle.member.table.takeBack(handle.segment);
    assertThat(back != null).isEqualTo(possible);
    if (possible) {
      handle.life.takeBack();
      got(handle.member, back, handle.life);
    }
  }

  private void receive(Member member) {
    Outcome outcome = member.table.receive(0);
    Life life = model.receive(member.number);
    Outcome none = model.closed ? Outcome.CLOSED : Outcome.WOULD_BLOCK;
    assertThat(outcome).isEqualTo(life == null ? none : Outcome.DONE);
    assertThat(member.table.received() == null).isEqualTo(life == null);
    if (life != null) {
      got(member, member.table.received(), life);
    }
  }

  private void deallocate(Handle handle) {
    if (handle.owns()) {
      handle.member.table.deallocate(handle.segment);
      model.end(handle.life);
    } else {
      SegmentTable table = handle.member.table;
      requireRefused(SegmentEvent.DEALLOCATE, () -> table.deallocate(handle.segment));
    }
  }

  private void write(Handle handle, long value) {
    if (handle.life.isReachable(handle.member.number, handle.since)) {
      handle.segment.view().putLong(0, value);
      handle.life.content = value;
    } else {
      requireRefused(null, () -> handle.segment.view().putLong(0, value));
    }
  }

  private void read(Handle handle) {
    if (handle.life.isReachable(handle.member.number, handle.since)) {
      assertThat(handle.segment.view().getLong(0)).isEqualTo(handle.life.content);
    } else {
      requireRefused(null, () -> handle.segment.view().getLong(0));
    }
  }

  private void reclaim(Member member) {
    List<Segment> taken = member.table.reclaim();
    List<Life> lives = model.reclaim(member.number);
    assertThat(taken).hasSameSizeAs(lives);
    for (int i = 0; i < lives.size(); i++) {
      got(member, taken.get(i), lives.get(i));
    }
    member.allocator.recover();
  }

  private void leave(int who, Member member) {
    member.table.close();
    member.allocator.close();
    model.leave(member.number);
    members[who] = null;
  }

  private void kill(int who, Member member) {
    world.kill(member.number + 1);
    model.alive.remove(member.number);
    members[who] = null;
  }

  /** Every segment has its block, and nothing else has one. */
  void end() {
    world.boundedMemory().restartSteps();
    Allocator last = Allocator.open(world.participant(JOINS + 1), BASE);
    last.recover();
    HeapCheck check = last.verify();
    assertThat(check.problems()).isEmpty();
    assertThat(check.allocatedBlocks()).isEqualTo(model.inUse());
  }
}
