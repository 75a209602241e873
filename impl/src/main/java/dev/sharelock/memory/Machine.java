package dev.sharelock.memory;

/**
 * What a {@link MappedMemory} needs from the operating system beyond access to its bytes: sleeping
 * until woken, and a fence that reaches the other processors.
 *
 * <p>All participants of one memory must use machines of the same kind: a waiter that sleeps in the
 * kernel is woken in time only by those who call the kernel, and a light fence is only as good as
 * the heavy fences of the others.
 */
public interface Machine {

  /**
   * The machine that needs nothing from the operating system: it polls, and its fences are full.
   */
  Machine PORTABLE = new PortableMachine();

  /**
   * Tells how it waits.
   *
   * @return the strategy
   */
  WaitStrategy waitStrategy();

  /**
   * Waits on a word; see {@link WaitWords#waitOn}.
   *
   * @param memory the memory of the word
   * @param offset the word, in bytes from the start of the memory
   * @param expected the value for which to wait
   * @param deadlineNanos when to give up
   * @return why the wait ended
   */
  WaitOutcome waitOn(MappedMemory memory, long offset, int expected, long deadlineNanos);

  /**
   * Wakes waiters; see {@link WaitWords#wake}.
   *
   * @param memory the memory of the word
   * @param offset the word, in bytes from the start of the memory
   * @param count how many to wake at the most
   * @return how many were woken, as far as that is known
   */
  int wake(MappedMemory memory, long offset, int count);

  /**
   * Tells whether {@link #heavyFence} makes every processor that runs a participant execute a full
   * fence, so that a light fence needs to restrain the compiler only.
   *
   * @return whether it does
   */
  boolean fencesOthers();

  /** The heavy fence; see {@link Fences#heavyFence}. */
  void heavyFence();
}
