package dev.sharelock.allocator;

import dev.sharelock.memory.FieldNames;

/**
 * Where the words of a heap are.
 *
 * <pre>
 *   base    magic u64 | unitBytes i32 | chunkUnits i32 | chunks i32 | holders i32 | outbox i32
 *   +28     tag i32, see BlockId
 *   +128    holder records, one for each holder, each on lines of its own:
 *             participant u64 | recoverer u64 | intent u64 | outbox entries u64[outbox]
 *           hints, for each holder one bit for each chunk, u64[]
 *           marks, for each holder: whose u64 | hits u64 | misses u64 | most u64[size classes + 1]
 *           chunk words u64[chunks]
 *           state words u64[units]
 *           slack i32[units], how many bytes at the end of a block nobody has asked for
 *           data, aligned to the unit and to the page or the chunk, whichever is less
 * </pre>
 *
 * <p>State words are never overlaid by data, whatever a chunk is used for, so a stale id can always
 * be checked.
 */
final class HeapLayout {
  /** The magic word of a heap that is ready: "SLheap" and the version of this layout. */
  static final long MAGIC = 0x534C_6865_6170_0004L;

  static final int LINE = 128;

  /** Blocks can be aligned to so many bytes at the most: mappings start at pages. */
  private static final int PAGE = 4096;

  private static final int UNIT_BYTES = 8;
  private static final int CHUNK_UNITS = 12;
  private static final int CHUNKS = 16;
  private static final int HOLDERS = 20;
  private static final int OUTBOX = 24;
  private static final int TAG = 28;

  private static final int PARTICIPANT = 0;
  private static final int RECOVERER = 8;
  private static final int INTENT = 16;
  private static final int ENTRIES = 24;

  private final long base;
  private final HeapGeometry geometry;
  private final long holderStride;
  private final long hintStride;
  private final long hints;
  private final long markStride;
  private final long marks;
  private final long chunkWords;
  private final long states;
  private final long slacks;
  private final long data;

  HeapLayout(long base, HeapGeometry geometry) {
    this.base = base;
    this.geometry = geometry;
    this.holderStride = align(ENTRIES + 8L * geometry.outbox(), LINE);
    this.hintStride = align(8L * hintWords(), LINE);
    this.hints = base + LINE + holderStride * geometry.holders();
    this.markStride = align(8L * (Tally.MOST + Tally.sizes(geometry)), LINE);
    this.marks = hints + hintStride * geometry.holders();
    this.chunkWords = marks + markStride * geometry.holders();
    this.states = align(chunkWords + 8L * geometry.chunks(), LINE);
    this.slacks = states + 8L * geometry.units();
    this.data = align(slacks + 4L * geometry.units(), alignment(geometry));
  }

  private static long align(long offset, long to) {
    return (offset + to - 1) & -to;
  }

  /** The largest alignment that a block of a heap can have. */
  static int alignment(HeapGeometry geometry) {
    return Math.max(geometry.unitBytes(), (int) Math.min(PAGE, geometry.chunkBytes()));
  }

  /** How much memory a heap takes at the most, wherever it starts. */
  static long most(HeapGeometry geometry) {
    long words = align(new HeapLayout(0, geometry).slacks + 4L * geometry.units(), LINE);
    return words + Math.max(0, alignment(geometry) - LINE) + geometry.dataBytes();
  }

  int hintWords() {
    return (geometry.chunks() + Long.SIZE - 1) / Long.SIZE;
  }

  long end() {
    return data + geometry.dataBytes();
  }

  static long unitBytes(long base) {
    return base + UNIT_BYTES;
  }

  static long chunkUnits(long base) {
    return base + CHUNK_UNITS;
  }

  static long chunks(long base) {
    return base + CHUNKS;
  }

  static long holders(long base) {
    return base + HOLDERS;
  }

  static long outbox(long base) {
    return base + OUTBOX;
  }

  static long tag(long base) {
    return base + TAG;
  }

  private long holder(int holder) {
    return base + LINE + holderStride * holder;
  }

  long participant(int holder) {
    return holder(holder) + PARTICIPANT;
  }

  long recoverer(int holder) {
    return holder(holder) + RECOVERER;
  }

  long intent(int holder) {
    return holder(holder) + INTENT;
  }

  long entry(int holder, int entry) {
    return holder(holder) + ENTRIES + 8L * entry;
  }

  long hint(int holder, int word) {
    return hints + hintStride * holder + 8L * word;
  }

  long mark(int holder, int index) {
    return marks + markStride * holder + 8L * index;
  }

  long chunk(int chunk) {
    return chunkWords + 8L * chunk;
  }

  long state(int unit) {
    return states + 8L * unit;
  }

  long slack(int unit) {
    return slacks + 4L * unit;
  }

  long data(int unit) {
    return data + (long) unit * geometry.unitBytes();
  }

  /** Names all fields. */
  void describe(String prefix, FieldNames names) {
    names.word(base, 8, prefix + ".magic");
    names.word(base + UNIT_BYTES, 4, prefix + ".unitBytes");
    names.word(base + CHUNK_UNITS, 4, prefix + ".chunkUnits");
    names.word(base + CHUNKS, 4, prefix + ".chunks");
    names.word(base + HOLDERS, 4, prefix + ".holders");
    names.word(base + OUTBOX, 4, prefix + ".outbox");
    names.word(base + TAG, 4, prefix + ".tag");
    for (int h = 0; h < geometry.holders(); h++) {
      String holder = prefix + ".holder[" + h + "]";
      names.word(participant(h), 8, holder + ".participant");
      names.word(recoverer(h), 8, holder + ".recoverer");
      names.word(intent(h), 8, holder + ".intent");
      for (int e = 0; e < geometry.outbox(); e++) {
        names.word(entry(h, e), 8, holder + ".outbox[" + e + "]");
      }
      for (int w = 0; w < hintWords(); w++) {
        names.word(hint(h, w), 8, holder + ".hints[" + w + "]");
      }
      names.word(mark(h, Tally.OWNER), 8, holder + ".counted");
      names.word(mark(h, Tally.HITS), 8, holder + ".hits");
      names.word(mark(h, Tally.MISSES), 8, holder + ".misses");
      for (int i = 0; i < Tally.sizes(geometry); i++) {
        names.word(mark(h, Tally.MOST + i), 8, holder + ".most[" + i + "]");
      }
    }
    for (int c = 0; c < geometry.chunks(); c++) {
      names.word(chunk(c), 8, prefix + ".chunk[" + c + "]");
    }
    for (int u = 0; u < geometry.units(); u++) {
      names.word(state(u), 8, prefix + ".state[" + u + "]");
      names.word(slack(u), 4, prefix + ".slack[" + u + "]");
    }
    names.data(data, geometry.dataBytes(), prefix + ".data");
  }
}
