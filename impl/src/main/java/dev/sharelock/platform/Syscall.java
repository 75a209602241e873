package dev.sharelock.platform;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.VarHandle;

/**
 * The system call of the C library, for Linux on x86-64 and AArch64.
 *
 * <p>This is the only class with restricted operations; it is loaded only where {@link
 * NativeAccess#isEnabled} holds. Calls are ordinary downcalls: a critical one would keep the
 * garbage collector from running while a thread waits in the kernel.
 */
final class Syscall {

  static final long FUTEX = NativeAccess.isX86() ? 202 : 98;
  static final long MEMBARRIER = NativeAccess.isX86() ? 324 : 283;

  static final int EINTR = 4;
  static final int EAGAIN = 11;
  static final int ETIMEDOUT = 110;

  private static final VarHandle ERRNO =
      Linker.Option.captureStateLayout()
          .varHandle(MemoryLayout.PathElement.groupElement("errno"))
          .withInvokeExactBehavior();

  @SuppressWarnings("restricted")
  private static final MethodHandle SYSCALL =
      Linker.nativeLinker()
          .downcallHandle(
              Linker.nativeLinker().defaultLookup().findOrThrow("syscall"),
              FunctionDescriptor.of(
                  ValueLayout.JAVA_LONG,
                  ValueLayout.JAVA_LONG,
                  ValueLayout.JAVA_LONG,
                  ValueLayout.JAVA_LONG,
                  ValueLayout.JAVA_LONG,
                  ValueLayout.JAVA_LONG,
                  ValueLayout.JAVA_LONG,
                  ValueLayout.JAVA_LONG),
              Linker.Option.firstVariadicArg(1),
              Linker.Option.captureCallState("errno"));

  /** What one thread passes to the kernel: the place for errno, and a time. */
  static final class Scratch {
    private final MemorySegment state = Arena.ofAuto().allocate(Linker.Option.captureStateLayout());
    private final MemorySegment time = Arena.ofAuto().allocate(16, 8);

    /** Fills in a point in time, and returns its address. */
    long time(long nanos) {
      time.set(ValueLayout.JAVA_LONG, 0, nanos / 1_000_000_000);
      time.set(ValueLayout.JAVA_LONG, 8, nanos % 1_000_000_000);
      return time.address();
    }
  }

  private static final ThreadLocal<Scratch> SCRATCH = ThreadLocal.withInitial(Scratch::new);

  private Syscall() {}

  static Scratch scratch() {
    return SCRATCH.get();
  }

  /** Calls with three arguments; the result, or the negated error number. */
  static long call(long number, long first, long second, long third) {
    return call(SCRATCH.get(), new Arguments(number, first, second, third, 0, 0));
  }

  /**
   * The arguments of a call.
   *
   * @param fourth a pointer or number; the fifth argument is always 0
   */
  record Arguments(long number, long first, long second, long third, long fourth, long sixth) {}

  /** Calls; the result, or the negated error number. */
  static long call(Scratch scratch, Arguments a) {
    try {
      long result =
          (long)
              SYSCALL.invokeExact(
                  scratch.state, a.number, a.first, a.second, a.third, a.fourth, 0L, a.sixth);
      return result == -1 ? -(int) ERRNO.get(scratch.state, 0L) : result;
    } catch (Error | RuntimeException e) {
      throw e;
    } catch (Throwable e) {
      throw new IllegalStateException("system call failed: number=" + a.number, e);
    }
  }
}
