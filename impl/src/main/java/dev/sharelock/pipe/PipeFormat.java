package dev.sharelock.pipe;

import dev.sharelock.Outcome;
import dev.sharelock.SharelockException;
import dev.sharelock.format.Structure;
import dev.sharelock.memory.SharedMemory;
import dev.sharelock.queue.QueueFormat;

/**
 * Creates pipes and recognises them.
 *
 * <p><b>Ordering.</b> {@code F1 setRelease(format)} in {@link #create}, after all other words,
 * pairs with {@code A1 getAcquire(format)} in {@link #attach}.
 *
 * <p><b>Crash.</b> A creator that dies before F1 leaves memory that is no pipe; a directory builds
 * it anew elsewhere.
 */
public final class PipeFormat {
  /** "SLpipe" and the version of this layout. */
  private static final long MAGIC = 0x534C_7069_7065_0001L;

  private PipeFormat() {}

  /**
   * Creates an empty pipe without a server in zeroed memory that nobody else uses yet.
   *
   * @param memory where
   * @param layout where in it, and how large
   * @throws IllegalArgumentException if it does not fit into the memory
   * @throws IllegalStateException if the memory is in use
   */
  public static void create(SharedMemory memory, PipeLayout layout) {
    QueueFormat.create(memory, layout.queue());
    memory.setLongRelease(layout.format(), MAGIC); // F1 -> A1
  }

  /**
   * Recognises a pipe. Writes nothing.
   *
   * @param memory where
   * @param base the start of the pipe, in bytes from the start of the memory
   * @return the layout
   * @throws SharelockException with {@link Outcome#CORRUPT} if there is no pipe of this version
   */
  public static PipeLayout attach(SharedMemory memory, long base) {
    Structure structure = new Structure("pipe", base);
    long found = memory.getLongAcquire(base); // A1 <- F1
    if (found != MAGIC) {
      throw structure.unknown(found, "memory=" + memory.size());
    }
    return new PipeLayout(base, QueueFormat.attach(memory, PipeLayout.queueAt(base)));
  }
}
