package dev.sharelock.linearizability.record;

import dev.sharelock.Outcome;
import dev.sharelock.allocator.Allocator;
import dev.sharelock.allocator.HeapFormat;
import dev.sharelock.allocator.HeapGeometry;
import dev.sharelock.linearizability.Budget;
import dev.sharelock.memory.HeapMemory;
import dev.sharelock.memory.SharedMemory;
import dev.sharelock.model.solo.SoloWorld;
import dev.sharelock.record.Channel;
import dev.sharelock.record.ChannelInfo;
import dev.sharelock.record.ChannelKind;
import dev.sharelock.record.ChannelRole;
import dev.sharelock.record.ChannelShape;
import dev.sharelock.record.Record;
import dev.sharelock.record.TableLayout;
import dev.sharelock.record.ThreadContext;
import java.util.ArrayDeque;
import java.util.Optional;
import org.jetbrains.lincheck.datastructures.IntGen;
import org.jetbrains.lincheck.datastructures.Operation;
import org.jetbrains.lincheck.datastructures.Param;
import org.junit.jupiter.api.Test;

/**
 * A channel of records without waiting is a bounded queue, and the table of channels is a variable
 * that names one, for two threads that may do everything at the same time. A channel that is new is
 * filled with zeros word by word, which model checking takes for a loop without end; so the table
 * is raced only.
 */
final class RecordLincheckTest {
  private static final TableLayout TABLE = new TableLayout(0, 1);
  private static final long HEAP = 128;
  private static final HeapGeometry GEOMETRY = new HeapGeometry(64, 8, 24, 3, 4);
  private static final ChannelShape SHAPE = new ChannelShape(ChannelKind.MPMC, 2, 4);

  @Test
  void aChannelIsABoundedQueueUnderModelChecking() {
    Budget.modelChecking(50).sequentialSpecification(Bounded.class).check(Queue.class);
  }

  @Test
  void aChannelIsABoundedQueueUnderStress() {
    Budget.stress().sequentialSpecification(Bounded.class).check(Queue.class);
  }

  @Test
  void theTableNamesOneChannelUnderStress() {
    Budget.stress().sequentialSpecification(OneName.class).check(Table.class);
  }

  private static SoloWorld world() {
    SharedMemory memory = new HeapMemory(HEAP + GEOMETRY.bytes());
    HeapFormat.create(memory, HEAP, GEOMETRY, SoloWorld.GENERATION);
    return SoloWorld.over(memory);
  }

  private static ThreadContext thread(SoloWorld world, long number) {
    return ThreadContext.over(
        world.participant(number), Allocator.open(world.participant(number), HEAP), TABLE);
  }

  /** One thread with both ends of the channel. */
  private static final class Ends {
    private final ThreadContext thread;
    private final Channel in;
    private final Channel out;

    Ends(ThreadContext thread) {
      this.thread = thread;
      this.in = thread.addChannel(0, SHAPE, ChannelRole.PRODUCER);
      this.out = thread.addChannel(0, SHAPE, ChannelRole.CONSUMER);
    }

    Outcome send(int value) {
      Record record = thread.allocateRecord(Integer.BYTES);
      record.putInt(0, value);
      Outcome outcome = in.send(record, 0);
      if (outcome != Outcome.DONE) {
        thread.free(record);
      }
      return outcome;
    }

    int receive() {
      Outcome outcome = out.receive(0);
      if (outcome != Outcome.DONE) {
        return -outcome.ordinal();
      }
      int value = out.record().getInt(0);
      thread.free(out.record());
      return value;
    }
  }

  /** The channel itself. */
  @Param(name = "value", gen = IntGen.class, conf = "1:9")
  public static final class Queue {
    private final Ends left;
    private final Ends right;

    public Queue() {
      SoloWorld world = world();
      left = new Ends(thread(world, 1));
      right = new Ends(thread(world, 2));
    }

    @Operation(nonParallelGroup = "left")
    public Outcome sendLeft(@Param(name = "value") int value) {
      return left.send(value);
    }

    @Operation(nonParallelGroup = "left")
    public int receiveLeft() {
      return left.receive();
    }

    @Operation(nonParallelGroup = "right")
    public Outcome sendRight(@Param(name = "value") int value) {
      return right.send(value);
    }

    @Operation(nonParallelGroup = "right")
    public int receiveRight() {
      return right.receive();
    }

    @Operation(nonParallelGroup = "right")
    public boolean dataRight() {
      return right.out.hasData();
    }

    @Operation(nonParallelGroup = "right")
    public Outcome endRight() {
      return right.in.end();
    }
  }

  /** The same, sequentially. */
  public static final class Bounded {
    private final ArrayDeque<Integer> records = new ArrayDeque<>();
    private boolean ended;

    private Outcome send(int value) {
      if (ended) {
        return Outcome.CLOSED;
      }
      if (records.size() == SHAPE.capacity()) {
        return Outcome.WOULD_BLOCK;
      }
      records.add(value);
      return Outcome.DONE;
    }

    private int receive() {
      Outcome none = ended ? Outcome.CLOSED : Outcome.WOULD_BLOCK;
      return records.isEmpty() ? -none.ordinal() : records.remove();
    }

    public Outcome sendLeft(int value) {
      return send(value);
    }

    public int receiveLeft() {
      return receive();
    }

    public Outcome sendRight(int value) {
      return send(value);
    }

    public int receiveRight() {
      return receive();
    }

    public boolean dataRight() {
      return !records.isEmpty();
    }

    public Outcome endRight() {
      ended = true;
      return Outcome.DONE;
    }
  }

  /** The table itself; each thread joins, leaves, and removes what it has joined. */
  public static final class Table {
    private final ThreadContext left;
    private final ThreadContext right;
    private Channel leftHas;
    private Channel rightHas;

    public Table() {
      SoloWorld world = world();
      left = thread(world, 1);
      right = thread(world, 2);
    }

    private static boolean remove(ThreadContext thread, Channel channel) {
      return channel != null
          && thread.removeChannel(
              new ChannelInfo(0, Optional.of(SHAPE.kind()), channel.generation()));
    }

    @Operation(nonParallelGroup = "left")
    public void joinLeft() {
      leftHas = leftHas == null ? left.addChannel(0, SHAPE, ChannelRole.PRODUCER) : leftHas;
    }

    @Operation(nonParallelGroup = "left")
    public void leaveLeft() {
      if (leftHas != null) {
        leftHas.close();
        leftHas = null;
      }
    }

    @Operation(nonParallelGroup = "left")
    public boolean removeLeft() {
      return remove(left, leftHas);
    }

    @Operation(nonParallelGroup = "right")
    public void joinRight() {
      rightHas = rightHas == null ? right.addChannel(0, SHAPE, ChannelRole.CONSUMER) : rightHas;
    }

    @Operation(nonParallelGroup = "right")
    public void leaveRight() {
      if (rightHas != null) {
        rightHas.close();
        rightHas = null;
      }
    }

    @Operation(nonParallelGroup = "right")
    public boolean removeRight() {
      return remove(right, rightHas);
    }

    @Operation(nonParallelGroup = "right")
    public boolean producersRight() {
      return rightHas != null && rightHas.hasProducers();
    }
  }

  /** The same, sequentially: which channel has the name, and which each thread has. */
  public static final class OneName {
    private Object named;
    private Object leftHas;
    private Object rightHas;

    private Object join() {
      boolean there = named != null && (named == leftHas || named == rightHas);
      named = there ? named : new Object();
      return named;
    }

    private boolean remove(Object channel) {
      boolean mine = channel != null && channel == named;
      named = mine ? null : named;
      return mine;
    }

    public void joinLeft() {
      leftHas = leftHas == null ? join() : leftHas;
    }

    public void leaveLeft() {
      leftHas = null;
    }

    public boolean removeLeft() {
      return remove(leftHas);
    }

    public void joinRight() {
      rightHas = rightHas == null ? join() : rightHas;
    }

    public void leaveRight() {
      rightHas = null;
    }

    public boolean removeRight() {
      return remove(rightHas);
    }

    public boolean producersRight() {
      return rightHas != null && rightHas == leftHas;
    }
  }
}
