package dev.sharelock.allocator;

import static dev.sharelock.allocator.ChunkWord.FREE;
import static dev.sharelock.allocator.ChunkWord.RUN;
import static dev.sharelock.allocator.ChunkWord.SLAB;

import dev.sharelock.environment.Participants;
import dev.sharelock.memory.SharedMemory;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.LongFunction;

/**
 * Who holds what in a heap, by a look at its words. Everything is derived from the words that the
 * allocator works with, so nothing has to be counted while it works; the figures belong together
 * only if nobody changes the heap meanwhile.
 *
 * @param dataBytes how much room for blocks there is
 * @param chunks how many chunks that is
 * @param freeChunks how many of them nobody uses
 * @param largestFreeBytes the longest run of free chunks
 * @param highWaterChunks how many chunks have ever been in use
 * @param sizes the blocks by their size, in order
 * @param holders the holders there are
 */
public record HeapStatistics(
    long dataBytes,
    int chunks,
    int freeChunks,
    long largestFreeBytes,
    int highWaterChunks,
    List<SizeUse> sizes,
    List<HolderUse> holders) {

  /**
   * The blocks of one size.
   *
   * @param blockBytes how large each of them is
   * @param chunks how many chunks they take
   * @param blocks how many there are, in use or not
   * @param inUse how many somebody has a reference to
   * @param kept how many a holder keeps for its next allocation
   */
  public record SizeUse(long blockBytes, int chunks, int blocks, int inUse, int kept) {
    private SizeUse plus(SizeUse more) {
      return new SizeUse(
          blockBytes,
          chunks + more.chunks,
          blocks + more.blocks,
          inUse + more.inUse,
          kept + more.kept);
    }
  }

  /**
   * What one holder has.
   *
   * @param holder its number in the heap
   * @param participant whom it belongs to; -1 for the structures of the heap
   * @param blocks how many blocks it has references to
   * @param bytes how much room these take
   * @param keptBlocks how many blocks it keeps for its next allocations
   * @param keptBytes how much room these take
   * @param inFlight how many of its references are on the way to others
   * @param chunks how many slabs and runs are its own
   * @param marks what it has counted itself
   */
  public record HolderUse(
      int holder,
      long participant,
      int blocks,
      long bytes,
      int keptBlocks,
      long keptBytes,
      int inFlight,
      int chunks,
      HolderMarks marks) {}

  /**
   * Copies the lists.
   *
   * @param dataBytes as above
   * @param chunks as above
   * @param freeChunks as above
   * @param largestFreeBytes as above
   * @param highWaterChunks as above
   * @param sizes as above
   * @param holders as above
   */
  public HeapStatistics {
    sizes = List.copyOf(sizes);
    holders = List.copyOf(holders);
  }

  /**
   * Looks at a heap from outside, without a handle and without changing anything. It needs the
   * words of the heap only, and works on a copy of these.
   *
   * @param memory where it is
   * @param base its offset
   * @return what was seen
   * @throws dev.sharelock.SharelockException if there is no heap
   */
  public static HeapStatistics of(SharedMemory memory, long base) {
    return of(Heap.openWords(memory, base));
  }

  static HeapStatistics of(Heap heap) {
    return new Look(heap).look();
  }

  /**
   * Describes the heap for people.
   *
   * @param participants tells how participants are called
   * @return lines without indentation
   */
  public List<String> lines(LongFunction<String> participants) {
    List<String> lines = new ArrayList<>();
    lines.add(
        String.format(
            Locale.ROOT,
            "%d bytes for blocks, %d of %d chunks free, longest run %d bytes, %d chunks ever used",
            dataBytes,
            freeChunks,
            chunks,
            largestFreeBytes,
            highWaterChunks));
    for (SizeUse size : sizes) {
      lines.add(
          String.format(
              Locale.ROOT,
              "blocks of %d bytes: %d in use, %d kept, %d free, in %d chunks",
              size.blockBytes,
              size.inUse,
              size.kept,
              size.blocks - size.inUse - size.kept,
              size.chunks));
    }
    for (HolderUse use : holders) {
      lines.add(
          String.format(
              Locale.ROOT,
              "holder %d, %s: %d blocks of %d bytes, %d kept of %d bytes, %d in flight, %d own"
                  + " chunks",
              use.holder,
              use.participant == Anchors.STRUCTURES
                  ? "structures"
                  : "participant " + participants.apply(use.participant),
              use.blocks,
              use.bytes,
              use.keptBlocks,
              use.keptBytes,
              use.inFlight,
              use.chunks));
      if (!use.marks.text().isEmpty()) {
        lines.add(String.format(Locale.ROOT, "holder %d %s", use.holder, use.marks.text()));
      }
    }
    return lines;
  }

  /** One look at all words of a heap. */
  private static final class Look {
    private final Heap heap;
    private final int holders;
    private final int[] blocks;
    private final long[] bytes;
    private final int[] keptBlocks;
    private final long[] keptBytes;
    private final int[] chunks;
    private final Map<Long, SizeUse> sizes = new TreeMap<>();
    private int free;
    private int run;
    private int longest;
    private int everUsed;

    Look(Heap heap) {
      this.heap = heap;
      this.holders = heap.geometry().holders();
      this.blocks = new int[holders];
      this.bytes = new long[holders];
      this.keptBlocks = new int[holders];
      this.keptBytes = new long[holders];
      this.chunks = new int[holders];
    }

    HeapStatistics look() {
      for (int chunk = 0; chunk < heap.geometry().chunks(); chunk++) {
        lookAt(chunk, heap.chunk(chunk));
      }
      return new HeapStatistics(
          heap.geometry().dataBytes(),
          heap.geometry().chunks(),
          free,
          longest * heap.geometry().chunkBytes(),
          everUsed,
          List.copyOf(sizes.values()),
          holders());
    }

    private void lookAt(int chunk, long word) {
      int kind = ChunkWord.kind(word);
      run = kind == FREE ? run + 1 : 0;
      longest = Math.max(longest, run);
      free += kind == FREE ? 1 : 0;
      everUsed += kind != FREE || ChunkWord.version(word) != 0 ? 1 : 0;
      long blockBytes = heap.blockBytes(heap.firstUnit(chunk));
      if ((kind == SLAB || kind == RUN) && blockBytes > 0) {
        if (ChunkWord.holder(word) < holders) {
          chunks[ChunkWord.holder(word)]++;
        }
        count(chunk, kind, blockBytes);
      }
    }

    private void count(int chunk, int kind, long blockBytes) {
      int step = (int) Math.min(heap.geometry().chunkUnits(), blockBytes / unitBytes());
      int all = 0;
      int inUse = 0;
      int kept = 0;
      for (int i = 0; i + step <= heap.geometry().chunkUnits(); i += step) {
        long state = heap.state(heap.firstUnit(chunk) + i);
        all++;
        inUse += BlockState.isInUse(state) ? 1 : 0;
        kept += !BlockState.isInUse(state) && !BlockState.isFree(state) ? 1 : 0;
        attribute(state, blockBytes);
      }
      int length = kind == SLAB ? 1 : (int) (blockBytes / heap.geometry().chunkBytes());
      SizeUse use = new SizeUse(blockBytes, length, all, inUse, kept);
      sizes.merge(blockBytes, use, SizeUse::plus);
    }

    private int unitBytes() {
      return heap.geometry().unitBytes();
    }

    private void attribute(long state, long blockBytes) {
      for (int bits = BlockState.holders(state); bits != 0; bits &= bits - 1) {
        int holder = Integer.numberOfTrailingZeros(bits);
        if (holder < holders && BlockState.isInUse(state)) {
          blocks[holder]++;
          bytes[holder] += blockBytes;
        } else if (holder < holders) {
          keptBlocks[holder]++;
          keptBytes[holder] += blockBytes;
        }
      }
    }

    private List<HolderUse> holders() {
      List<HolderUse> uses = new ArrayList<>();
      for (int h = 0; h < holders; h++) {
        if (heap.participant(h) != Participants.NOBODY) {
          uses.add(
              new HolderUse(
                  h,
                  heap.participant(h),
                  blocks[h],
                  bytes[h],
                  keptBlocks[h],
                  keptBytes[h],
                  inFlight(h),
                  chunks[h],
                  HolderMarks.of(heap, h)));
        }
      }
      return uses;
    }

    private int inFlight(int holder) {
      int count = 0;
      for (int entry = 0; entry < heap.geometry().outbox(); entry++) {
        count += Ticket.kind(heap.entry(holder, entry)) == Ticket.EMPTY ? 0 : 1;
      }
      return count;
    }
  }
}
