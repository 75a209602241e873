package dev.sharelock.region;

import dev.sharelock.Outcome;
import dev.sharelock.SharelockException;
import dev.sharelock.memory.SharedMemory;
import java.util.Locale;

/**
 * The part of the header of a region that never changes.
 *
 * <p><b>Publication.</b> The creator writes everything else first and the magic last, with release
 * (H1); whoever reads the magic with acquire (H2) sees the rest. In a file the whole header is in
 * place before the file has a name; the order protects those who share the memory without a file.
 *
 * @param size the size of the region in bytes
 * @param generation tells this region from others of the same name; not 0
 * @param createdMillis when it was created, in milliseconds since 1970
 * @param bootId the kernel and pid name space of its participants
 * @param features what all participants must be able to do, see {@link RegionFeatures}
 * @param layout how many participants and names there may be
 */
public record RegionHeader(
    long size,
    long generation,
    long createdMillis,
    long bootId,
    long features,
    RegionLayout layout) {

  /** Reads {@code SHARELCK} as bytes on a little-endian machine. */
  static final long MAGIC = 0x4B43_4C45_5241_4853L;

  static final long FORMAT_VERSION = 2;
  static final long LAYOUT_HASH = RegionLayout.hash();

  /**
   * Checks that the parts of the region fit into it.
   *
   * @param size the size of the region in bytes
   * @param generation tells this region from others of the same name; not 0
   * @param createdMillis when it was created, in milliseconds since 1970
   * @param bootId the kernel and pid name space of its participants
   * @param features what all participants must be able to do
   * @param layout how many participants and names there may be
   */
  public RegionHeader {
    if (generation == 0) {
      throw new IllegalArgumentException("generation is 0; do: draw another one");
    }
    if (size % RegionLayout.LINE != 0 || size < layout.heapStart()) {
      throw new IllegalArgumentException(
          "region is too small or not a multiple of 128: bytes="
              + size
              + ", needed="
              + layout.heapStart()
              + "; do: ask for more bytes, fewer participants or fewer entries");
    }
  }

  /**
   * Writes the header into memory that is all zero. The table, the directory and the heap need
   * nothing: zero is their initial state.
   *
   * @param memory the memory of the region
   */
  public void write(SharedMemory memory) {
    memory.setLongPlain(RegionLayout.VERSION, FORMAT_VERSION);
    memory.setLongPlain(RegionLayout.LAYOUT_HASH, LAYOUT_HASH);
    memory.setLongPlain(RegionLayout.SIZE, size);
    memory.setLongPlain(RegionLayout.GENERATION, generation);
    memory.setLongPlain(RegionLayout.CREATED, createdMillis);
    memory.setLongPlain(RegionLayout.BOOT, bootId);
    memory.setLongPlain(RegionLayout.FEATURES, features);
    memory.setLongPlain(RegionLayout.SLOTS, layout.slots());
    memory.setLongPlain(RegionLayout.ENTRIES, layout.entries());
    memory.setLongPlain(RegionLayout.HEAP_NEXT, layout.heapStart());
    memory.setLongPlain(RegionLayout.STATE, RegionStateWord.of(RegionStateWord.READY, 0));
    memory.setLongRelease(RegionLayout.MAGIC, MAGIC); // H1 -> H2
  }

  /**
   * Tells whether a header is in place, and {@link #read} can be called.
   *
   * @param memory the memory, of at least {@link RegionLayout#HEADER_BYTES}
   * @return whether its magic has been written
   */
  public static boolean isWritten(SharedMemory memory) {
    return memory.getLongOpaque(RegionLayout.MAGIC) != 0; // read orders
  }

  /**
   * Reads and verifies a header; writes nothing.
   *
   * @param memory the memory, of at least {@link RegionLayout#HEADER_BYTES}
   * @param actualSize how many bytes the region really has
   * @return the header
   * @throws SharelockException {@link Outcome#CORRUPT} if it is no header, or one of another format
   */
  public static RegionHeader read(SharedMemory memory, long actualSize) {
    long magic = memory.getLongAcquire(RegionLayout.MAGIC); // H2 <- H1
    if (magic == Long.reverseBytes(MAGIC)) {
      throw corrupt("region has the other byte order", "magic", hex(magic), hex(MAGIC));
    }
    require("this is not a region", "magic", magic, MAGIC);
    require(
        "region has another format",
        "version",
        memory.getLongPlain(RegionLayout.VERSION),
        FORMAT_VERSION);
    require(
        "region has another layout",
        "layoutHash",
        memory.getLongPlain(RegionLayout.LAYOUT_HASH),
        LAYOUT_HASH);
    long size = memory.getLongPlain(RegionLayout.SIZE);
    if (size != actualSize) {
      throw corrupt(
          "region is truncated or extended", "bytes", Long.toString(actualSize), "" + size);
    }
    return build(memory, size);
  }

  private static RegionHeader build(SharedMemory memory, long size) {
    long slots = memory.getLongPlain(RegionLayout.SLOTS);
    long entries = memory.getLongPlain(RegionLayout.ENTRIES);
    try {
      return new RegionHeader(
          size,
          memory.getLongPlain(RegionLayout.GENERATION),
          memory.getLongPlain(RegionLayout.CREATED),
          memory.getLongPlain(RegionLayout.BOOT),
          memory.getLongPlain(RegionLayout.FEATURES),
          new RegionLayout(Math.toIntExact(slots), Math.toIntExact(entries)));
    } catch (IllegalArgumentException | ArithmeticException e) {
      throw new SharelockException(
          Outcome.CORRUPT,
          "region header is impossible: size="
              + size
              + ", slots="
              + slots
              + ", entries="
              + entries
              + "; do: delete the file if nobody uses it",
          e);
    }
  }

  private static void require(String failure, String what, long found, long expected) {
    if (found != expected) {
      throw corrupt(failure, what, hex(found), hex(expected));
    }
  }

  private static SharelockException corrupt(
      String failure, String what, String found, String expected) {
    return new SharelockException(
        Outcome.CORRUPT,
        failure
            + ": "
            + what
            + "="
            + found
            + ", expected="
            + expected
            + "; do: name another region, or delete the file if nobody uses it");
  }

  /** A generation as it stands in the names of files. */
  static String text(long generation) {
    return String.format(Locale.ROOT, "%016x", generation);
  }

  private static String hex(long value) {
    return "0x" + Long.toHexString(value);
  }
}
