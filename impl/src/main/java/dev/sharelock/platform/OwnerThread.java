package dev.sharelock.platform;

/** Remembers which thread a handle belongs to. */
public final class OwnerThread {

  private final Thread owner = Thread.currentThread();

  /** Creates the memory of the current thread. */
  public OwnerThread() {}

  /**
   * Requires that the caller is that thread.
   *
   * @param what what belongs to it, for the message
   * @throws IllegalStateException if the caller is another thread
   */
  public void check(String what) {
    if (Thread.currentThread() != owner) {
      throw new IllegalStateException(
          "used by another thread: what="
              + what
              + ", owner="
              + owner.getName()
              + ", caller="
              + Thread.currentThread().getName()
              + "; do: attach in each thread");
    }
  }
}
