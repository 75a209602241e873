package dev.sharelock.multiproc;

import dev.sharelock.Outcome;
import dev.sharelock.allocator.Allocator;
import dev.sharelock.allocator.HeapFormat;
import dev.sharelock.allocator.HeapGeometry;
import dev.sharelock.environment.ParticipantContext;
import dev.sharelock.model.memory.MortalMemory;
import dev.sharelock.model.solo.SoloWorld;
import dev.sharelock.named.NamedQueue;
import dev.sharelock.named.QueueShape;
import dev.sharelock.queue.BlockQueue;
import dev.sharelock.queue.ConditionQueue;
import dev.sharelock.queue.Delivery;
import dev.sharelock.region.AttachOptions;
import dev.sharelock.region.EntryRequest;
import dev.sharelock.region.Region;
import java.io.IOException;
import java.util.Locale;

/**
 * The main class of a process that puts values into a queue or takes them, and writes into the
 * journal what it has done. One that is to be killed does so many operations, whatever their
 * outcome, and then so many accesses.
 */
final class QueueMember {
  static final String NAME = "killed";

  private static final int CAPACITY = 4;
  private static final long A_MOMENT = 1_000_000;
  private static final HeapGeometry GEOMETRY = HeapGeometry.forBytes(1 << 18).holders(8);

  private QueueMember() {}

  /** What goes through the queue, and what becomes of it if a consumer dies. */
  enum Freight {
    VALUES,
    BLOCKS_AT_MOST_ONCE,
    BLOCKS_AT_LEAST_ONCE;

    QueueShape shape() {
      return this == VALUES ? QueueShape.of(CAPACITY) : QueueShape.ofBlocks(CAPACITY);
    }

    private Delivery delivery() {
      return this == BLOCKS_AT_LEAST_ONCE ? Delivery.AT_LEAST_ONCE : Delivery.AT_MOST_ONCE;
    }
  }

  /** What a member does. */
  enum Role {
    PRODUCES,
    CONSUMES
  }

  /** The queue as one participant uses it. */
  interface Handle {
    Outcome put(long value);

    /** Takes a value and notes that. */
    Outcome take(QueueJournal journal);

    /** Settles what the dead have left. */
    void recover();

    void closeQueue();
  }

  /**
   * Arguments: the directory, the freight, the role, the number of the member, how much it puts,
   * after how many operations and then accesses it is killed; 0 operations for never.
   */
  public static void main(String[] arguments) throws IOException {
    Freight freight = Freight.valueOf(arguments[1]);
    Role role = Role.valueOf(arguments[2].toUpperCase(Locale.ROOT));
    int member = Integer.parseInt(arguments[3]);
    int count = Integer.parseInt(arguments[4]);
    int operations = Integer.parseInt(arguments[5]);
    int accesses = Integer.parseInt(arguments[6]);
    try (Region region = Region.attach(AttachOptions.of(NAME).in(arguments[0]))) {
      MortalMemory mortal = new MortalMemory(region.memory(), ForkedMember::awaitDeath);
      ParticipantContext own =
          new ParticipantContext(mortal, region.environment(), region.participants());
      Handle handle = open(region, own, freight);
      QueueJournal journal = QueueJournal.open(region);
      System.out.println(ForkedMember.READY);
      System.in.read();
      long next = 1;
      Outcome outcome = Outcome.DONE;
      for (int i = 1; outcome != Outcome.CLOSED && next <= count; i++) {
        if (i == operations) {
          mortal.dieAfter(accesses);
        }
        if (role == Role.CONSUMES) {
          outcome = handle.take(journal);
        } else {
          long value = QueueJournal.value(member, next);
          outcome = handle.put(value);
          if (outcome == Outcome.DONE) {
            journal.put(value);
            next++;
          }
        }
        if (outcome == Outcome.TIMED_OUT) {
          handle.recover();
        }
      }
    }
  }

  /** Opens the queue, and creates it with its heap if it is not there. */
  static Handle open(Region region, ParticipantContext own, Freight freight) {
    long base = NamedQueue.open(region, "queue", freight.shape()).entry().offset();
    if (freight == Freight.VALUES) {
      return new Values(ConditionQueue.open(own, base));
    }
    Allocator allocator = Allocator.open(own, heap(region));
    return new Blocks(own, allocator, BlockQueue.open(own, base, allocator, freight.delivery()));
  }

  static long heap(Region region) {
    EntryRequest request = new EntryRequest("heap", 2, GEOMETRY.bytes());
    return region
        .directory()
        .getOrCreate(
            request,
            (at, size) -> HeapFormat.create(region.memory(), at, GEOMETRY, SoloWorld.GENERATION),
            0)
        .offset();
  }

  private record Values(ConditionQueue queue) implements Handle {
    @Override
    public Outcome put(long value) {
      return queue.enqueue(value, A_MOMENT);
    }

    @Override
    public Outcome take(QueueJournal journal) {
      Outcome outcome = queue.dequeue(A_MOMENT);
      if (outcome == Outcome.DONE) {
        journal.taken(queue.value());
      }
      return outcome;
    }

    @Override
    public void recover() {
      // the dead leave nothing
    }

    @Override
    public void closeQueue() {
      queue.closeQueue();
    }
  }

  private record Blocks(ParticipantContext context, Allocator allocator, BlockQueue queue)
      implements Handle {
    @Override
    public Outcome put(long value) {
      long id = allocator.allocate(64);
      context.memory().writeLong(allocator.offset(id), value);
      Outcome outcome = queue.enqueue(id, A_MOMENT);
      if (outcome != Outcome.DONE) {
        allocator.release(id);
      }
      return outcome;
    }

    @Override
    public Outcome take(QueueJournal journal) {
      Outcome outcome = queue.dequeue(A_MOMENT);
      if (outcome == Outcome.DONE) {
        journal.taken(context.memory().readLong(allocator.offset(queue.block())));
        queue.acknowledge();
        allocator.release(queue.block());
      }
      return outcome;
    }

    @Override
    public void recover() {
      queue.recover();
    }

    @Override
    public void closeQueue() {
      queue.closeQueue();
    }
  }
}
