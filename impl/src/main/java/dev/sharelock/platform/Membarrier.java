package dev.sharelock.platform;

import java.lang.invoke.VarHandle;

/**
 * A fence on the processors of all participants: {@code membarrier} with the expedited global
 * command, which reaches every running thread of every process that has registered for it. Threads
 * that do not run have passed a full fence when they were switched out.
 */
final class Membarrier {

  private static final int QUERY = 0;
  private static final int GLOBAL_EXPEDITED = 1 << 1;
  private static final int REGISTER_GLOBAL_EXPEDITED = 1 << 2;

  private Membarrier() {}

  /** Registers the process; whether the kernel knows the command and lets the process use it. */
  static boolean register() {
    long commands = Syscall.call(Syscall.MEMBARRIER, QUERY, 0, 0);
    int needed = GLOBAL_EXPEDITED | REGISTER_GLOBAL_EXPEDITED;
    return commands >= 0
        && (commands & needed) == needed
        && Syscall.call(Syscall.MEMBARRIER, REGISTER_GLOBAL_EXPEDITED, 0, 0) == 0
        && Syscall.call(Syscall.MEMBARRIER, GLOBAL_EXPEDITED, 0, 0) == 0;
  }

  static void fence() {
    VarHandle.fullFence();
    long result = Syscall.call(Syscall.MEMBARRIER, GLOBAL_EXPEDITED, 0, 0);
    if (result != 0) {
      throw new IllegalStateException(
          "membarrier failed: errno="
              + -result
              + "; do: create regions that are portable, and report this");
    }
    VarHandle.fullFence();
  }
}
