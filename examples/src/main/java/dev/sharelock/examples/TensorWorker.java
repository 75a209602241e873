package dev.sharelock.examples;

import dev.sharelock.Outcome;
import dev.sharelock.allocator.Allocator;
import dev.sharelock.memory.SharedMemory;
import dev.sharelock.named.NamedQueue;
import dev.sharelock.named.QueueShape;
import dev.sharelock.queue.BlockQueue;
import dev.sharelock.queue.Delivery;
import dev.sharelock.region.Region;
import dev.sharelock.region.RegionOptions;

/**
 * A host hands tensors to a worker in a process of its own and gets tensors back, as Neuropod does
 * for inference. Nothing is copied: a tensor is a block, and references move. After {@code mvn
 * package -DskipTests}:
 *
 * <pre>
 *   java -cp impl/target/classes:examples/target/classes dev.sharelock.examples.TensorWorker
 * </pre>
 *
 * <p>The first worker dies with a tensor in its hands and another one half written. The host gets
 * back what it held, and the tensor goes to the next worker.
 */
public final class TensorWorker {
  private static final int TENSORS = 5;
  private static final int VALUES = 1000;
  private static final int FATAL = 2;
  private static final long SECOND = 1_000_000_000L;

  /** A tensor: its number, how many values it has, and the values. */
  private static final int HEADER = 16;

  private final SharedMemory memory;
  private final Allocator allocator;
  private final BlockQueue inputs;
  private final BlockQueue outputs;

  private TensorWorker(Region region) {
    this.memory = region.memory();
    this.allocator = region.allocator();
    this.inputs = queue(region, "inputs");
    this.outputs = queue(region, "outputs");
  }

  /** What a worker has taken and not acknowledged is delivered again if it dies. */
  private static BlockQueue queue(Region region, String name) {
    return NamedQueue.open(region, name, QueueShape.ofBlocks(8))
        .blocks(region.allocator(), Delivery.AT_LEAST_ONCE);
  }

  public static void main(String[] arguments) throws Exception {
    if (arguments.length == 0) {
      String name = "tensors-" + ProcessHandle.current().pid();
      RegionOptions options = RegionOptions.of(name, 1 << 16).blocks(1 << 20);
      try (Region region = Region.create(options)) {
        new TensorWorker(region).host(name);
      }
      Region.unlink(name);
    } else {
      try (Region region = Jvm.attach(arguments[0])) {
        new TensorWorker(region).work(arguments[1].equals("fragile"));
      }
    }
  }

  private void host(String name) throws Exception {
    Process worker = Jvm.start(TensorWorker.class, name, "fragile");
    for (int number = 0; number < TENSORS; number++) {
      inputs.enqueue(input(number)); // the reference moves into the queue
    }
    for (int done = 0; done < TENSORS; ) {
      boolean alive = worker.isAlive(); // before the look: what the dead have put is in the queue
      if (outputs.dequeue(SECOND / 10) == Outcome.DONE) {
        print(outputs.block());
        allocator.release(outputs.block());
        done++;
      } else if (!alive) {
        System.out.println("the worker has died: " + inputs.recover());
        worker = Jvm.start(TensorWorker.class, name, "steady");
      }
    }
    outputs.acknowledge();
    inputs.closeQueue();
    worker.waitFor();
    allocator.trim(); // it is the sender who notices what has arrived
    System.out.println("all memory is back: " + allocator.verify().pristine());
  }

  private void work(boolean fragile) {
    while (inputs.dequeue() == Outcome.DONE) {
      long input = inputs.block();
      long number = memory.readLong(allocator.offset(input));
      long output = tensor(number);
      for (int i = 0; i < VALUES; i++) {
        if (fragile && number == FATAL && i == VALUES / 2) {
          Jvm.crash();
        }
        put(output, i, Math.max(0, get(input, i))); // a layer of rectified linear units
      }
      outputs.enqueue(output);
      inputs.acknowledge(); // and only now the input is done with
      allocator.release(input);
    }
  }

  private long input(int number) {
    long block = tensor(number);
    for (int i = 0; i < VALUES; i++) {
      put(block, i, number * (i % 2 == 0 ? 1 : -1));
    }
    return block;
  }

  private long tensor(long number) {
    long block = allocator.allocate(HEADER + VALUES * (long) Double.BYTES);
    memory.writeLong(allocator.offset(block), number);
    memory.writeLong(allocator.offset(block) + Long.BYTES, VALUES);
    return block;
  }

  private double get(long block, int index) {
    return Double.longBitsToDouble(memory.readLong(at(block, index)));
  }

  private void put(long block, int index, double value) {
    memory.writeLong(at(block, index), Double.doubleToRawLongBits(value));
  }

  private long at(long block, int index) {
    return allocator.offset(block) + HEADER + index * (long) Double.BYTES;
  }

  private void print(long output) {
    double sum = 0;
    for (int i = 0; i < VALUES; i++) {
      sum += get(output, i);
    }
    System.out.println("tensor " + memory.readLong(allocator.offset(output)) + ": sum " + sum);
  }
}
