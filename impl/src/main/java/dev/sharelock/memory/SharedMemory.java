package dev.sharelock.memory;

/**
 * The memory that participants share: the seam between the algorithms of Sharelock and the machine.
 *
 * <p>Algorithms reach shared memory through this interface only, by offset and never by address,
 * with the memory ordering in the name of each method. The same bytecode therefore runs over a
 * mapped file, over a heap array, in the simulator, and step by step in forked processes.
 *
 * <p>An implementation may be shared by threads unless it says otherwise; what is built over it is
 * confined to one thread.
 */
public interface SharedMemory extends LongWords, IntWords, DataAccess, Fences, WaitWords {

  /**
   * Tells the size of the memory.
   *
   * @return the size in bytes; offsets are below it
   */
  long size();

  /**
   * Gives a part of the memory that can be taken away.
   *
   * @param offset where it begins; a multiple of 8
   * @param length how many bytes
   * @param scope which threads can use it
   * @return the part
   * @throws dev.sharelock.SharelockException with {@link dev.sharelock.Outcome#REFUSED} if this is
   *     no mapped region
   */
  default Lease lease(long offset, long length, LeaseScope scope) {
    throw Lease.refused(offset, length);
  }
}
