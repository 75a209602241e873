package dev.sharelock.bench.single;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * What the memory of one process costs: the yardstick of {@link AllocatorBenchmark}. The calls of
 * the C library are leaf calls without transition, so that little but they is measured.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(2)
@Warmup(iterations = 3, time = 300, timeUnit = TimeUnit.MILLISECONDS)
@Measurement(iterations = 5, time = 300, timeUnit = TimeUnit.MILLISECONDS)
public class NativeAllocationBenchmark {
  private static final MethodHandle MALLOC =
      leaf("malloc", FunctionDescriptor.of(ValueLayout.JAVA_LONG, ValueLayout.JAVA_LONG));
  private static final MethodHandle FREE =
      leaf("free", FunctionDescriptor.ofVoid(ValueLayout.JAVA_LONG));

  /** The size of a block. */
  @Param({"64", "4096", "1048576"})
  private long bytes;

  @SuppressWarnings("restricted")
  private static MethodHandle leaf(String name, FunctionDescriptor descriptor) {
    Linker linker = Linker.nativeLinker();
    MemorySegment function = linker.defaultLookup().findOrThrow(name);
    return linker.downcallHandle(function, descriptor, Linker.Option.critical(false));
  }

  /**
   * The allocator of the C library.
   *
   * @return the address
   * @throws Throwable never
   */
  @Benchmark
  public long mallocFree() throws Throwable {
    long address = (long) MALLOC.invokeExact(bytes);
    FREE.invokeExact(address);
    return address;
  }

  /**
   * The arenas of the JDK, which clear what they give.
   *
   * @return the address
   */
  @Benchmark
  public long confinedArena() {
    try (Arena arena = Arena.ofConfined()) {
      return arena.allocate(bytes).address();
    }
  }
}
