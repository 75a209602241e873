package dev.sharelock.allocator;

import dev.sharelock.Outcome;
import dev.sharelock.SharelockException;
import dev.sharelock.memory.FieldNames;
import dev.sharelock.memory.SharedMemory;

/**
 * The words of one heap, by their meaning. It decides nothing; who may change what is said
 * elsewhere.
 */
final class Heap {
  private final SharedMemory memory;
  private final HeapGeometry geometry;
  private final HeapLayout layout;
  private final int chunkShift;

  private Heap(SharedMemory memory, long base, HeapGeometry geometry) {
    this.memory = memory;
    this.geometry = geometry;
    this.layout = new HeapLayout(base, geometry);
    this.chunkShift = Integer.numberOfTrailingZeros(geometry.chunkUnits());
  }

  /**
   * Builds an empty heap in zeroed memory that nobody else knows yet; its magic word is the last.
   */
  static void format(SharedMemory memory, long base, HeapGeometry geometry, int firstGeneration) {
    requireRoom(memory, base, geometry);
    HeapLayout layout = new HeapLayout(base, geometry);
    memory.setIntOpaque(HeapLayout.unitBytes(base), geometry.unitBytes());
    memory.setIntOpaque(HeapLayout.chunkUnits(base), geometry.chunkUnits());
    memory.setIntOpaque(HeapLayout.chunks(base), geometry.chunks());
    memory.setIntOpaque(HeapLayout.holders(base), geometry.holders());
    memory.setIntOpaque(HeapLayout.outbox(base), geometry.outbox());
    int generation = firstGeneration == 0 ? 1 : firstGeneration;
    for (int unit = 0; unit < geometry.units(); unit++) {
      memory.setLongOpaque(layout.state(unit), BlockState.free(generation));
    }
    memory.setLongRelease(base, HeapLayout.MAGIC);
  }

  /** Opens a heap and checks all that it says about itself. */
  static Heap open(SharedMemory memory, long base) {
    if (base < 0 || base % HeapLayout.LINE != 0 || base + HeapLayout.LINE > memory.size()) {
      throw new IllegalArgumentException(
          "heap cannot be there: base="
              + base
              + ", memory="
              + memory.size()
              + "; do: pass the offset at which it was formatted");
    }
    long magic = memory.getLongAcquire(base);
    if (magic != HeapLayout.MAGIC) {
      throw new SharelockException(
          Outcome.CORRUPT,
          "no heap there: base="
              + base
              + ", magic="
              + Long.toHexString(magic)
              + ", expected="
              + Long.toHexString(HeapLayout.MAGIC)
              + "; do: format it, or check the version of the library");
    }
    HeapGeometry geometry = readGeometry(memory, base);
    requireRoom(memory, base, geometry);
    return new Heap(memory, base, geometry);
  }

  private static HeapGeometry readGeometry(SharedMemory memory, long base) {
    try {
      return new HeapGeometry(
          memory.getIntOpaque(HeapLayout.unitBytes(base)),
          memory.getIntOpaque(HeapLayout.chunkUnits(base)),
          memory.getIntOpaque(HeapLayout.chunks(base)),
          memory.getIntOpaque(HeapLayout.holders(base)),
          memory.getIntOpaque(HeapLayout.outbox(base)));
    } catch (IllegalArgumentException e) {
      throw new SharelockException(
          Outcome.CORRUPT,
          "heap is corrupt: base=" + base + ", " + e.getMessage() + "; do: recreate the region",
          e);
    }
  }

  private static void requireRoom(SharedMemory memory, long base, HeapGeometry geometry) {
    if (geometry.bytes() > memory.size() - base) {
      throw new SharelockException(
          Outcome.TOO_LARGE,
          "heap does not fit: bytes="
              + geometry.bytes()
              + ", base="
              + base
              + ", memory="
              + memory.size()
              + "; do: make the region larger or the heap smaller");
    }
  }

  SharedMemory memory() {
    return memory;
  }

  HeapGeometry geometry() {
    return geometry;
  }

  void describe(String prefix, FieldNames names) {
    layout.describe(prefix, names);
  }

  int chunkOf(int unit) {
    return unit >>> chunkShift;
  }

  int firstUnit(int chunk) {
    return chunk << chunkShift;
  }

  boolean hasUnit(int unit) {
    return unit >= 0 && unit < geometry.units();
  }

  long dataOffset(int unit) {
    return layout.data(unit);
  }

  long state(int unit) {
    return memory.getLongVolatile(layout.state(unit));
  }

  /** A glance at a state, to be confirmed by {@link #changeState}. */
  long glance(int unit) {
    return memory.getLongOpaque(layout.state(unit));
  }

  boolean changeState(int unit, long from, long to) {
    return memory.compareAndSetLong(layout.state(unit), from, to);
  }

  int exactSize(int unit) {
    return memory.getIntOpaque(layout.exactSize(unit));
  }

  void setExactSize(int unit, int bytes) {
    memory.setIntOpaque(layout.exactSize(unit), bytes);
  }

  long chunk(int chunk) {
    return memory.getLongVolatile(layout.chunk(chunk));
  }

  boolean changeChunk(int chunk, long from, long to) {
    return memory.compareAndSetLong(layout.chunk(chunk), from, to);
  }

  long participant(int holder) {
    return memory.getLongVolatile(layout.participant(holder));
  }

  boolean changeParticipant(int holder, long from, long to) {
    return memory.compareAndSetLong(layout.participant(holder), from, to);
  }

  long recoverer(int holder) {
    return memory.getLongVolatile(layout.recoverer(holder));
  }

  boolean changeRecoverer(int holder, long from, long to) {
    return memory.compareAndSetLong(layout.recoverer(holder), from, to);
  }

  long intent(int holder) {
    return memory.getLongVolatile(layout.intent(holder));
  }

  void setIntent(int holder, long ticket) {
    memory.setLongVolatile(layout.intent(holder), ticket);
  }

  long entry(int holder, int entry) {
    return memory.getLongVolatile(layout.entry(holder, entry));
  }

  void setEntry(int holder, int entry, long word) {
    memory.setLongVolatile(layout.entry(holder, entry), word);
  }

  boolean changeEntry(int holder, int entry, long from, long to) {
    return memory.compareAndSetLong(layout.entry(holder, entry), from, to);
  }

  int hintWords() {
    return layout.hintWords();
  }

  long hints(int holder, int word) {
    return memory.getLongVolatile(layout.hint(holder, word));
  }

  void setHints(int holder, int word, long bits) {
    memory.setLongVolatile(layout.hint(holder, word), bits);
  }
}
