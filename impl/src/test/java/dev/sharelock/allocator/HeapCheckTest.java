package dev.sharelock.allocator;

import static dev.sharelock.allocator.ChunkWord.DISSOLVING;
import static dev.sharelock.allocator.ChunkWord.FORMING;
import static dev.sharelock.allocator.ChunkWord.PART;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sharelock.testing.TestWorld;
import org.junit.jupiter.api.Test;

class HeapCheckTest {
  private static final HeapGeometry SMALL = new HeapGeometry(64, 4, 8, 4, 4);

  private final TestWorld world = new TestWorld(SMALL.bytes() + 256);
  private final Heap heap;
  private final Allocator survivor;

  HeapCheckTest() {
    HeapFormat.create(world.memory, 0, SMALL, TestWorld.GENERATION);
    heap = Heap.open(world.memory, 0);
    survivor = Allocator.open(world.participant(1), 0);
    Allocator.open(world.participant(2), 0).allocate(64);
  }

  private void write(int chunk, long word) {
    assertThat(heap.changeChunk(chunk, heap.chunk(chunk), word)).isTrue();
  }

  /** What a holder leaves that dies while it puts one run together and takes another apart. */
  private void leaveHalfDone(int holder) {
    write(4, ChunkWord.of(FORMING, holder, 3, 9));
    write(5, ChunkWord.of(PART, 0, 4, 9));
    write(7, ChunkWord.of(DISSOLVING, holder, 1, 5));
  }

  @Test
  void whatTheDeadHaveLeftHalfDoneIsNamedAndRecovered() {
    leaveHalfDone(1);
    assertThat(survivor.verify().problems()).isEmpty();
    assertThat(survivor.verify().orphans()).isEmpty();
    world.kill(2);
    assertThat(survivor.verify().problems()).isEmpty();
    assertThat(survivor.verify().orphans())
        .containsExactly(
            "chunk is left half done by a dead holder: chunk=4, kind=FORMING, holder=1, chunks=3",
            "chunk is left half done by a dead holder: chunk=7, kind=DISSOLVING, holder=1,"
                + " chunks=1");
  }

  @Test
  void whatNobodyWillFinishIsAProblem() {
    leaveHalfDone(2);
    assertThat(survivor.verify().orphans()).isEmpty();
    assertThat(survivor.verify().problems())
        .containsExactly(
            "chunk is left half done by nobody: chunk=4, kind=FORMING, holder=2, chunks=3",
            "chunk is left half done by nobody: chunk=7, kind=DISSOLVING, holder=2, chunks=1");
  }

  @Test
  void recoveryFinishesWhatTheDeadHaveLeftHalfDone() {
    Allocator former = Allocator.open(world.participant(3), 0);
    long run = former.allocate(3 * 256);
    int head = heap.unit(run) / SMALL.chunkUnits();
    former.release(run);
    write(head, ChunkWord.as(heap.chunk(head), FORMING, 2));
    world.kill(3);
    assertThat(survivor.verify().orphans()).hasSize(1);
    survivor.recover();
    assertThat(survivor.verify().orphans()).isEmpty();
    assertThat(survivor.verify().problems()).isEmpty();
    assertThat(ChunkWord.kind(heap.chunk(head + 2))).isEqualTo(ChunkWord.FREE);
  }
}
