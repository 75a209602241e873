package dev.sharelock.properties.record;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import dev.sharelock.Outcome;
import dev.sharelock.allocator.Allocator;
import dev.sharelock.allocator.HeapCheck;
import dev.sharelock.allocator.HeapFormat;
import dev.sharelock.allocator.HeapGeometry;
import dev.sharelock.environment.ParticipantContext;
import dev.sharelock.model.solo.SoloWorld;
import dev.sharelock.record.Channel;
import dev.sharelock.record.ChannelInfo;
import dev.sharelock.record.ChannelKind;
import dev.sharelock.record.ChannelRole;
import dev.sharelock.record.ChannelShape;
import dev.sharelock.record.Record;
import dev.sharelock.record.TableLayout;
import dev.sharelock.record.ThreadContext;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** A buffer that several participants use in turn, and what it must do, side by side. */
final class RecordMachine {
  private static final int CAPACITY = 3;
  private static final ChannelShape SHAPE = new ChannelShape(ChannelKind.MPMC, CAPACITY, 8);
  private static final TableLayout TABLE = new TableLayout(0, RecordStep.NUMBERS);
  private static final long HEAP = 128;
  private static final HeapGeometry GEOMETRY = new HeapGeometry(64, 64, 60, 30, 16);
  private static final long STEP_LIMIT = 200_000;

  private final SoloWorld world = SoloWorld.bounded(HEAP + GEOMETRY.bytes(), STEP_LIMIT);
  private final Member[] members = new Member[RecordStep.PARTICIPANTS];
  private final Life[] current = new Life[RecordStep.NUMBERS];
  private final Set<Life> lives = new HashSet<>();
  private long participants;
  private long next = 1;

  /** One channel from its creation until it is gone. */
  private static final class Life {
    private final Deque<long[]> records = new ArrayDeque<>();
    private final List<Member> members = new ArrayList<>();
    private boolean ended;
  }

  /** One participant, and what it has. */
  private static final class Member {
    private final Channel[] in = new Channel[RecordStep.NUMBERS];
    private final Channel[] out = new Channel[RecordStep.NUMBERS];
    private final Life[] life = new Life[RecordStep.NUMBERS];
    private final long number;
    private final Allocator allocator;
    private final ThreadContext thread;
    private boolean dead;

    Member(ParticipantContext context, long number) {
      this.number = number;
      this.allocator = Allocator.open(context, HEAP);
      this.thread = ThreadContext.over(context, allocator, TABLE);
    }
  }

  RecordMachine() {
    HeapFormat.create(world.memory(), HEAP, GEOMETRY, SoloWorld.GENERATION);
  }

  /** Does one step on both sides and compares them. */
  void run(RecordStep step) {
    world.boundedMemory().restartSteps();
    Member member = member(step.who());
    int n = step.number();
    switch (step.kind()) {
      case SEND -> send(member, n, step.bytes());
      case RECEIVE -> receive(member, n);
      case LOOK -> look(member, n);
      case LIST -> list(member);
      case LEAVE -> leave(member, n);
      case REMOVE -> remove(member, n);
      case CLOSE -> close(step.who());
      case KILL -> kill(step.who());
      case RECOVER -> recover(member);
      case END -> {
        join(member, n);
        assertThat(member.in[n].end()).isEqualTo(Outcome.DONE);
        member.life[n].ended = true;
      }
    }
  }

  private Member member(int who) {
    if (members[who] == null) {
      members[who] = newMember();
    }
    return members[who];
  }

  private Member newMember() {
    long number = ++participants;
    return new Member(world.participant(number), number);
  }

  private void join(Member member, int n) {
    if (member.life[n] == null) {
      if (current[n] == null) {
        current[n] = new Life();
        lives.add(current[n]);
      }
      member.in[n] = member.thread.addChannel(n, SHAPE, ChannelRole.PRODUCER);
      member.out[n] = member.thread.addChannel(n, SHAPE, ChannelRole.CONSUMER);
      assertThat(member.in[n].generation()).isEqualTo(member.out[n].generation());
      member.life[n] = current[n];
      member.life[n].members.add(member);
    }
  }

  private void send(Member member, int n, int bytes) {
    join(member, n);
    Life life = member.life[n];
    Record record = member.thread.allocateRecord(bytes);
    assertThat(record.size()).isEqualTo(bytes);
    if (bytes >= Long.BYTES) {
      record.putLong(bytes - Long.BYTES, next);
    }
    Outcome expected = life.records.size() == CAPACITY ? Outcome.WOULD_BLOCK : Outcome.DONE;
    expected = life.ended ? Outcome.CLOSED : expected;
    assertThat(member.in[n].send(record, 0)).isEqualTo(expected);
    if (expected == Outcome.DONE) {
      life.records.add(new long[] {next++, bytes});
      assertThatIllegalStateException().isThrownBy(() -> record.getByte(0));
      assertThatIllegalStateException().isThrownBy(() -> member.thread.free(record));
    } else {
      member.thread.free(record);
    }
  }

  private void receive(Member member, int n) {
    join(member, n);
    Life life = member.life[n];
    Outcome none = life.ended ? Outcome.CLOSED : Outcome.WOULD_BLOCK;
    Outcome expected = life.records.isEmpty() ? none : Outcome.DONE;
    assertThat(member.out[n].receive(0)).isEqualTo(expected);
    if (expected == Outcome.DONE) {
      long[] sent = life.records.remove();
      Record record = member.out[n].record();
      assertThat(record.size()).isEqualTo(sent[1]);
      if (sent[1] >= Long.BYTES) {
        assertThat(record.getLong(sent[1] - Long.BYTES)).isEqualTo(sent[0]);
      }
      member.thread.free(record);
    }
  }

  private void look(Member member, int n) {
    join(member, n);
    Life life = member.life[n];
    assertThat(member.in[n].hasData()).isEqualTo(!life.records.isEmpty());
    assertThat(member.out[n].hasProducers()).isTrue();
  }

  private void list(Member member) {
    List<Integer> expected = new ArrayList<>();
    for (int n = 0; n < current.length; n++) {
      if (current[n] != null) {
        expected.add(n);
      }
    }
    assertThat(member.thread.channels())
        .extracting(ChannelInfo::number)
        .containsExactlyInAnyOrderElementsOf(expected);
  }

  private void leave(Member member, int n) {
    if (member.life[n] != null) {
      member.in[n].close();
      member.out[n].close();
      left(member, Set.of(member.life[n]));
      member.life[n] = null;
    }
  }

  private void remove(Member member, int n) {
    if (member.life[n] != null) {
      ChannelInfo info =
          new ChannelInfo(n, Optional.of(ChannelKind.MPMC), member.in[n].generation());
      boolean there = member.life[n] == current[n];
      assertThat(member.thread.removeChannel(info)).isEqualTo(there);
      current[n] = there ? null : current[n];
    }
  }

  private void close(int who) {
    Member member = members[who];
    members[who] = null;
    member.thread.close();
    member.allocator.close();
    world.kill(member.number); // it has left the region
    left(member, Set.copyOf(lives));
  }

  /** Whoever leaves a channel as the last one also recovers what the dead had. */
  private void left(Member member, Set<Life> channels) {
    boolean last = false;
    for (Life life : channels) {
      last |= life.members.remove(member) && life.members.isEmpty();
    }
    if (last) {
      forgetTheDead();
    }
  }

  private void kill(int who) {
    members[who].dead = true;
    world.kill(members[who].number);
    members[who] = null;
  }

  private void recover(Member member) {
    member.thread.recover();
    forgetTheDead();
  }

  private void forgetTheDead() {
    for (Life life : Set.copyOf(lives)) {
      life.members.removeIf(other -> other.dead);
      settle(life);
    }
  }

  /** What nobody has is gone, with what is in it. */
  private void settle(Life life) {
    if (life.members.isEmpty()) {
      lives.remove(life);
      for (int n = 0; n < current.length; n++) {
        current[n] = current[n] == life ? null : current[n];
      }
    }
  }

  /** In the end everybody goes, and a last one recovers: no block is lost. */
  void end() {
    world.boundedMemory().restartSteps();
    for (int who = 0; who < members.length; who++) {
      if (members[who] != null && who % 2 == 0) {
        close(who);
      } else if (members[who] != null) {
        kill(who);
      }
    }
    Member last = newMember();
    last.thread.recover();
    last.allocator.trim();
    HeapCheck check = last.allocator.verify();
    assertThat(check.problems()).isEmpty();
    assertThat(check.allocatedBlocks()).as(check.toString()).isZero();
  }
}
