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
  private final int units;
  private final int classes;
  private final long states;
  private final long slacks;
  private final int tag;

  private Heap(SharedMemory memory, long base, HeapGeometry geometry, int tag) {
    this.memory = memory;
    this.geometry = geometry;
    this.layout = new HeapLayout(base, geometry);
    this.units = geometry.units();
    this.classes = SizeClasses.count(geometry.largestSlabUnits());
    this.states = layout.state(0);
    this.slacks = layout.slack(0);
    this.tag = tag;
    this.chunkShift = Integer.numberOfTrailingZeros(geometry.chunkUnits());
  }

  /**
   * Builds an empty heap in zeroed memory that nobody else knows yet; its magic word is the last.
   */
  static void format(SharedMemory memory, long base, HeapGeometry geometry, long generation) {
    requireRoom(memory, base, geometry);
    HeapLayout layout = new HeapLayout(base, geometry);
    memory.setIntOpaque(HeapLayout.unitBytes(base), geometry.unitBytes());
    memory.setIntOpaque(HeapLayout.chunkUnits(base), geometry.chunkUnits());
    memory.setIntOpaque(HeapLayout.chunks(base), geometry.chunks());
    memory.setIntOpaque(HeapLayout.holders(base), geometry.holders());
    memory.setIntOpaque(HeapLayout.outbox(base), geometry.outbox());
    memory.setIntOpaque(HeapLayout.tag(base), BlockId.tag(generation, geometry.units()));
    long free = BlockState.free(Long.hashCode(generation) & -2);
    for (int unit = 0; unit < geometry.units(); unit++) {
      memory.setLongOpaque(layout.state(unit), free);
    }
    memory.setLongRelease(base, HeapLayout.MAGIC); // M1 -> M2: the heap is built
  }

  /** Opens a heap and checks all that it says about itself. */
  static Heap open(SharedMemory memory, long base) {
    Heap heap = openWords(memory, base);
    requireRoom(memory, base, heap.geometry);
    return heap;
  }

  /** Opens the words of a heap, whose blocks may lie beyond the end of the memory. */
  static Heap openWords(SharedMemory memory, long base) {
    HeapGeometry geometry = readHeader(memory, base);
    Heap heap = new Heap(memory, base, geometry, memory.getIntOpaque(HeapLayout.tag(base)));
    if (heap.layout.data(0) > memory.size()) {
      throw tooLarge(memory, base, geometry);
    }
    return heap;
  }

  /** Reads the sizes of a heap, which is ready. */
  static HeapGeometry readHeader(SharedMemory memory, long base) {
    if (base < 0 || base % HeapLayout.LINE != 0 || base + HeapLayout.LINE > memory.size()) {
      throw new IllegalArgumentException(
          "heap cannot be there: base="
              + base
              + ", memory="
              + memory.size()
              + "; do: pass the offset at which it was formatted");
    }
    long magic = memory.getLongAcquire(base); // M2 <- M1
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
    return readGeometry(memory, base);
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
    if (new HeapLayout(base, geometry).end() > memory.size()) {
      throw tooLarge(memory, base, geometry);
    }
  }

  private static SharelockException tooLarge(
      SharedMemory memory, long base, HeapGeometry geometry) {
    return new SharelockException(
        Outcome.TOO_LARGE,
        "heap does not fit: bytes="
            + geometry.bytes()
            + ", base="
            + base
            + ", memory="
            + memory.size()
            + "; do: make the region larger or the heap smaller");
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

  /** By what ids of this heap differ from those of others. */
  int tag() {
    return tag;
  }

  /** The id of a use of a block. */
  long id(int unit, int generation) {
    return BlockId.of(unit ^ tag, generation);
  }

  /** The unit that an id names; none that {@link #hasUnit} knows if it has another tag. */
  int unit(long id) {
    return BlockId.position(id) ^ tag;
  }

  boolean hasUnit(int unit) {
    return unit >= 0 && unit < units;
  }

  /** Whether a number can be the id of a block of this heap. */
  boolean canBeId(long number) {
    return hasUnit(unit(number)) && BlockState.isUse(BlockId.generation(number));
  }

  long dataOffset(int unit) {
    return layout.data(unit);
  }

  private long stateAt(int unit) {
    return states + 8L * unit;
  }

  private long slackAt(int unit) {
    return slacks + 4L * unit;
  }

  /** A look at a state; what depends on it is confirmed by {@link #changeState}. */
  long state(int unit) {
    return memory.getLongOpaque(stateAt(unit));
  }

  /** A look at a state that shows what was done before its last change. */
  long latestState(int unit) {
    return memory.getLongAcquire(stateAt(unit)); // A2 <- A1
  }

  boolean changeState(int unit, long from, long to) {
    return memory.compareAndSetLong(stateAt(unit), from, to); // A1 -> A1
  }

  /**
   * Begins the use of a block that the caller keeps. Nobody else may change the state of a kept
   * block, and the id that begins to be valid is not known to anybody yet.
   */
  void begin(int unit, long state) {
    memory.setLongOpaque(stateAt(unit), state); // orders nothing: the caller goes on alone
  }

  /** Frees a block that a holder keeps, which nobody else changes. */
  void free(long id, int holder) {
    long state = BlockState.heldBy(BlockId.generation(id), holder);
    changeState(unit(id), state, BlockState.without(state, holder));
  }

  int slack(int unit) {
    return memory.getIntOpaque(slackAt(unit));
  }

  void setSlack(int unit, int bytes) {
    memory.setIntOpaque(slackAt(unit), bytes);
  }

  /** How many bytes a block has from its first unit on; 0 if no block can start there. */
  long blockBytes(int unit) {
    long word = chunk(chunkOf(unit));
    return switch (ChunkWord.kind(word)) {
      case ChunkWord.SLAB ->
          (long) SizeClasses.unitsOf(ChunkWord.detail(word)) * geometry.unitBytes();
      case ChunkWord.RUN -> ChunkWord.detail(word) * geometry.chunkBytes();
      default -> 0;
    };
  }

  /** What a chunk is used for, checked; what depends on it is confirmed by an update. */
  long chunk(int chunk) {
    long word = chunkUnchecked(chunk);
    if (!isSound(chunk, word)) {
      throw Refusal.corruptChunk(chunk, word, geometry);
    }
    return word;
  }

  /** The same for whoever checks it himself. */
  long chunkUnchecked(int chunk) {
    return memory.getLongOpaque(layout.chunk(chunk));
  }

  /** Whether a chunk word can have been written by an allocator. */
  boolean isSound(int chunk, long word) {
    int detail = ChunkWord.detail(word);
    return switch (ChunkWord.kind(word)) {
      case ChunkWord.FREE -> true;
      case ChunkWord.SLAB -> detail >= 0 && detail < classes;
      case ChunkWord.PART -> detail >= 0 && detail < chunk;
      case ChunkWord.RUN, ChunkWord.FORMING, ChunkWord.DISSOLVING ->
          detail >= 1 && detail <= geometry.chunks() - chunk;
      default -> false;
    };
  }

  boolean changeChunk(int chunk, long from, long to) {
    return memory.compareAndSetLong(layout.chunk(chunk), from, to); // C1 -> C1: all is done
  }

  long participant(int holder) {
    return memory.getLongOpaque(layout.participant(holder)); // confirmed likewise
  }

  boolean changeParticipant(int holder, long from, long to) {
    long word = layout.participant(holder);
    return memory.compareAndSetLong(word, from, to); // H1 -> H1: all came back
  }

  long recoverer(int holder) {
    return memory.getLongOpaque(layout.recoverer(holder)); // confirmed likewise
  }

  boolean changeRecoverer(int holder, long from, long to) {
    return memory.compareAndSetLong(layout.recoverer(holder), from, to); // R1 -> R1: what was done
  }

  long intent(int holder) {
    return memory.getLongOpaque(layout.intent(holder)); // after a death
  }

  void setIntent(int holder, long ticket) {
    memory.setLongOpaque(layout.intent(holder), ticket); // read after a death
  }

  long entry(int holder, int entry) {
    return memory.getLongAcquire(layout.entry(holder, entry)); // E2 <- E1
  }

  void setEntry(int holder, int entry, long word) {
    memory.setLongOpaque(layout.entry(holder, entry), word); // the ticket is ordered
  }

  boolean changeEntry(int holder, int entry, long from, long to) {
    return memory.compareAndSetLong(layout.entry(holder, entry), from, to); // E1 -> E2
  }

  int hintWords() {
    return layout.hintWords();
  }

  long hints(int holder, int word) {
    return memory.getLongOpaque(layout.hint(holder, word)); // after a death
  }

  void setHints(int holder, int word, long bits) {
    memory.setLongOpaque(layout.hint(holder, word), bits); // read after a death
  }

  long mark(int holder, int index) {
    return memory.getLongOpaque(layout.mark(holder, index)); // for people
  }

  void setMark(int holder, int index, long value) {
    memory.setLongOpaque(layout.mark(holder, index), value); // orders nothing
  }
}
