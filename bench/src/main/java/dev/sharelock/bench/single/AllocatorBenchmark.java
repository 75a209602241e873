package dev.sharelock.bench.single;

import dev.sharelock.allocator.Allocator;
import dev.sharelock.allocator.BlockId;
import dev.sharelock.allocator.HeapFormat;
import dev.sharelock.allocator.HeapGeometry;
import dev.sharelock.memory.SharedMemory;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
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
  private static final HeapGeometry GEOMETRY = HeapGeometry.forBytes(256 << 20);

  private final SharedMemory memory = OneThread.memory(GEOMETRY.bytes());
  private final Allocator first;
  private final Allocator second;

  /** The size of a block. */
  @Param({"64", "4096", "1048576"})
  private int bytes;

  /** What else is in the heap. */
  @Param({"EMPTY", "HALF", "FRAGMENTED"})
  private Fill fill;

  /** What is in a heap. */
  public enum Fill {
    /** Nothing. */
    EMPTY,
    /** Blocks of the same size, up to the middle. */
    HALF,
    /** Blocks of the same size everywhere, of which every other one was released. */
    FRAGMENTED
  }

  private long loaded;

  /** Makes a heap with two holders. */
  public AllocatorBenchmark() {
    HeapFormat.create(memory, 0, GEOMETRY, 1);
    first = Allocator.open(OneThread.participant(memory, 1), 0);
    second = Allocator.open(OneThread.participant(memory, 2), 0);
  }

  /** Fills the heap. */
  @Setup(Level.Trial)
  public void fill() {
    loaded = first.allocate(64);
    if (fill == Fill.EMPTY) {
      return;
    }
    long limit = fill == Fill.HALF ? GEOMETRY.dataBytes() / 2 : GEOMETRY.dataBytes();
    List<Long> ids = new ArrayList<>();
    for (long used = 0; used < limit; used += bytes) {
      long id = first.tryAllocate(bytes);
      if (id == BlockId.NONE) {
        break;
      }
      ids.add(id);
    }
    for (int i = 0; fill == Fill.FRAGMENTED && i < ids.size(); i += 2) {
      first.release(ids.get(i));
    }
  }

  /** Allocate and release. */
  @Benchmark
  public long allocateRelease() {
    long id = first.allocate(bytes);
    first.release(id);
    return id;
  }

  /** Load a block of somebody else and release it. */
  @Benchmark
  public void loadRelease() {
    second.load(loaded);
    second.release(loaded);
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
