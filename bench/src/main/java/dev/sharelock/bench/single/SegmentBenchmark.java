package dev.sharelock.bench.single;

import dev.sharelock.memory.SharedMemory;
import dev.sharelock.named.NamedSegments;
import dev.sharelock.named.SegmentShape;
import dev.sharelock.region.EntryRequest;
import dev.sharelock.region.Region;
import dev.sharelock.region.RegionOptions;
import dev.sharelock.segment.Segment;
import dev.sharelock.segment.SegmentAccess;
import dev.sharelock.segment.SegmentTable;
import dev.sharelock.segment.SegmentView;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/**
 * Accesses through a handle, which look each time whether the segment is still the handle's, beside
 * bare accesses; and what a transfer costs with and without raw memory that is taken away.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(value = 2, jvmArgsAppend = "--enable-native-access=ALL-UNNAMED")
@Warmup(iterations = 3, time = 300, timeUnit = TimeUnit.MILLISECONDS)
@Measurement(iterations = 5, time = 300, timeUnit = TimeUnit.MILLISECONDS)
public class SegmentBenchmark {
  private static final int WORDS = 512;
  private static final int BYTES = WORDS * Long.BYTES;
  private static final ValueLayout.OfLong LONG = ValueLayout.JAVA_LONG_UNALIGNED;

  private final String name = "bench-segments-" + ProcessHandle.current().pid();
  private final Region region = Region.create(RegionOptions.of(name, 1 << 20).blocks(1 << 20));
  private final NamedSegments segments =
      NamedSegments.open(region, "segments", new SegmentShape(8, 8));
  private final SegmentTable[] checked = join(SegmentAccess.CHECKED);
  private final SegmentTable[] strict = join(SegmentAccess.STRICT);
  private final SegmentTable[] shared = join(SegmentAccess.STRICT_SHARED);
  private final SegmentView checkedView = checked[0].allocate(BYTES).view();
  private final SegmentView strictView = strict[0].allocate(BYTES).view();
  private final MemorySegment raw = strict[0].allocate(BYTES).raw().bytes();
  private final SharedMemory memory = region.memory();
  private final long scratch =
      region
          .directory()
          .getOrCreate(new EntryRequest("scratch", 1, BYTES), (offset, bytes) -> {}, 0)
          .offset();
  private long at = 1032;
  private final Segment[] moving = {
    checked[0].allocate(BYTES), strict[0].allocate(BYTES), shared[0].allocate(BYTES)
  };

  private SegmentTable[] join(SegmentAccess access) {
    return new SegmentTable[] {segments.join(access), segments.join(access)};
  }

  /** Removes the region. */
  @TearDown
  public void remove() {
    region.close();
    Region.unlink(name);
  }

  /** A bare read. */
  @Benchmark
  public long readBare() {
    return raw.get(LONG, at);
  }

  /** A read through the seam. */
  @Benchmark
  public long readSeam() {
    return memory.readLong(scratch + at);
  }

  /** A read through a handle. */
  @Benchmark
  public long readChecked() {
    return checkedView.getLong(at);
  }

  /** The same, of memory that can be taken away. */
  @Benchmark
  public long readStrict() {
    return strictView.getLong(at);
  }

  /** A bare write. */
  @Benchmark
  public void writeBare() {
    raw.set(LONG, at, 1);
  }

  /** A write through the seam. */
  @Benchmark
  public void writeSeam() {
    memory.writeLong(scratch + at, 1);
  }

  /** A write through a handle. */
  @Benchmark
  public void writeChecked() {
    checkedView.putLong(at, 1);
  }

  /** Many bare reads in a row, which share what has to be looked at. */
  @Benchmark
  @OperationsPerInvocation(WORDS)
  public long readManyBare() {
    long sum = 0;
    for (long from = 0; from < BYTES; from += Long.BYTES) {
      sum += raw.get(LONG, from);
    }
    return sum;
  }

  /** Many reads through a handle, each of which looks for itself. */
  @Benchmark
  @OperationsPerInvocation(WORDS)
  public long readManyChecked() {
    long sum = 0;
    for (long from = 0; from < BYTES; from += Long.BYTES) {
      sum += checkedView.getLong(from);
    }
    return sum;
  }

  /** Sends a segment there and back, and touches it each time. */
  private void move(int which, SegmentTable[] members) {
    for (int from = 0; from < 2; from++) {
      Segment segment = moving[which];
      segment.view().putLong(0, 1);
      members[from].send(segment, members[1 - from].member());
      members[1 - from].receive(0);
      moving[which] = members[1 - from].received();
    }
  }

  /** One transfer: write, send, receive. */
  @Benchmark
  @OperationsPerInvocation(2)
  public void transferChecked() {
    move(0, checked);
  }

  /** The same with memory for one thread that is taken away. */
  @Benchmark
  @OperationsPerInvocation(2)
  public void transferStrict() {
    move(1, strict);
  }

  /** The same where memory is a mapping of its own, since native access is not allowed. */
  @Benchmark
  @OperationsPerInvocation(2)
  @Fork(value = 2, jvmArgs = "-Xshare:auto")
  public void transferStrictRemapped() {
    move(1, strict);
  }

  /** The same with memory for all threads that is taken away. */
  @Benchmark
  @OperationsPerInvocation(2)
  public void transferStrictShared() {
    move(2, shared);
  }
}
