package dev.sharelock.allocator;

import dev.sharelock.Outcome;
import dev.sharelock.SharelockException;
import dev.sharelock.environment.Participants;

/**
 * References that belong to structures in shared memory and to no participant, so that no death
 * returns them.
 *
 * <p>One holder of the heap, the last, stands for all structures; recovery never takes it for dead.
 * Its bit on a block means that some structure refers to the block. A block can be anchored once in
 * its life, by the structure that refers to it: the bit has no count.
 *
 * <p><b>Invariants</b>
 *
 * <pre>
 *   K1  the bit is set only by a participant that holds the block itself, after the structure says
 *       that it is going to refer to it
 *   K2  the bit is cleared only when the structure no longer refers to the block and never will;
 *       clearing it twice, or by two participants, has no effect, since ids are never given again
 * </pre>
 *
 * <p>Who dies between the two steps of K1 or K2 leaves a structure that tells by its own words what
 * is to be released; see the crash tables of the structures.
 *
 * <p>Confined to the thread of its {@link Allocator}.
 */
public final class Anchors {
  /** The number that stands for structures; no participant has it. */
  static final long STRUCTURES = -1;

  private final Heap heap;
  private final int holder;

  private Anchors(Heap heap, int holder) {
    this.heap = heap;
    this.holder = holder;
  }

  /**
   * Opens the anchors of a heap. The first who does sets the last holder of the heap aside.
   *
   * @param allocator a handle of the heap
   * @return the anchors
   * @throws SharelockException with {@link Outcome#NO_MEMORY} if a participant uses the last holder
   */
  public static Anchors open(Allocator allocator) {
    Heap heap = allocator.heap;
    int holder = heap.geometry().holders() - 1;
    long found = heap.participant(holder);
    while (found == Participants.NOBODY) {
      heap.changeParticipant(holder, found, STRUCTURES);
      found = heap.participant(holder);
    }
    if (found != STRUCTURES) {
      throw new SharelockException(
          Outcome.NO_MEMORY,
          "heap has no holder left for structures: holder="
              + holder
              + ", participant="
              + found
              + "; do: open structures before all holders are taken, or format the heap with more");
    }
    return new Anchors(heap, holder);
  }

  /**
   * Gives structures a reference to a block.
   *
   * @param id a block to which the caller has a reference, and which was never anchored
   */
  public void anchor(long id) {
    int unit = heap.unit(id);
    if (!heap.hasUnit(unit)) {
      throw Refusal.noId(id, heap);
    }
    while (true) {
      long state = heap.state(unit);
      if (BlockState.generation(state) != BlockId.generation(id)
          || BlockState.isFree(state)
          || BlockState.isHeldBy(state, holder)) {
        throw new IllegalStateException(
            "block cannot be anchored: id="
                + BlockId.text(id)
                + ", state="
                + Long.toHexString(state)
                + "; do: anchor a block once, while you hold it");
      }
      if (heap.changeState(unit, state, BlockState.with(state, holder))) {
        return;
      }
    }
  }

  /**
   * Returns the reference of structures to a block, if they have it still.
   *
   * @param id a number that a structure has held; what is no id of this heap is ignored
   */
  public void release(long id) {
    int unit = heap.unit(id);
    if (!heap.hasUnit(unit)) {
      return;
    }
    while (true) {
      long state = heap.state(unit);
      if (BlockState.generation(state) != BlockId.generation(id)
          || !BlockState.isHeldBy(state, holder)
          || heap.changeState(unit, state, BlockState.without(state, holder))) {
        return;
      }
    }
  }
}
