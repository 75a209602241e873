package dev.sharelock.memory;

/**
 * Memory fences, with the semantics of the static methods of {@link java.lang.invoke.VarHandle}
 * that have the same names, and one asymmetric pair.
 *
 * <p><b>The asymmetric pair.</b> {@link #lightFence} and {@link #heavyFence} order a store before a
 * later load like a {@link #fullFence} on both sides, but the whole cost is on the heavy side: of
 * two participants that each write one word, fence, and read the other's word, of which at least
 * one uses the heavy fence, at least one sees the other's write. Two light fences order nothing
 * between each other. Use the light one where it runs often (publishing) and the heavy one where it
 * runs seldom (going to sleep).
 */
public interface Fences {

  /** Orders all accesses before the fence with all accesses after it. */
  void fullFence();

  /** Orders the reads before the fence with all accesses after it. */
  void acquireFence();

  /** Orders all accesses before the fence with the writes after it. */
  void releaseFence();

  /** Orders the reads before the fence with the reads after it. */
  void loadLoadFence();

  /** Orders the writes before the fence with the writes after it. */
  void storeStoreFence();

  /**
   * The cheap half of the asymmetric pair.
   *
   * @see #heavyFence
   */
  void lightFence();

  /**
   * The expensive half of the asymmetric pair. It also has the effect of a {@link #fullFence}.
   *
   * @see #lightFence
   */
  void heavyFence();
}
