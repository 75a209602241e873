package dev.sharelock.bench.single;

import dev.sharelock.allocator.Allocator;
import dev.sharelock.allocator.HeapFormat;
import dev.sharelock.allocator.HeapGeometry;
import dev.sharelock.memory.SharedMemory;
import dev.sharelock.queue.BlockQueue;
import dev.sharelock.queue.ConditionQueue;
import dev.sharelock.queue.Delivery;
import dev.sharelock.queue.QueueFormat;
import dev.sharelock.queue.QueueLayout;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jctools.queues.MpmcArrayQueue;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** One value into a queue and out of it again, both sides in one thread. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(value = 2, jvmArgsAppend = "--enable-native-access=ALL-UNNAMED")
@Warmup(iterations = 3, time = 300, timeUnit = TimeUnit.MILLISECONDS)
@Measurement(iterations = 5, time = 300, timeUnit = TimeUnit.MILLISECONDS)
public class QueueBenchmark {
  private static final int CAPACITY = 1024;
  private static final Long ONE = 1L;
  private static final HeapGeometry HEAP = HeapGeometry.forBytes(1 << 20);
  private static final QueueLayout VALUES = new QueueLayout(0, CAPACITY, 4, 1);
  private static final QueueLayout BLOCKS =
      new QueueLayout(VALUES.bytes() + 127 & -128, CAPACITY, 4, BlockQueue.WORDS);
  private static final long HEAP_BASE = BLOCKS.base() + BLOCKS.bytes() + 127 & -128;

  private final ConditionQueue in;
  private final ConditionQueue out;
  private final Allocator sender;
  private final Allocator receiver;
  private final BlockQueue blocksIn;
  private final BlockQueue blocksOut;
  private final ArrayBlockingQueue<Long> blocking = new ArrayBlockingQueue<>(CAPACITY);
  private final MpmcArrayQueue<Long> free = new MpmcArrayQueue<>(CAPACITY);

  /** Makes a queue of values and one of blocks. */
  public QueueBenchmark() {
    SharedMemory memory = OneThread.memory(HEAP_BASE + HEAP.bytes());
    QueueFormat.create(memory, VALUES);
    QueueFormat.create(memory, BLOCKS);
    HeapFormat.create(memory, HEAP_BASE, HEAP, 1);
    in = ConditionQueue.open(OneThread.participant(memory, 1), 0);
    out = ConditionQueue.open(OneThread.participant(memory, 2), 0);
    sender = Allocator.open(OneThread.participant(memory, 1), HEAP_BASE);
    receiver = Allocator.open(OneThread.participant(memory, 2), HEAP_BASE);
    blocksIn =
        BlockQueue.open(
            OneThread.participant(memory, 1), BLOCKS.base(), sender, Delivery.AT_MOST_ONCE);
    blocksOut =
        BlockQueue.open(
            OneThread.participant(memory, 2), BLOCKS.base(), receiver, Delivery.AT_MOST_ONCE);
  }

  /** The condition queue. */
  @Benchmark
  public long values() {
    in.enqueue(1);
    out.dequeue();
    return out.value();
  }

  /** The condition queue with blocks: allocate, put, take, release. */
  @Benchmark
  public long blocks() {
    blocksIn.enqueue(sender.allocate(64));
    blocksOut.dequeue();
    receiver.release(blocksOut.block());
    return blocksOut.block();
  }

  /** The blocking queue of the JDK. */
  @Benchmark
  public Long arrayBlockingQueue() throws InterruptedException {
    blocking.put(ONE);
    return blocking.take();
  }

  /** The queue of JCTools, which cannot wait. */
  @Benchmark
  public Long jcToolsMpmc() {
    free.offer(ONE);
    return free.poll();
  }
}
