package dev.sharelock.properties.pipe;

import dev.sharelock.Outcome;
import dev.sharelock.allocator.Allocator;
import dev.sharelock.allocator.HeapCheck;
import dev.sharelock.allocator.HeapFormat;
import dev.sharelock.allocator.HeapGeometry;
import dev.sharelock.environment.ParticipantContext;
import dev.sharelock.environment.Participants;
import dev.sharelock.model.solo.SoloWorld;
import dev.sharelock.model.specimens.Weakening;
import dev.sharelock.pipe.PipeFormat;
import dev.sharelock.pipe.PipeLayout;
import dev.sharelock.pipe.PipeStatus;
import dev.sharelock.queue.BlockQueue;
import dev.sharelock.queue.ConditionQueue;
import dev.sharelock.queue.Delivery;
import java.util.ArrayList;
import java.util.List;

/** Three pipes and a heap, and somebody who looks at them and lives for ever. */
final class PipeWorld {
  static final int IN = 0;
  static final int OUT = 1;
  static final int VALUES = 2;
  private static final int CAPACITY = 3;
  static final long HEAP = 128;
  private static final int SEATS = 12;
  private static final HeapGeometry GEOMETRY = new HeapGeometry(64, 64, 60, 30, 16);
  private static final long STEP_LIMIT = 200_000;

  private final SoloWorld world;
  private final PipeLayout[] layouts = new PipeLayout[PipeStep.PIPES];
  private final Weakening weakening;
  private final ParticipantContext observer;
  private final Allocator allocator;
  private final BlockQueue[] blocks = new BlockQueue[VALUES];
  private final ConditionQueue values;
  private long participants;

  /**
   * Creates empty pipes.
   *
   * @param missing the note that members do not make, so that the pipes are broken, or none
   */
  PipeWorld(Note missing) {
    long base = HEAP + GEOMETRY.bytes() + 127 & -128;
    for (int i = 0; i < PipeStep.PIPES; i++) {
      layouts[i] = PipeLayout.of(base, CAPACITY, SEATS, i == VALUES ? 1 : BlockQueue.WORDS);
      base = base + layouts[i].bytes() + 127 & -128;
    }
    world = SoloWorld.bounded(base, STEP_LIMIT);
    HeapFormat.create(world.memory(), HEAP, GEOMETRY, SoloWorld.GENERATION);
    for (PipeLayout layout : layouts) {
      PipeFormat.create(world.memory(), layout);
    }
    weakening = without(missing);
    observer = world.participant(++participants);
    allocator = Allocator.open(observer, HEAP);
    for (int i = 0; i < VALUES; i++) {
      long queue = layouts[i].queue().base();
      blocks[i] = BlockQueue.open(observer, queue, allocator, Delivery.AT_MOST_ONCE);
    }
    values = ConditionQueue.open(observer, layouts[VALUES].queue().base());
  }

  /** What members note at a queue of blocks. */
  enum Note {
    NONE,
    TAKING,
    PASSING
  }

  private Weakening without(Note note) {
    Weakening all = memory -> memory;
    for (int seat = 0; seat < SEATS && note != Note.NONE; seat++) {
      long word =
          note == Note.TAKING
              ? layouts[IN].queue().taking(seat)
              : layouts[OUT].queue().passing(seat);
      all = all.and(Weakening.withoutWrites(word));
    }
    return all;
  }

  void restartSteps() {
    world.boundedMemory().restartSteps();
  }

  long base(int pipe) {
    return layouts[pipe].base();
  }

  PipeMember member() {
    long number = ++participants;
    return new PipeMember(world, number, weakening);
  }

  void kill(PipeMember member) {
    world.kill(member.number);
  }

  boolean isAlive(long number) {
    return number != Participants.NOBODY && observer.participants().isAlive(number);
  }

  long now() {
    return world.clock().now();
  }

  PipeStatus status(int pipe) {
    return PipeStatus.of(observer, base(pipe));
  }

  /** Whether there is no room; what was returned to the front takes none. */
  boolean isFull(int pipe) {
    return status(pipe).queue().size() == CAPACITY;
  }

  /** What is in a pipe, in order. */
  List<Long> content(int pipe) {
    List<Long> found = new ArrayList<>();
    if (pipe == VALUES) {
      while (values.peek(found.size()) == Outcome.DONE) {
        found.add(values.value());
      }
      return found;
    }
    while (blocks[pipe].peek(found.size()) == Outcome.DONE) {
      long id = blocks[pipe].block();
      if (allocator.load(id) != Outcome.DONE) {
        throw new AssertionError("no block: pipe=" + pipe + ", id=" + id);
      }
      found.add(world.memory().readLong(allocator.offset(id)));
      allocator.release(id);
    }
    return found;
  }

  /** Settles what the dead have left; whether nothing is left that could not be settled. */
  boolean recover() {
    int pending = 0;
    for (BlockQueue queue : blocks) {
      pending += queue.recover().pending();
    }
    return pending == 0;
  }

  /** Takes all out of a pipe. */
  void drop(int pipe) {
    blocks[pipe].drop(Integer.MAX_VALUE);
  }

  HeapCheck verify() {
    allocator.recover();
    allocator.trim();
    return allocator.verify();
  }
}
