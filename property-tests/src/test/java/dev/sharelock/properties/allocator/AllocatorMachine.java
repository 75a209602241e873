package dev.sharelock.properties.allocator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sharelock.Outcome;
import dev.sharelock.SharelockException;
import dev.sharelock.allocator.Allocator;
import dev.sharelock.allocator.AllocatorOptions;
import dev.sharelock.allocator.BlockId;
import dev.sharelock.allocator.HeapCheck;
import dev.sharelock.allocator.HeapFormat;
import dev.sharelock.allocator.HeapGeometry;
import dev.sharelock.model.solo.SoloWorld;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Three handles of one heap beside a model: which blocks there are, who has how many references to
 * each, and what is on the way.
 */
final class AllocatorMachine {
  static final HeapGeometry GEOMETRY = new HeapGeometry(64, 8, 4, 8, 4);
  static final long BASE = 128;
  private static final int HANDLES = 3;
  private static final long STEPS = 20_000;

  private final SoloWorld world = SoloWorld.bounded(BASE + GEOMETRY.bytes(), STEPS);
  private final Allocator[] handles = new Allocator[HANDLES];
  private final long[] numbers = new long[HANDLES];
  private final Map<Long, Block> live = new HashMap<>();
  private final Set<Long> lingering = new HashSet<>();
  private final List<Long> ids = new ArrayList<>();
  private final Map<Long, Sent> onTheWay = new HashMap<>();
  private final List<Long> tickets = new ArrayList<>();
  private long nextNumber = 1;

  /** A block that somebody has, or that is on the way. */
  private static final class Block {
    private final int[] references = new int[HANDLES];
    private int sent;
    private boolean wasSent;

    boolean isLive() {
      int sum = sent;
      for (int count : references) {
        sum += count;
      }
      return sum > 0;
    }
  }

  /** A reference on the way. */
  private record Sent(long id, int sender) {}

  AllocatorMachine(int firstGeneration) {
    HeapFormat.create(world.memory(), BASE, GEOMETRY, firstGeneration);
    for (int h = 0; h < HANDLES; h++) {
      open(h);
    }
  }

  SoloWorld world() {
    return world;
  }

  private void open(int handle) {
    numbers[handle] = nextNumber++;
    AllocatorOptions options = AllocatorOptions.usual().cache(handle * 256L, 2);
    handles[handle] = Allocator.open(world.participant(numbers[handle]), BASE, options);
  }

  /** Does one step on both sides and compares. */
  void run(AllocatorStep step) {
    world.boundedMemory().restartSteps();
    make(step, handles[step.handle()]);
    HeapCheck check = handles[step.handle()].verify();
    assertThat(check.problems()).isEmpty();
    assertThat(check.allocatedBlocks()).isBetween(live.size(), live.size() + lingering.size());
  }

  private void make(AllocatorStep step, Allocator handle) {
    switch (step.kind()) {
      case ALLOCATE -> allocate(step, handle);
      case LOAD -> load(step, handle);
      case RETAIN -> retain(step, handle);
      case RELEASE -> release(step, handle);
      case SEND -> send(step, handle);
      case ACCEPT -> accept(step, handle);
      case CANCEL -> cancel(step, handle);
      case TRIM -> handle.trim();
      case RECOVER -> handle.recover();
      case KILL -> leave(step.handle(), false);
      case CLOSE -> leave(step.handle(), true);
      case LOAD_NONSENSE -> loadNonsense(step, handle);
      case ACCEPT_NONSENSE -> acceptNonsense(step, handle);
    }
  }

  private void allocate(AllocatorStep step, Allocator handle) {
    if (step.bytes() <= 0) {
      assertThatThrownBy(() -> handle.tryAllocate(step.bytes()))
          .isInstanceOf(IllegalArgumentException.class);
      return;
    }
    if (step.bytes() > GEOMETRY.dataBytes()) {
      assertThatThrownBy(() -> handle.tryAllocate(step.bytes()))
          .isInstanceOfSatisfying(
              SharelockException.class, e -> assertThat(e.outcome()).isEqualTo(Outcome.TOO_LARGE));
      return;
    }
    long id = handle.tryAllocate(step.bytes());
    if (id != BlockId.NONE) {
      assertThat(ids).as("an id came twice").doesNotContain(id);
      assertThat(handle.size(id)).isEqualTo(step.bytes());
      assertThat(handle.roundedSize(id)).isGreaterThanOrEqualTo(step.bytes());
      assertThat(handle.offset(id) % GEOMETRY.unitBytes()).isZero();
      world.memory().fillBytes(handle.offset(id), step.bytes(), (byte) id);
      Block block = new Block();
      block.references[step.handle()] = 1;
      live.put(id, block);
      ids.add(id);
    }
  }

  /** One of the ids that there were, mostly a late one. */
  private long id(AllocatorStep step) {
    int back = Math.floorMod(step.pick(), Math.min(8, ids.size()));
    return ids.get(ids.size() - 1 - back);
  }

  private void load(AllocatorStep step, Allocator handle) {
    if (!ids.isEmpty()) {
      long id = id(step);
      Outcome outcome = handle.load(id);
      Block block = live.get(id);
      if (block == null && outcome == Outcome.DONE && lingering.remove(id)) {
        block = new Block();
        block.wasSent = true;
        live.put(id, block);
      }
      assertThat(outcome == Outcome.DONE).as("%s", outcome).isEqualTo(block != null);
      if (block != null) {
        block.references[step.handle()]++;
      } else {
        assertThat(outcome).isIn(Outcome.RELEASED, Outcome.STALE);
      }
    }
  }

  private int references(AllocatorStep step, long id) {
    Block block = live.get(id);
    return block == null ? 0 : block.references[step.handle()];
  }

  private void retain(AllocatorStep step, Allocator handle) {
    if (!ids.isEmpty()) {
      long id = id(step);
      if (references(step, id) == 0) {
        assertThatThrownBy(() -> handle.retain(id)).isInstanceOf(IllegalStateException.class);
      } else {
        handle.retain(id);
        live.get(id).references[step.handle()]++;
      }
    }
  }

  private void release(AllocatorStep step, Allocator handle) {
    if (!ids.isEmpty()) {
      long id = id(step);
      if (references(step, id) == 0) {
        assertThatThrownBy(() -> handle.release(id)).isInstanceOf(IllegalStateException.class);
      } else {
        requireContent(handle, id);
        handle.release(id);
        live.get(id).references[step.handle()]--;
        forget(id);
      }
    }
  }

  /** No other block has been written over this one. */
  private void requireContent(Allocator handle, long id) {
    long at = handle.offset(id);
    for (long i = 0; i < handle.size(id); i++) {
      assertThat(world.memory().readByte(at + i)).isEqualTo((byte) id);
    }
  }

  /** A block that was sent may stay until its sender looks what has arrived. */
  private void forget(long id) {
    if (!live.get(id).isLive() && live.remove(id).wasSent) {
      lingering.add(id);
    }
  }

  private void send(AllocatorStep step, Allocator handle) {
    if (!ids.isEmpty()) {
      long id = id(step);
      if (references(step, id) == 0) {
        assertThatThrownBy(() -> handle.send(id)).isInstanceOf(IllegalStateException.class);
        return;
      }
      long ticket = handle.send(id);
      long sent = onTheWay.values().stream().filter(s -> s.sender() == step.handle()).count();
      assertThat(ticket == 0).isEqualTo(sent == GEOMETRY.outbox());
      if (ticket != 0) {
        assertThat(tickets).doesNotContain(ticket);
        live.get(id).references[step.handle()]--;
        live.get(id).sent++;
        live.get(id).wasSent = true;
        onTheWay.put(ticket, new Sent(id, step.handle()));
        tickets.add(ticket);
      }
    }
  }

  private long ticket(AllocatorStep step) {
    int back = Math.floorMod(step.pick(), Math.min(6, tickets.size()));
    return tickets.get(tickets.size() - 1 - back);
  }

  private void accept(AllocatorStep step, Allocator handle) {
    if (!tickets.isEmpty()) {
      long ticket = ticket(step);
      Sent sent = onTheWay.remove(ticket);
      long id = handle.accept(ticket);
      assertThat(id).isEqualTo(sent == null ? BlockId.NONE : sent.id());
      if (sent != null) {
        live.get(id).sent--;
        live.get(id).references[step.handle()]++;
      }
    }
  }

  private void cancel(AllocatorStep step, Allocator handle) {
    if (!tickets.isEmpty()) {
      long ticket = ticket(step);
      Sent sent = onTheWay.get(ticket);
      boolean mine = sent != null && sent.sender() == step.handle();
      assertThat(handle.cancel(ticket)).isEqualTo(mine);
      if (mine) {
        onTheWay.remove(ticket);
        live.get(sent.id()).sent--;
        live.get(sent.id()).references[step.handle()]++;
      }
    }
  }

  /** A participant dies, or leaves; another one takes its place when what it had is back. */
  private void leave(int gone, boolean orderly) {
    if (orderly) {
      handles[gone].close();
    }
    world.kill(numbers[gone]);
    Allocator survivor = handles[(gone + 1) % HANDLES];
    survivor.recover();
    long[] stranded = survivor.strandedTickets();
    long sent = onTheWay.values().stream().filter(s -> s.sender() == gone).count();
    assertThat(stranded).hasSize((int) sent);
    for (long ticket : stranded) {
      assertThat(onTheWay).containsKey(ticket);
      Sent lost = onTheWay.remove(ticket);
      assertThat(survivor.accept(ticket)).isEqualTo(lost.id());
      survivor.release(lost.id());
      live.get(lost.id()).sent--;
    }
    survivor.recover();
    live.values().forEach(block -> block.references[gone] = 0);
    List.copyOf(live.keySet()).forEach(this::forget);
    open(gone);
  }

  private void loadNonsense(AllocatorStep step, Allocator handle) {
    if (!live.containsKey(step.pick())) {
      try {
        assertThat(handle.load(step.pick())).isIn(Outcome.RELEASED, Outcome.STALE);
      } catch (IllegalArgumentException refused) {
        assertThat(refused).hasMessageContaining("no block id of this heap");
      }
    }
  }

  private void acceptNonsense(AllocatorStep step, Allocator handle) {
    if (!onTheWay.containsKey(step.pick())) {
      try {
        assertThat(handle.accept(step.pick())).isEqualTo(BlockId.NONE);
      } catch (IllegalArgumentException refused) {
        assertThat(refused).hasMessageContaining("no ticket of this heap");
      }
    }
  }

  /** A6: when all are gone, the heap is as it was made. */
  void end() {
    world.boundedMemory().restartSteps();
    for (int h = 0; h < HANDLES; h++) {
      leave(h, h % 2 == 0);
    }
    for (int h = 1; h < HANDLES; h++) {
      leave(h, true);
    }
    handles[0].trim();
    for (int h = 1; h < HANDLES; h++) {
      handles[h].trim();
    }
    HeapCheck check = handles[0].verify();
    assertThat(check.pristine()).as(check.toString()).isTrue();
    assertThat(handles[0].tryAllocate(GEOMETRY.dataBytes())).isNotEqualTo(BlockId.NONE);
  }
}
