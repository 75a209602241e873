package dev.sharelock.allocator;

/**
 * What a handle counts for people: how many allocations were served from what it keeps, how many
 * were not, and how many blocks of each size it has had at most in its own slabs and runs, in use
 * or kept. All runs that it keeps count together, in chunks.
 *
 * <p>It counts in private memory, and stores the figures in shared memory now and then, where only
 * this holder writes them and nothing depends on them; {@link HeapStatistics} reads them. They are
 * those of whoever is named beside them, so nobody has to clear what a predecessor has left.
 */
final class Tally {
  /** The figures: whose they are, hits, misses, then the most of each size. */
  static final int OWNER = 0;

  static final int HITS = 1;
  static final int MISSES = 2;
  static final int MOST = 3;

  private static final int HITS_MASK = (1 << 12) - 1;
  private static final int MISSES_MASK = (1 << 4) - 1;

  private final Heap heap;
  private final int holder;
  private final int[] now;
  private final int[] most;
  private long misses;

  Tally(Heap heap, int holder) {
    this.heap = heap;
    this.holder = holder;
    this.now = new int[sizes(heap.geometry())];
    this.most = new int[now.length];
  }

  /** How many sizes are counted: the slab classes, and runs. */
  static int sizes(HeapGeometry geometry) {
    return SizeClasses.count(geometry.largestSlabUnits()) + 1;
  }

  /** Whether the figures are to be published after so many hits. */
  static boolean isTimeToPublish(long hits) {
    return (hits & HITS_MASK) == 0;
  }

  /** Counts an allocation that is no hit; returns whether the figures are to be published. */
  boolean miss() {
    misses++;
    return (misses & MISSES_MASK) == 0;
  }

  /** More blocks of a size, or chunks in runs, are this holder's. */
  void more(int size, int count) {
    now[size] += count;
    most[size] = Math.max(most[size], now[size]);
  }

  /**
   * Fewer are. A chunk can have changed its use after the last block in it was sent away, so the
   * size is not certain.
   */
  void less(int size, int count) {
    now[size] = Math.max(0, now[size] - count);
  }

  /** Shows the figures to others. */
  void publish(long hits) {
    heap.setMark(holder, OWNER, heap.participant(holder));
    heap.setMark(holder, HITS, hits);
    heap.setMark(holder, MISSES, misses);
    for (int i = 0; i < most.length; i++) {
      heap.setMark(holder, MOST + i, most[i]);
    }
  }
}
