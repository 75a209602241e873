package dev.sharelock.bench.heap;

/** What else is in a heap while something is measured. */
enum Fill {
  /** Nothing. */
  EMPTY,
  /** Blocks of the same size up to the middle. */
  HALF,
  /** Blocks of the same size everywhere, of which every other one was released. */
  FRAGMENTED;

  /** How many blocks are allocated first. */
  int blocks(long dataBytes, long blockBytes) {
    return switch (this) {
      case EMPTY -> 0;
      case HALF -> (int) (dataBytes / blockBytes / 2);
      case FRAGMENTED -> (int) (dataBytes / blockBytes);
    };
  }

  /** Whether one of the blocks is released afterwards. */
  boolean isReleased(int block) {
    return this == FRAGMENTED && block % 2 == 0;
  }
}
