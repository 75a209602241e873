package dev.sharelock.region;

import dev.sharelock.Outcome;
import dev.sharelock.SharelockException;
import dev.sharelock.memory.SharedMemory;

/**
 * The entries of a directory as a hash table that only grows: finding the entry of a name, and
 * reading and writing the fields of an entry. {@link Directory} has the protocol.
 */
final class DirectorySlots {
  /** There is no such entry. */
  private static final long NONE = -1;

  private final SharedMemory memory;
  private final RegionLayout layout;
  private final RegionHeap heap;

  DirectorySlots(SharedMemory memory, RegionLayout layout, RegionHeap heap) {
    this.memory = memory;
    this.layout = layout;
    this.heap = heap;
  }

  int count() {
    return layout.entries();
  }

  long base(int index) {
    return layout.entry(index);
  }

  /** Finds the first entry of a name; -1 if the name has never been used. */
  long find(String name) {
    return find(name, NONE);
  }

  /** Finds the next entry of a name behind one that was abandoned; -1 if there is none. */
  long find(String name, long abandoned) {
    long key = NameHash.key(name);
    for (int i = behind(key, abandoned); i < count(); i++) {
      long base = probe(key, i);
      long found = memory.getLongOpaque(base + DirectoryLayout.KEY);
      if (found == key) {
        return base;
      }
      if (found == 0) {
        return NONE;
      }
    }
    return NONE;
  }

  /** How many entries to leave out until one is behind another one. */
  private int behind(long key, long base) {
    int i = 0;
    while (base != NONE && probe(key, i) != base) {
      i++;
    }
    return base == NONE ? 0 : i + 1;
  }

  /** Finds the first entry of a name, or takes an unused one for it. */
  long findOrTake(String name) {
    return findOrTake(name, NONE);
  }

  /** Finds the next entry of a name behind one that was abandoned, or takes an unused one. */
  long findOrTake(String name, long abandoned) {
    long key = NameHash.key(name);
    for (int i = behind(key, abandoned); i < count(); i++) {
      long base = probe(key, i);
      long found = memory.getLongOpaque(base + DirectoryLayout.KEY);
      if (found == 0) {
        // orders nothing: a key says nothing but itself
        found = memory.compareAndExchangeLong(base + DirectoryLayout.KEY, 0, key);
      }
      if (found == key || found == 0) {
        return base;
      }
    }
    throw new SharelockException(
        Outcome.NO_MEMORY,
        "directory is full: name="
            + name
            + ", entries="
            + count()
            + "; do: create the region with more entries");
  }

  /** The i-th entry at which a key may stand. */
  private long probe(long key, int i) {
    return base((int) Math.floorMod(key + i, (long) count()));
  }

  /** Writes the fields of an entry that the caller builds. */
  void write(long base, DirectoryEntry entry) {
    memory.releaseFence(); // F1 -> F2
    memory.setLongOpaque(base + DirectoryLayout.KIND, entry.kind());
    memory.setLongOpaque(base + DirectoryLayout.OFFSET, entry.offset());
    memory.setLongOpaque(base + DirectoryLayout.LENGTH, entry.bytes());
    memory.setLongOpaque(base + DirectoryLayout.NAME_LENGTH, entry.name().length());
    for (int i = 0; i * 8 < entry.name().length(); i++) {
      memory.setLongOpaque(base + DirectoryLayout.NAME + 8L * i, pack(entry.name(), i * 8));
    }
  }

  /**
   * Reads the fields of an entry that is ready.
   *
   * @param word the state word, read with acquire before
   * @return the entry; null if the state has changed meanwhile
   */
  DirectoryEntry read(long base, long word) {
    long kind = memory.getLongOpaque(base + DirectoryLayout.KIND);
    long offset = memory.getLongOpaque(base + DirectoryLayout.OFFSET);
    long bytes = memory.getLongOpaque(base + DirectoryLayout.LENGTH);
    String name = readName(base);
    memory.acquireFence(); // F2 <- F1
    if (memory.getLongOpaque(base + DirectoryLayout.STATE) != word) {
      return null;
    }
    if (name == null || !heap.contains(offset, bytes)) {
      throw new SharelockException(
          Outcome.CORRUPT,
          "directory entry is corrupt: at="
              + base
              + ", name="
              + name
              + ", offset="
              + offset
              + ", bytes="
              + bytes
              + ", regionBytes="
              + memory.size()
              + "; do: create the region anew");
    }
    return new DirectoryEntry(name, kind, offset, bytes, EntryWord.value(word));
  }

  /** Describes an entry for people, whatever is in it. */
  String describe(long base) {
    String name = readName(base);
    return (name == null ? "(somebody waits for it, or did)" : name)
        + ": state="
        + EntryWord.text(memory.getLongOpaque(base + DirectoryLayout.STATE))
        + ", kind="
        + EntryKind.text(memory.getLongOpaque(base + DirectoryLayout.KIND))
        + ", offset="
        + memory.getLongOpaque(base + DirectoryLayout.OFFSET)
        + ", bytes="
        + memory.getLongOpaque(base + DirectoryLayout.LENGTH);
  }

  /** The name; null if its length is impossible. */
  private String readName(long base) {
    long length = memory.getLongOpaque(base + DirectoryLayout.NAME_LENGTH);
    if (length < 1 || length > DirectoryLayout.MAX_NAME) {
      return null;
    }
    StringBuilder name = new StringBuilder();
    long packed = 0;
    for (int i = 0; i < length; i++) {
      if (i % 8 == 0) {
        packed = memory.getLongOpaque(base + DirectoryLayout.NAME + i);
      }
      name.append((char) (packed & 0xFF));
      packed >>>= 8;
    }
    return name.toString();
  }

  private static long pack(String name, int from) {
    long packed = 0;
    for (int i = Math.min(from + 8, name.length()) - 1; i >= from; i--) {
      packed = packed << 8 | name.charAt(i);
    }
    return packed;
  }
}
