package dev.sharelock.platform;

import dev.sharelock.environment.Deadline;
import dev.sharelock.memory.MappedMemory;
import dev.sharelock.memory.Polling;
import dev.sharelock.memory.WaitOutcome;
import java.lang.invoke.VarHandle;
import java.lang.ref.Reference;

/**
 * Waiting in the kernel.
 *
 * <p>Deadlines are absolute on the kernel's monotonic clock, which {@link System#nanoTime} reads on
 * Linux, so wake-ups in between do not extend a wait. The kernel does not notice {@link
 * Thread#interrupt}, hence a wait is made of slices, and the thread looks around between them. A
 * virtual thread would hold its carrier in the kernel; it {@linkplain Polling polls} instead, which
 * every waker satisfies because it changes the word first.
 *
 * <p>The word is shared between processes, so the kernel identifies it by file and offset, not by
 * address. An address that is no longer mapped is an error of the call, never of the process.
 */
final class Futex {

  static final long SLICE_NANOS = 100_000_000;

  private static final int WAIT_BITSET = 9;
  private static final int WAKE = 1;
  private static final long ANY = 0xFFFF_FFFFL;

  private Futex() {}

  static WaitOutcome waitOn(MappedMemory memory, long offset, int expected, long deadlineNanos) {
    VarHandle.fullFence();
    if (memory.getIntVolatile(offset) != expected) {
      return WaitOutcome.CHANGED;
    }
    if (Thread.currentThread().isVirtual()) {
      return Polling.waitOn(memory, offset, expected, deadlineNanos);
    }
    Syscall.Scratch scratch = Syscall.scratch();
    long address = memory.segment().address() + offset;
    while (true) {
      if (Thread.currentThread().isInterrupted()) {
        return WaitOutcome.INTERRUPTED;
      }
      long now = System.nanoTime();
      if (Deadline.passed(deadlineNanos, now)) {
        return WaitOutcome.TIMED_OUT;
      }
      long time = scratch.time(Deadline.slice(deadlineNanos, now, SLICE_NANOS));
      long result =
          Syscall.call(
              scratch,
              new Syscall.Arguments(Syscall.FUTEX, address, WAIT_BITSET, expected, time, ANY));
      Reference.reachabilityFence(memory);
      if (result != -Syscall.ETIMEDOUT) {
        return outcome(result, offset);
      }
      if (memory.getIntVolatile(offset) != expected) {
        return WaitOutcome.WOKEN;
      }
    }
  }

  private static WaitOutcome outcome(long result, long offset) {
    if (result == 0 || result == -Syscall.EINTR) {
      return WaitOutcome.WOKEN;
    }
    if (result == -Syscall.EAGAIN) {
      return WaitOutcome.CHANGED;
    }
    throw failure("wait", result, offset);
  }

  static int wake(MappedMemory memory, long offset, int count) {
    if (count < 1) {
      return Polling.wake(memory, offset, count);
    }
    VarHandle.fullFence();
    int ignored = memory.getIntPlain(offset);
    long address = memory.segment().address() + offset;
    long result =
        Syscall.call(
            Syscall.scratch(), new Syscall.Arguments(Syscall.FUTEX, address, WAKE, count, 0, 0));
    Reference.reachabilityFence(memory);
    if (result < 0) {
      throw failure("wake", result, offset);
    }
    return (int) result;
  }

  private static IllegalStateException failure(String what, long result, long offset) {
    return new IllegalStateException(
        "futex "
            + what
            + " failed: errno="
            + -result
            + ", offset="
            + offset
            + "; do: check that the region is still open");
  }

  /** Whether the kernel knows futexes and lets the process use them. */
  static boolean isAvailable() {
    Syscall.Scratch scratch = Syscall.scratch();
    long address = scratch.time(0);
    long result =
        Syscall.call(scratch, new Syscall.Arguments(Syscall.FUTEX, address, WAKE, 1, 0, 0));
    return result >= 0;
  }
}
