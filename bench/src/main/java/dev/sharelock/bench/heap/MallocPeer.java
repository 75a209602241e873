package dev.sharelock.bench.heap;

import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.util.Optional;

/** The allocator of the C library, by calls without transition: private to its process. */
final class MallocPeer implements HeapPeer {
  private static final MethodHandle MALLOC =
      leaf("malloc", FunctionDescriptor.of(ValueLayout.JAVA_LONG, ValueLayout.JAVA_LONG));
  private static final MethodHandle FREE =
      leaf("free", FunctionDescriptor.ofVoid(ValueLayout.JAVA_LONG));

  private long[] addresses = {};

  @SuppressWarnings("restricted")
  private static MethodHandle leaf(String name, FunctionDescriptor descriptor) {
    Linker linker = Linker.nativeLinker();
    MemorySegment function = linker.defaultLookup().findOrThrow(name);
    return linker.downcallHandle(function, descriptor, Linker.Option.critical(false));
  }

  @Override
  public String name() {
    return "malloc";
  }

  @Override
  public void fill(long bytes, Fill fill) throws Throwable {
    addresses = new long[fill.blocks(HEAP, bytes)];
    for (int i = 0; i < addresses.length; i++) {
      addresses[i] = (long) MALLOC.invokeExact(bytes);
    }
    for (int i = 0; i < addresses.length; i++) {
      if (fill.isReleased(i)) {
        FREE.invokeExact(addresses[i]);
        addresses[i] = 0;
      }
    }
  }

  @Override
  public Optional<Cost.Work> work(Operation operation, long bytes) {
    return operation == Operation.ALLOCATE_RELEASE
        ? Optional.of(times -> allocateAndFree(bytes, times))
        : Optional.empty();
  }

  private static void allocateAndFree(long bytes, int times) throws Throwable {
    for (int i = 0; i < times; i++) {
      long address = (long) MALLOC.invokeExact(bytes);
      FREE.invokeExact(address);
    }
  }

  @Override
  public void close() {
    for (long address : addresses) {
      try {
        FREE.invokeExact(address);
      } catch (Throwable e) {
        throw new IllegalStateException("free failed: cause=" + e + "; do: look at the cause", e);
      }
    }
  }
}
