package dev.sharelock.allocator;

import static dev.sharelock.allocator.ChunkWord.DISSOLVING;
import static dev.sharelock.allocator.ChunkWord.FORMING;
import static dev.sharelock.allocator.ChunkWord.FREE;
import static dev.sharelock.allocator.ChunkWord.PART;
import static dev.sharelock.allocator.ChunkWord.RUN;
import static dev.sharelock.allocator.ChunkWord.SLAB;

import dev.sharelock.environment.Participants;
import dev.sharelock.memory.SharedMemory;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntPredicate;

/**
 * What a look at the whole heap has found.
 *
 * @param problems sentences that say what is wrong; empty if the heap is consistent
 * @param orphans sentences that name what a dead participant has left half done, which recovery
 *     finishes; empty if nobody was asked who is dead
 * @param allocatedBlocks how many blocks somebody holds
 * @param allocatedBytes their exact sizes together
 * @param freeChunks how many chunks nobody uses
 * @param holders how many participants use the heap
 */
public record HeapCheck(
    List<String> problems,
    List<String> orphans,
    int allocatedBlocks,
    long allocatedBytes,
    int freeChunks,
    int holders) {

  /**
   * Copies the lists.
   *
   * @param problems as above
   * @param orphans as above
   * @param allocatedBlocks as above
   * @param allocatedBytes as above
   * @param freeChunks as above
   * @param holders as above
   */
  public HeapCheck {
    problems = List.copyOf(problems);
    orphans = List.copyOf(orphans);
  }

  /**
   * Tells whether nothing is allocated and every chunk is free.
   *
   * @return whether the heap is as it was formatted
   */
  public boolean pristine() {
    return problems.isEmpty() && allocatedBlocks == 0;
  }

  /**
   * Looks at a heap from outside, without a handle and without changing anything.
   *
   * @param memory where it is
   * @param base its offset
   * @return what was found; of use only while nobody changes the heap
   * @throws dev.sharelock.SharelockException if there is no heap
   */
  public static HeapCheck of(SharedMemory memory, long base) {
    return of(Heap.open(memory, base), holder -> false);
  }

  static HeapCheck of(Heap heap, Participants participants) {
    return of(heap, holder -> Holders.isDead(heap, participants, holder));
  }

  private static HeapCheck of(Heap heap, IntPredicate isDead) {
    List<String> problems = new ArrayList<>();
    List<String> orphans = new ArrayList<>();
    int blocks = 0;
    long bytes = 0;
    int free = 0;
    for (int chunk = 0; chunk < heap.geometry().chunks(); chunk++) {
      free += ChunkWord.kind(heap.chunkUnchecked(chunk)) == FREE ? 1 : 0;
      int step = blockUnits(heap, chunk, problems);
      checkUnfinished(heap, chunk, problems);
      findOrphan(heap, chunk, isDead, orphans);
      int first = heap.firstUnit(chunk);
      for (int i = 0; i < heap.geometry().chunkUnits(); i++) {
        long state = heap.state(first + i);
        checkParity(first + i, state, problems);
        if (BlockState.isFree(state)) {
          continue;
        }
        if (step == 0 || i % step != 0) {
          problems.add("unit is held but no block starts there: unit=" + (first + i));
        }
        if (BlockState.isInUse(state)) {
          blocks++;
          bytes += step == 0 ? 0 : heap.blockBytes(first + i) - heap.slack(first + i);
        }
        checkHolders(heap, first + i, BlockState.holders(state), problems);
      }
    }
    int holders = 0;
    for (int holder = 0; holder < heap.geometry().holders(); holder++) {
      holders += heap.participant(holder) == 0 ? 0 : 1;
    }
    return new HeapCheck(problems, orphans, blocks, bytes, free, holders);
  }

  private static boolean isUnfinished(long word) {
    return ChunkWord.kind(word) == FORMING || ChunkWord.kind(word) == DISSOLVING;
  }

  /** What nobody is at will never be finished. */
  private static void checkUnfinished(Heap heap, int chunk, List<String> problems) {
    long word = heap.chunkUnchecked(chunk);
    int holder = ChunkWord.holder(word);
    if (isUnfinished(word)
        && (holder >= heap.geometry().holders()
            || heap.participant(holder) == Participants.NOBODY)) {
      problems.add("chunk is left half done by nobody: " + unfinished(chunk, word));
    }
  }

  private static void findOrphan(Heap heap, int chunk, IntPredicate isDead, List<String> orphans) {
    long word = heap.chunkUnchecked(chunk);
    int holder = ChunkWord.holder(word);
    if (isUnfinished(word) && holder < heap.geometry().holders() && isDead.test(holder)) {
      orphans.add("chunk is left half done by a dead holder: " + unfinished(chunk, word));
    }
  }

  private static String unfinished(int chunk, long word) {
    return "chunk="
        + chunk
        + ", kind="
        + (ChunkWord.kind(word) == FORMING ? "FORMING" : "DISSOLVING")
        + ", holder="
        + ChunkWord.holder(word)
        + ", chunks="
        + ChunkWord.detail(word);
  }

  private static void checkParity(int unit, long state, List<String> problems) {
    if (BlockState.isInUse(state) ? BlockState.isFree(state) : moreThanOne(state)) {
      problems.add(
          "holders do not fit the generation: unit="
              + unit
              + ", generation="
              + Integer.toUnsignedString(BlockState.generation(state))
              + ", holders="
              + Integer.toBinaryString(BlockState.holders(state)));
    }
  }

  private static boolean moreThanOne(long state) {
    return Integer.bitCount(BlockState.holders(state)) > 1;
  }

  private static void checkHolders(Heap heap, int unit, int bits, List<String> problems) {
    for (int holder = 0; holder < BlockState.HOLDERS; holder++) {
      if ((bits >>> holder & 1) != 0
          && (holder >= heap.geometry().holders() || heap.participant(holder) == 0)) {
        problems.add("block is held by nobody's bit: unit=" + unit + ", holder=" + holder);
      }
    }
  }

  /** How many units apart the blocks of a chunk start; 0 if none may start there. */
  private static int blockUnits(Heap heap, int chunk, List<String> problems) {
    long word = heap.chunkUnchecked(chunk);
    int detail = ChunkWord.detail(word);
    if (!heap.isSound(chunk, word)) {
      problems.add("chunk word is corrupt: chunk=" + chunk + ", word=0x" + Long.toHexString(word));
      return 0;
    }
    switch (ChunkWord.kind(word)) {
      case SLAB -> {
        return SizeClasses.unitsOf(detail);
      }
      case RUN -> {
        checkParts(heap, chunk, word, problems);
        return heap.geometry().chunkUnits();
      }
      case PART -> {
        long head = detail < heap.geometry().chunks() ? heap.chunkUnchecked(detail) : 0;
        boolean isHead = ChunkWord.kind(head) == RUN || isUnfinished(head);
        if (!isHead || ChunkWord.version(head) != ChunkWord.version(word)) {
          problems.add("chunk is part of no run: chunk=" + chunk + ", head=" + detail);
        }
        return 0;
      }
      default -> {
        return 0;
      }
    }
  }

  private static void checkParts(Heap heap, int head, long word, List<String> problems) {
    for (int chunk = head + 1; chunk < head + ChunkWord.detail(word); chunk++) {
      long part = chunk < heap.geometry().chunks() ? heap.chunkUnchecked(chunk) : 0;
      if (ChunkWord.kind(part) != PART
          || ChunkWord.detail(part) != head
          || ChunkWord.version(part) != ChunkWord.version(word)) {
        problems.add("run lacks a part: head=" + head + ", chunk=" + chunk);
      }
    }
  }
}
