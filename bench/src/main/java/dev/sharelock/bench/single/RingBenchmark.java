package dev.sharelock.bench.single;

import dev.sharelock.memory.SharedMemory;
import dev.sharelock.ring.ByteRing;
import dev.sharelock.ring.ByteRingConsumer;
import dev.sharelock.ring.ByteRingProducer;
import dev.sharelock.ring.FrameConsumer;
import dev.sharelock.ring.FrameProducer;
import dev.sharelock.ring.RingFormat;
import dev.sharelock.ring.RingLayout;
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

/** A message of 8 bytes into a ring and out of it again, both sides in one thread. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(value = 2, jvmArgsAppend = "--enable-native-access=ALL-UNNAMED")
@Warmup(iterations = 3, time = 300, timeUnit = TimeUnit.MILLISECONDS)
@Measurement(iterations = 5, time = 300, timeUnit = TimeUnit.MILLISECONDS)
public class RingBenchmark {
  private static final int CAPACITY = 1 << 16;

  private final SharedMemory memory = OneThread.memory(2 * RingLayout.bytes(CAPACITY));
  private final ByteRingProducer bytesIn;
  private final ByteRingConsumer bytesOut;
  private final FrameProducer framesIn;
  private final FrameConsumer framesOut;

  /** Makes a ring of bytes and one of frames. */
  public RingBenchmark() {
    long second = (RingLayout.bytes(CAPACITY) + 127) / 128 * 128;
    RingFormat.create(memory, 0, CAPACITY);
    RingFormat.create(memory, second, CAPACITY);
    bytesIn = ByteRing.attach(OneThread.participant(memory, 1), 0).openProducer();
    bytesOut = ByteRing.attach(OneThread.participant(memory, 2), 0).openConsumer();
    framesIn = FrameProducer.open(OneThread.participant(memory, 3), second);
    framesOut = FrameConsumer.open(OneThread.participant(memory, 4), second);
  }

  /** Claim, publish, peek, release of a ring of bytes. */
  @Benchmark
  public long bytes() {
    bytesIn.claim(Long.BYTES, 0);
    bytesIn.view().putLong(0, 1);
    bytesIn.publish(Long.BYTES);
    bytesOut.peek(Long.BYTES, 0);
    long value = bytesOut.view().getLong(0);
    bytesOut.release(Long.BYTES);
    return value;
  }

  /** The same of a ring of frames. */
  @Benchmark
  public long frames() {
    framesIn.claim(Long.BYTES, 0);
    framesIn.view().putLong(0, 1);
    framesIn.publish();
    framesOut.peek(0);
    long value = framesOut.view().getLong(0);
    framesOut.release();
    return value;
  }
}
