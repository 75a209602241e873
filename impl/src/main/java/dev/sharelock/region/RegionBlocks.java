package dev.sharelock.region;

import dev.sharelock.allocator.Allocator;
import dev.sharelock.allocator.AllocatorOptions;
import dev.sharelock.allocator.HeapFormat;
import dev.sharelock.allocator.HeapGeometry;
import dev.sharelock.environment.ParticipantContext;
import dev.sharelock.memory.SharedMemory;
import java.util.Optional;

/** The heap of blocks that a region may have: an entry of its directory, as old as the region. */
final class RegionBlocks {
  /** The name of the entry. */
  static final String NAME = "blocks";

  private static final long KIND = 0x42_4c_4f_43_4b_53L;

  private RegionBlocks() {}

  /** Builds the heap of a region that nobody else knows yet. */
  static void create(
      Directory directory, SharedMemory memory, HeapGeometry geometry, long generation) {
    directory.getOrCreate(
        new EntryRequest(NAME, KIND, geometry.bytes()),
        (offset, bytes) -> HeapFormat.create(memory, offset, geometry, generation),
        0);
  }

  static Allocator open(Directory directory, ParticipantContext context, AllocatorOptions options) {
    return Allocator.open(context, find(directory).orElseThrow(RegionBlocks::none), options);
  }

  /** The offset of the heap, if there is one. */
  static Optional<Long> find(Directory directory) {
    return directory.find(NAME).filter(entry -> entry.kind() == KIND).map(DirectoryEntry::offset);
  }

  /** The offset of the heap in a region or in a copy of its first bytes; -1 if there is none. */
  static long find(SharedMemory memory, RegionLayout layout) {
    for (int index = 0; index < layout.entries(); index++) {
      long base = layout.entry(index);
      long state = memory.getLongOpaque(base + DirectoryLayout.STATE);
      if (EntryWord.phase(state) == EntryWord.READY
          && memory.getLongOpaque(base + DirectoryLayout.KIND) == KIND) {
        return memory.getLongOpaque(base + DirectoryLayout.OFFSET);
      }
    }
    return -1;
  }

  private static IllegalStateException none() {
    return new IllegalStateException(
        "region has no blocks: entry=" + NAME + "; do: create it with RegionOptions.blocks()");
  }
}
