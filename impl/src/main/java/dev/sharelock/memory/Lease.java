package dev.sharelock.memory;

import dev.sharelock.Outcome;
import dev.sharelock.SharelockException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;

/**
 * A part of a shared memory that can be taken away from those who use it.
 *
 * <p>When it has been {@linkplain #end ended}, every access to its bytes fails with an {@link
 * IllegalStateException}, by whatever {@link MemorySegment}, slice or buffer somebody still has,
 * and in whatever thread. An access that goes on in another thread has come to its end by then, or
 * fails in the middle. Bytes outside of the part can never be reached by it.
 */
public final class Lease {
  private final Leases all;
  private final Arena arena;
  private final MappedMemory memory;

  Lease(Leases all, Arena arena, MemorySegment part) {
    this.all = all;
    this.arena = arena;
    this.memory = new MappedMemory(part);
  }

  /**
   * Gives the bytes.
   *
   * @return a segment that can be used until the end of the lease
   */
  public MemorySegment bytes() {
    return memory.segment();
  }

  /**
   * Gives the part as a memory of its own, which starts at offset 0.
   *
   * @return a memory that can be used until the end of the lease
   */
  public SharedMemory memory() {
    return memory;
  }

  /**
   * Tells whether the lease has not ended.
   *
   * @return whether its bytes can be reached
   */
  public boolean isOpen() {
    return arena.scope().isAlive();
  }

  /**
   * Takes the part away. Ending it twice is allowed.
   *
   * @throws IllegalStateException if a call into the operating system or native code uses the bytes
   *     at this moment; nothing has changed then
   * @throws WrongThreadException if it is confined to another thread
   */
  public void end() {
    if (isOpen()) {
      try {
        arena.close();
      } catch (IllegalStateException e) {
        throw new IllegalStateException(
            "lease is in use by a native call: bytes="
                + memory.size()
                + ", cause="
                + e.getMessage()
                + "; do: let the call end, or interrupt it, and try again",
            e);
      }
      all.ended(this);
    }
  }

  static SharelockException refused(long offset, long length) {
    return new SharelockException(
        Outcome.REFUSED,
        "memory has no parts that can be taken away: offset="
            + offset
            + ", length="
            + length
            + "; do: use a region, which is a mapped file");
  }
}
