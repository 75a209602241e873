package dev.sharelock.allocator;

/**
 * The blocks of slabs that this holder has released and keeps for its next allocations, in private
 * memory. In shared memory each has an even generation and the bit of this holder, so nobody else
 * can allocate it, and recovery finds it if the holder dies.
 *
 * <p>Keeping a block saves the second of the two updates that a free block would need: to allocate
 * it again is one store, since nobody else may change a state that only this holder has its bit in
 * and that no id names.
 */
final class Kept {
  private final FreeList[] blocks;
  private final int unitShift;
  private final long mostBytes;
  private final int mostBlocks;
  private long bytes;
  private int count;

  Kept(HeapGeometry geometry, AllocatorOptions options) {
    this.blocks = new FreeList[SizeClasses.count(geometry.largestSlabUnits())];
    for (int i = 0; i < blocks.length; i++) {
      blocks[i] = new FreeList();
    }
    this.unitShift = Integer.numberOfTrailingZeros(geometry.unitBytes());
    this.mostBytes = options.cacheBytes(geometry);
    this.mostBlocks = options.cacheBlocks();
  }

  /** Whether a block of a size may be kept besides those that are. */
  boolean hasRoom(long moreBytes) {
    return bytes + moreBytes <= mostBytes && count < mostBlocks;
  }

  private long bytesOf(int sizeClass) {
    return (long) SizeClasses.unitsOf(sizeClass) << unitShift;
  }

  boolean hasRoomFor(int sizeClass) {
    return hasRoom(bytesOf(sizeClass));
  }

  void put(int sizeClass, long id) {
    blocks[sizeClass].push(id);
    add(bytesOf(sizeClass));
  }

  /** Takes the block of a class that was released last; {@link BlockId#NONE} if none is kept. */
  long take(int sizeClass) {
    FreeList list = blocks[sizeClass];
    if (list.isEmpty()) {
      return BlockId.NONE;
    }
    remove(bytesOf(sizeClass));
    return list.pop();
  }

  /** Accounts for a run that is kept. */
  void add(long moreBytes) {
    bytes += moreBytes;
    count++;
  }

  void remove(long lessBytes) {
    bytes -= lessBytes;
    count--;
  }

  int classes() {
    return blocks.length;
  }

  /** How many blocks and runs are kept. */
  int count() {
    return count;
  }

  /** How many bytes these have. */
  long bytes() {
    return bytes;
  }
}
