package dev.sharelock.region;

import dev.sharelock.memory.FieldNames;

/**
 * Where the parts of a region lie.
 *
 * <pre>
 *   0x000  magic         u64  written last, when all else is in place
 *   0x008  version       u64  of the format
 *   0x010  layoutHash    u64  of the names, offsets and sizes of all fields
 *   0x018  size          u64  of the region in bytes
 *   0x020  generation    u64  tells this region from others of the same name
 *   0x028  created       u64  milliseconds since 1970, for people
 *   0x030  boot          u64  the running kernel and the pid name space
 *   0x038  features      u64  what all participants must be able to do
 *   0x040  slots         u64  how many participants there may be
 *   0x048  entries       u64  how many names there may be
 *   0x080  state         u64  phase and number of registrations, see RegionStateWord
 *   0x100  heapNext      u64  first byte of the heap that is not handed out
 *   0x108  generations   u64  the last generation given to a directory entry
 *   0x180  participants  16 bytes for each slot: owner u64, tenure u64
 *   ...    directory     128 bytes for each entry, see DirectoryLayout
 *   ...    heap          the rest
 * </pre>
 *
 * @param slots how many participants there may be
 * @param entries how many names there may be
 */
public record RegionLayout(int slots, int entries) {

  /** The most participants a region can have. */
  public static final int MAX_SLOTS = 1024;

  /** The most names a region can have. */
  public static final int MAX_ENTRIES = 65_536;

  static final long MAGIC = 0x000;
  static final long VERSION = 0x008;
  static final long LAYOUT_HASH = 0x010;
  static final long SIZE = 0x018;
  static final long GENERATION = 0x020;
  static final long CREATED = 0x028;
  static final long BOOT = 0x030;
  static final long FEATURES = 0x038;
  static final long SLOTS = 0x040;
  static final long ENTRIES = 0x048;
  static final long STATE = 0x080;
  static final long HEAP_NEXT = 0x100;
  static final long GENERATIONS = 0x108;
  static final long PARTICIPANTS = 0x180;

  /** How many bytes the header has; the participants follow. */
  public static final int HEADER_BYTES = (int) PARTICIPANTS;

  /** Ranges of the heap start on a line of their own; adjacent lines are fetched in pairs. */
  static final long LINE = 128;

  private static final long SLOT_BYTES = 16;

  /**
   * Checks the numbers.
   *
   * @param slots how many participants there may be
   * @param entries how many names there may be
   */
  public RegionLayout {
    if (slots < 1 || slots > MAX_SLOTS) {
      throw new IllegalArgumentException(
          "number of participants is impossible: participants="
              + slots
              + "; do: use 1 to "
              + MAX_SLOTS);
    }
    if (entries < 1 || entries > MAX_ENTRIES) {
      throw new IllegalArgumentException(
          "number of directory entries is impossible: entries="
              + entries
              + "; do: use 1 to "
              + MAX_ENTRIES);
    }
  }

  long owner(int slot) {
    return PARTICIPANTS + SLOT_BYTES * slot;
  }

  long tenure(int slot) {
    return owner(slot) + 8;
  }

  long entry(int index) {
    return align(owner(slots)) + DirectoryLayout.BYTES * index;
  }

  /**
   * Tells where the heap starts.
   *
   * @return its first byte
   */
  public long heapStart() {
    return entry(entries);
  }

  static long align(long offset) {
    return (offset + LINE - 1) & -LINE;
  }

  /**
   * Names all fields but those in the heap.
   *
   * @param names receives the names
   */
  public void describe(FieldNames names) {
    describeHeader(names);
    for (int slot = 0; slot < slots; slot++) {
      names.word(owner(slot), 8, "participants[" + slot + "].owner");
      names.word(tenure(slot), 8, "participants[" + slot + "].tenure");
    }
    for (int index = 0; index < entries; index++) {
      DirectoryLayout.describe(entry(index), "directory[" + index + "]", names);
    }
  }

  private static void describeHeader(FieldNames names) {
    names.word(MAGIC, 8, "region.magic");
    names.word(VERSION, 8, "region.version");
    names.word(LAYOUT_HASH, 8, "region.layoutHash");
    names.word(SIZE, 8, "region.size");
    names.word(GENERATION, 8, "region.generation");
    names.word(CREATED, 8, "region.created");
    names.word(BOOT, 8, "region.boot");
    names.word(FEATURES, 8, "region.features");
    names.word(SLOTS, 8, "region.slots");
    names.word(ENTRIES, 8, "region.entries");
    names.word(STATE, 8, "region.state");
    names.word(HEAP_NEXT, 8, "region.heapNext");
    names.word(GENERATIONS, 8, "region.generations");
  }

  /** Computes the hash of a small layout, which changes when any field moves or is renamed. */
  static long hash() {
    FieldHash hash = new FieldHash();
    new RegionLayout(2, 2).describe(hash);
    return hash.value;
  }

  private static final class FieldHash implements FieldNames {
    private long value = NameHash.START;

    @Override
    public void word(long offset, int bytes, String name) {
      value = NameHash.of(value, offset + ":" + bytes + ":" + name);
    }

    @Override
    public void data(long offset, long length, String name) {
      value = NameHash.of(value, offset + "+" + length + ":" + name);
    }
  }
}
