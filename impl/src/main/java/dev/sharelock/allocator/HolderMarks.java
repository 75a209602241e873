package dev.sharelock.allocator;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * What a holder has counted since it joined, as it has published it last: now and then while it
 * allocates, and whenever it looks at its own {@link Allocator#statistics}.
 *
 * @param hits how many allocations were served from what it keeps
 * @param misses how many were not
 * @param most how many blocks of each size it has had at most in its own slabs and runs, in use or
 *     kept; sizes of which it had none are left out
 */
public record HolderMarks(long hits, long misses, List<HighWater> most) {

  /**
   * The most blocks of one size.
   *
   * @param blockBytes the size; for runs, of one chunk
   * @param blocks how many; for runs, in chunks
   */
  public record HighWater(long blockBytes, long blocks) {}

  /**
   * Copies the list.
   *
   * @param hits as above
   * @param misses as above
   * @param most as above
   */
  public HolderMarks {
    most = List.copyOf(most);
  }

  /** What a holder has published; nothing if it is still what another one has. */
  static HolderMarks of(Heap heap, int holder) {
    if (heap.mark(holder, Tally.OWNER) != heap.participant(holder)) {
      return new HolderMarks(0, 0, List.of());
    }
    List<HighWater> most = new ArrayList<>();
    int sizes = Tally.sizes(heap.geometry());
    for (int i = 0; i < sizes; i++) {
      long blocks = heap.mark(holder, Tally.MOST + i);
      if (blocks != 0) {
        most.add(new HighWater(blockBytes(heap.geometry(), i, sizes - 1), blocks));
      }
    }
    long hits = heap.mark(holder, Tally.HITS);
    return new HolderMarks(hits, heap.mark(holder, Tally.MISSES), most);
  }

  private static long blockBytes(HeapGeometry geometry, int size, int runs) {
    return size == runs
        ? geometry.chunkBytes()
        : (long) SizeClasses.unitsOf(size) * geometry.unitBytes();
  }

  /** For people; empty if nothing was published. */
  String text() {
    if (hits == 0 && misses == 0) {
      return "";
    }
    StringBuilder text = new StringBuilder();
    text.append(
        String.format(
            Locale.ROOT, "counted: %d allocations from what it keeps, %d others", hits, misses));
    String before = "; at most ";
    for (HighWater mark : most) {
      text.append(before).append(mark.blocks).append(" of ").append(mark.blockBytes);
      before = ", ";
    }
    return most.isEmpty() ? text.toString() : text.append(" bytes").toString();
  }
}
