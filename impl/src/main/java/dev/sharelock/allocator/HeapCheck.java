package dev.sharelock.allocator;

import static dev.sharelock.allocator.ChunkWord.FREE;
import static dev.sharelock.allocator.ChunkWord.PART;
import static dev.sharelock.allocator.ChunkWord.RUN;
import static dev.sharelock.allocator.ChunkWord.SLAB;

import dev.sharelock.memory.SharedMemory;
import java.util.ArrayList;
import java.util.List;

/**
 * What a look at the whole heap has found.
 *
 * @param problems sentences that say what is wrong; empty if the heap is consistent
 * @param allocatedBlocks how many blocks somebody holds
 * @param allocatedBytes their exact sizes together
 * @param freeChunks how many chunks nobody uses
 * @param holders how many participants use the heap
 */
public record HeapCheck(
    List<String> problems, int allocatedBlocks, long allocatedBytes, int freeChunks, int holders) {

  /**
   * Copies the list.
   *
   * @param problems as above
   * @param allocatedBlocks as above
   * @param allocatedBytes as above
   * @param freeChunks as above
   * @param holders as above
   */
  public HeapCheck {
    problems = List.copyOf(problems);
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
    return of(Heap.open(memory, base));
  }

  static HeapCheck of(Heap heap) {
    List<String> problems = new ArrayList<>();
    int blocks = 0;
    long bytes = 0;
    int free = 0;
    for (int chunk = 0; chunk < heap.geometry().chunks(); chunk++) {
      free += ChunkWord.kind(heap.chunkUnchecked(chunk)) == FREE ? 1 : 0;
      int step = blockUnits(heap, chunk, problems);
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
    return new HeapCheck(problems, blocks, bytes, free, holders);
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
        if (ChunkWord.kind(head) != RUN || ChunkWord.version(head) != ChunkWord.version(word)) {
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
