package dev.sharelock.bench.seam;

import dev.sharelock.memory.Leasing;
import dev.sharelock.memory.Machine;
import dev.sharelock.memory.MappedMemory;
import dev.sharelock.memory.SharedMemory;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.VarHandle;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * One access through {@link SharedMemory} beside the same access by a VarHandle on a segment, and
 * through the memory that a process has wrapped first.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(2)
@Warmup(iterations = 3, time = 300, timeUnit = TimeUnit.MILLISECONDS)
@Measurement(iterations = 5, time = 300, timeUnit = TimeUnit.MILLISECONDS)
public class SeamBenchmark {
  private static final VarHandle LONG = ValueLayout.JAVA_LONG.varHandle().withInvokeExactBehavior();

  private final MemorySegment segment = Arena.global().allocate(4096, 128);
  private final SharedMemory memory = new MappedMemory(segment);
  private final SharedMemory first =
      MappedMemory.first(Arena.global().allocate(4096, 128), Machine.PORTABLE, Leasing.NONE);
  private long offset = 128;

  /** The bare read. */
  @Benchmark
  public long getAcquireBare() {
    return (long) LONG.getAcquire(segment, offset);
  }

  /** The read through the seam. */
  @Benchmark
  public long getAcquireSeam() {
    return memory.getLongAcquire(offset);
  }

  /** The read through the seam, of the first memory. */
  @Benchmark
  public long getAcquireFirst() {
    return first.getLongAcquire(offset);
  }

  /** The bare write. */
  @Benchmark
  public void setReleaseBare() {
    LONG.setRelease(segment, offset, 1L);
  }

  /** The write through the seam. */
  @Benchmark
  public void setReleaseSeam() {
    memory.setLongRelease(offset, 1L);
  }

  /** The write through the seam, of the first memory. */
  @Benchmark
  public void setReleaseFirst() {
    first.setLongRelease(offset, 1L);
  }

  /** The bare update. */
  @Benchmark
  public long getAndAddBare() {
    return (long) LONG.getAndAdd(segment, offset, 1L);
  }

  /** The update through the seam. */
  @Benchmark
  public long getAndAddSeam() {
    return memory.getAndAddLong(offset, 1L);
  }

  /** The update through the seam, of the first memory. */
  @Benchmark
  public long getAndAddFirst() {
    return first.getAndAddLong(offset, 1L);
  }

  /** The bare compare-and-set. */
  @Benchmark
  public boolean compareAndSetBare() {
    return LONG.compareAndSet(segment, offset, 0L, 0L);
  }

  /** The compare-and-set through the seam. */
  @Benchmark
  public boolean compareAndSetSeam() {
    return memory.compareAndSetLong(offset, 0L, 0L);
  }

  /** The compare-and-set through the seam, of the first memory. */
  @Benchmark
  public boolean compareAndSetFirst() {
    return first.compareAndSetLong(offset, 0L, 0L);
  }
}
