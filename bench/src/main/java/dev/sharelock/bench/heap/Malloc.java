package dev.sharelock.bench.heap;

import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;

/** The allocator of the C library, by calls without transition. */
final class Malloc {
  private static final MethodHandle MALLOC =
      leaf("malloc", FunctionDescriptor.of(ValueLayout.JAVA_LONG, ValueLayout.JAVA_LONG));
  private static final MethodHandle FREE =
      leaf("free", FunctionDescriptor.ofVoid(ValueLayout.JAVA_LONG));

  private Malloc() {}

  @SuppressWarnings("restricted")
  private static MethodHandle leaf(String name, FunctionDescriptor descriptor) {
    Linker linker = Linker.nativeLinker();
    MemorySegment function = linker.defaultLookup().findOrThrow(name);
    return linker.downcallHandle(function, descriptor, Linker.Option.critical(false));
  }

  static void allocateAndFree(long bytes) throws Throwable {
    long address = (long) MALLOC.invokeExact(bytes);
    FREE.invokeExact(address);
  }
}
