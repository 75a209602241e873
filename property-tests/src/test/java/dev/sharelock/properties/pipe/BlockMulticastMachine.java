package dev.sharelock.properties.pipe;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sharelock.Outcome;
import dev.sharelock.allocator.Allocator;
import dev.sharelock.allocator.HeapCheck;
import dev.sharelock.allocator.HeapFormat;
import dev.sharelock.allocator.HeapGeometry;
import dev.sharelock.environment.ParticipantContext;
import dev.sharelock.model.solo.SoloWorld;
import dev.sharelock.pipe.BlockPublisher;
import dev.sharelock.pipe.BlockSubscriber;
import dev.sharelock.pipe.MulticastFormat;
import dev.sharelock.pipe.MulticastLayout;
import dev.sharelock.pipe.PublisherManner;
import dev.sharelock.pipe.SlowPolicy;
import dev.sharelock.waiting.WaitPolicy;
import java.util.ArrayList;
import java.util.List;

/** A multicast of blocks, and for each place what its subscriber must find. */
final class BlockMulticastMachine {
  static final int PLACES = 3;
  private static final HeapGeometry GEOMETRY = new HeapGeometry(64, 4, 64, 32, 64);

  private final SoloWorld world;
  private final SlowPolicy policy;
  private final MulticastLayout layout;
  private final Seen[] places = new Seen[PLACES];
  private BlockPublisher publisher;
  private Allocator publishing;
  private long participants;
  private long publisherNumber;
  private long next = 1;
  private boolean ended;

  /** What is before one subscriber, and what it has kept. */
  private static final class Seen {
    private final long number;
    private final Allocator allocator;
    private final BlockSubscriber subscriber;
    private final Due due;
    private final List<Long> kept = new ArrayList<>();
    private boolean dead;

    Seen(ParticipantContext context, BlockMulticastMachine machine) {
      this.number = context.participants().self();
      this.allocator = Allocator.open(context, 0);
      this.subscriber =
          BlockSubscriber.open(context, machine.layout.base(), allocator, WaitPolicy.DEFAULT);
      this.due = new Due(machine.policy, machine.layout.capacity());
    }
  }

  BlockMulticastMachine(SlowPolicy policy, int capacity) {
    this.policy = policy;
    long base = GEOMETRY.bytes() + 127 & -128;
    this.layout = new MulticastLayout(base, PLACES, capacity, MulticastLayout.BLOCKS);
    world = SoloWorld.bounded(base + layout.bytes(), 200_000);
    HeapFormat.create(world.memory(), 0, GEOMETRY, SoloWorld.GENERATION);
    MulticastFormat.create(world.memory(), layout);
    becomePublisher();
  }

  private void becomePublisher() {
    publisherNumber = ++participants;
    ParticipantContext context = world.participant(publisherNumber);
    publishing = Allocator.open(context, 0);
    publisher = BlockPublisher.open(context, layout.base(), publishing, PublisherManner.of(policy));
  }

  /** What somebody does. */
  record Step(Kind kind, int who) {}

  enum Kind {
    SUBSCRIBE,
    PUBLISH,
    TAKE,
    KEEP,
    LEAVE,
    DIE,
    SUCCEED,
    END
  }

  void run(Step step) {
    world.boundedMemory().restartSteps();
    Seen one = places[step.who()];
    boolean there = one != null && !one.dead;
    switch (step.kind()) {
      case SUBSCRIBE -> subscribe();
      case PUBLISH -> publish();
      case TAKE -> take(there ? one : null, false);
      case KEEP -> take(there ? one : null, true);
      case LEAVE -> leave(there ? step.who() : -1);
      case DIE -> die(there ? one : null);
      case SUCCEED -> {
        world.kill(publisherNumber);
        becomePublisher();
      }
      case END -> {
        publisher.end();
        ended = true;
      }
    }
  }

  private void subscribe() {
    for (int place = 0; place < PLACES; place++) {
      if (places[place] == null || places[place].dead) {
        places[place] = new Seen(world.participant(++participants), this);
        return;
      }
    }
  }

  private void publish() {
    long value = next++;
    long id = publishing.allocate(64);
    world.memory().writeLong(publishing.offset(id), value);
    Outcome outcome = publisher.publish(id, 0);
    if (outcome != Outcome.DONE) {
      publishing.release(id);
    }
    if (ended) {
      assertThat(outcome).isEqualTo(Outcome.CLOSED);
      return;
    }
    if (isBlocked()) {
      assertThat(outcome).isEqualTo(Outcome.WOULD_BLOCK);
      return;
    }
    assertThat(outcome).isEqualTo(Outcome.DONE);
    for (Seen one : places) {
      if (one != null) {
        one.due.publish(value);
      }
    }
  }

  private boolean isBlocked() {
    boolean blocked = false;
    for (Seen one : places) {
      blocked |= one != null && one.due.isBlocking();
    }
    return blocked;
  }

  private void take(Seen one, boolean keep) {
    if (one == null) {
      return;
    }
    Outcome outcome = one.subscriber.take(0);
    Long expected = one.due.take();
    if (one.due.isDropped() && outcome == Outcome.STALE) {
      one.due.lose();
    } else if (expected != null) {
      assertThat(outcome).isEqualTo(Outcome.DONE);
      long id = one.subscriber.block();
      assertThat(numberOf(one, id)).isEqualTo(expected);
      one.kept.add(id);
      if (!keep) {
        one.allocator.release(one.kept.removeLast());
      }
    } else {
      Outcome last = ended ? Outcome.CLOSED : Outcome.WOULD_BLOCK;
      assertThat(outcome).isEqualTo(one.due.isDropped() ? Outcome.STALE : last);
    }
  }

  private long numberOf(Seen one, long id) {
    return world.memory().readLong(one.allocator.offset(id));
  }

  private void leave(int place) {
    if (place >= 0) {
      Seen one = places[place];
      long before = 0;
      for (long id : one.kept) {
        assertThat(numberOf(one, id)).as("a kept block changes").isGreaterThan(before);
        before = numberOf(one, id);
      }
      one.subscriber.close();
      one.allocator.close();
      places[place] = null;
    }
  }

  private void die(Seen one) {
    if (one != null) {
      one.dead = true;
      world.kill(one.number);
    }
  }

  /** The stream ends, all leave, and nobody has to come who cleans up: nothing is left. */
  void finish() {
    world.boundedMemory().restartSteps();
    publisher.end();
    ended = true;
    publisher.close();
    publishing.close();
    world.kill(publisherNumber);
    subscribe();
    for (int place = 0; place < PLACES; place++) {
      world.boundedMemory().restartSteps();
      Seen one = places[place];
      while (one != null && !one.dead && !one.due.isEmpty()) {
        take(one, false);
      }
      leave(one != null && !one.dead ? place : -1);
    }
    Allocator last = Allocator.open(world.participant(++participants), 0);
    last.recover();
    last.trim();
    HeapCheck check = last.verify();
    assertThat(check.problems()).isEmpty();
    assertThat(check.allocatedBlocks()).as(check.toString()).isZero();
  }
}
