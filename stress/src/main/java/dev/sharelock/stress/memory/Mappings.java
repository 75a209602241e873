package dev.sharelock.stress.memory;

import dev.sharelock.memory.Machine;
import dev.sharelock.platform.Machines;

/** Through what the two actors of a test see their words. */
public enum Mappings {
  /** Both use the same mapping, as two threads of a process do. */
  ONE,
  /** Each uses a mapping of its own, at an address of its own, as two processes do. */
  TWO,
  /**
   * As {@link #TWO}, and they sleep and fence by kernel calls where the system has them. A light
   * fence then costs nothing, and orders nothing unless the other side makes the heavy fence.
   */
  TWO_WITH_KERNEL;

  /** What both actors wait and fence with. */
  public Machine machine() {
    boolean kernel = this == TWO_WITH_KERNEL && Machines.hasMembarrier();
    return kernel ? Machines.machine(true, true) : Machine.PORTABLE;
  }
}
