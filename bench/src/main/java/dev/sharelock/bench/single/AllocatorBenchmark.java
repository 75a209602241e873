package dev.sharelock.bench.single;

import dev.sharelock.allocator.Allocator;
import dev.sharelock.allocator.HeapFormat;
import dev.sharelock.allocator.HeapGeometry;
import dev.sharelock.memory.SharedMemory;
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

/** Blocks allocated and released, loaded by others, and sent to others, all in one thread. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(2)
@Warmup(iterations = 3, time = 300, timeUnit = TimeUnit.MILLISECONDS)
@Measurement(iterations = 5, time = 300, timeUnit = TimeUnit.MILLISECONDS)
public class AllocatorBenchmark {
  private static final HeapGeometry GEOMETRY = HeapGeometry.forBytes(16 << 20);

  private final SharedMemory memory = OneThread.memory(GEOMETRY.bytes());
  private final Allocator first;
  private final Allocator second;

  /** The size of a block. */
  @Param({"64", "4096", "1048576"})
  private int bytes;

  /** Makes a heap with two holders. */
  public AllocatorBenchmark() {
    HeapFormat.create(memory, 0, GEOMETRY, 1);
    first = Allocator.open(OneThread.participant(memory, 1), 0);
    second = Allocator.open(OneThread.participant(memory, 2), 0);
  }

  /** Allocate and release. */
  @Benchmark
  public long allocateRelease() {
    long id = first.allocate(bytes);
    first.release(id);
    return id;
  }

  /** Allocate, load by its id for somebody else, release twice. */
  @Benchmark
  public long allocateLoadRelease() {
    long id = first.allocate(bytes);
    second.load(id);
    second.release(id);
    first.release(id);
    return id;
  }

  /** Allocate, send, accept, release. */
  @Benchmark
  public long allocateSendAcceptRelease() {
    long id = second.accept(first.send(first.allocate(bytes)));
    second.release(id);
    return id;
  }
}
