package dev.sharelock.stress.memory;

/** Through what the two actors of a test see their words. */
public enum Mappings {
  /** Both use the same mapping, as two threads of a process do. */
  ONE,
  /** Each uses a mapping of its own, at an address of its own, as two processes do. */
  TWO
}
