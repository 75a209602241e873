package dev.sharelock.allocator;

/** Is told what a recovery finds. */
interface RecoveredBlocks {

  /** The reference of the dead holder to a block was returned. */
  void recovered(int unit);

  /** The recovering holder got a slab or a run of the dead one. */
  void adopted(int chunk);
}
