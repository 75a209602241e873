package dev.sharelock.memory;

/** How a memory lets a participant wait for a word to change. */
public enum WaitStrategy {
  /** The kernel's futex: a waiter sleeps until it is woken. */
  FUTEX,
  /**
   * Spinning, yielding and parking in bounded slices, in pure Java: a waiter looks at the word
   * again and again. A wake-up is seen because the word has changed.
   */
  POLLING,
  /** Waiting is simulated and takes no time. */
  SIMULATED
}
