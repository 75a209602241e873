package dev.sharelock.linearizability.segment;

import dev.sharelock.Outcome;
import dev.sharelock.SharelockException;
import dev.sharelock.allocator.Allocator;
import dev.sharelock.allocator.HeapFormat;
import dev.sharelock.allocator.HeapGeometry;
import dev.sharelock.linearizability.Budget;
import dev.sharelock.memory.HeapMemory;
import dev.sharelock.memory.SharedMemory;
import dev.sharelock.model.solo.SoloWorld;
import dev.sharelock.segment.IllegalTransitionException;
import dev.sharelock.segment.Segment;
import dev.sharelock.segment.SegmentLayout;
import dev.sharelock.segment.SegmentTable;
import org.jetbrains.lincheck.datastructures.Operation;
import org.junit.jupiter.api.Test;

/**
 * Two members and a table for one segment. Each makes it, sends it to the other, takes it back,
 * receives it, looks into it and gives it up, with whatever handle it has last had. Whatever they
 * do at the same time, it has one owner at a time.
 */
final class SegmentTableLincheckTest {

  @Test
  void isOneSegmentWithOneOwnerUnderModelChecking() {
    Budget.modelChecking(25).sequentialSpecification(OneSegment.class).check(Table.class);
  }

  @Test
  void isOneSegmentWithOneOwnerUnderStress() {
    Budget.stress().sequentialSpecification(OneSegment.class).check(Table.class);
  }

  /** A table with two members. */
  public static final class Table {
    private static final SegmentLayout LAYOUT = new SegmentLayout(0, 2, 1);
    private static final HeapGeometry GEOMETRY = new HeapGeometry(64, 2, 1, 3, 1);
    private static final long BASE = 256;

    private final Side left;
    private final Side right;

    public Table() {
      SharedMemory memory = new HeapMemory(BASE + GEOMETRY.bytes());
      SoloWorld world = SoloWorld.over(memory);
      HeapFormat.create(memory, BASE, GEOMETRY, SoloWorld.GENERATION);
      SegmentTable.create(memory, LAYOUT);
      left = new Side(world, 1);
      right = new Side(world, 2);
    }

    @Operation(nonParallelGroup = "left")
    public boolean leftAllocates() {
      return left.allocate();
    }

    @Operation(nonParallelGroup = "left")
    public boolean leftSends() {
      return left.send(1);
    }

    @Operation(nonParallelGroup = "left")
    public boolean leftTakesBack() {
      return left.takeBack();
    }

    @Operation(nonParallelGroup = "left")
    public long leftReceives() {
      return left.receive();
    }

    @Operation(nonParallelGroup = "left")
    public boolean leftAdds() {
      return left.add();
    }

    @Operation(nonParallelGroup = "left")
    public boolean leftDeallocates() {
      return left.deallocate();
    }

    @Operation(nonParallelGroup = "right")
    public boolean rightAllocates() {
      return right.allocate();
    }

    @Operation(nonParallelGroup = "right")
    public boolean rightSends() {
      return right.send(0);
    }

    @Operation(nonParallelGroup = "right")
    public boolean rightTakesBack() {
      return right.takeBack();
    }

    @Operation(nonParallelGroup = "right")
    public long rightReceives() {
      return right.receive();
    }

    @Operation(nonParallelGroup = "right")
    public boolean rightAdds() {
      return right.add();
    }

    @Operation(nonParallelGroup = "right")
    public boolean rightDeallocates() {
      return right.deallocate();
    }
  }

  /** One member with the handle that it has last had. */
  private static final class Side {
    private final SegmentTable table;
    private Segment last;

    Side(SoloWorld world, long number) {
      Allocator allocator = Allocator.open(world.participant(number), Table.BASE);
      table = SegmentTable.open(world.participant(number), allocator, 0);
    }

    boolean allocate() {
      try {
        last = table.allocate(Long.BYTES);
        return true;
      } catch (SharelockException full) {
        return false;
      }
    }

    boolean send(int to) {
      try {
        return last != null && table.send(last, to) == Outcome.DONE;
      } catch (IllegalTransitionException notMine) {
        return false;
      }
    }

    boolean takeBack() {
      Segment back = last == null ? null : table.takeBack(last);
      last = back == null ? last : back;
      return back != null;
    }

    long receive() {
      if (table.receive(0) != Outcome.DONE) {
        return -1;
      }
      last = table.received();
      return last.view().getLong(0);
    }

    boolean add() {
      try {
        if (last != null) {
          last.view().putLong(0, last.view().getLong(0) + 1);
        }
        return last != null;
      } catch (IllegalTransitionException notMine) {
        return false;
      }
    }

    boolean deallocate() {
      try {
        if (last != null) {
          table.deallocate(last);
        }
        return last != null;
      } catch (IllegalTransitionException notMine) {
        return false;
      }
    }
  }

  /** The same, sequentially: who has the segment, and to whom it is on its way. */
  public static final class OneSegment {
    private static final int NOBODY = -1;

    private int owner = NOBODY;
    private boolean flies;
    private long content;

    private boolean allocate(int who) {
      boolean free = owner == NOBODY;
      owner = free ? who : owner;
      content = free ? 0 : content;
      return free;
    }

    private boolean has(int who) {
      return owner == who && !flies;
    }

    private boolean send(int who) {
      boolean has = has(who);
      flies |= has;
      return has;
    }

    private boolean takeBack(int who) {
      boolean possible = owner == who && flies;
      flies &= !possible;
      return possible;
    }

    private long receive(int who) {
      if (!flies || owner == who) {
        return -1;
      }
      flies = false;
      owner = who;
      return content;
    }

    private boolean add(int who) {
      content += has(who) ? 1 : 0;
      return has(who);
    }

    private boolean deallocate(int who) {
      boolean has = has(who);
      owner = has ? NOBODY : owner;
      return has;
    }

    public boolean leftAllocates() {
      return allocate(0);
    }

    public boolean leftSends() {
      return send(0);
    }

    public boolean leftTakesBack() {
      return takeBack(0);
    }

    public long leftReceives() {
      return receive(0);
    }

    public boolean leftAdds() {
      return add(0);
    }

    public boolean leftDeallocates() {
      return deallocate(0);
    }

    public boolean rightAllocates() {
      return allocate(1);
    }

    public boolean rightSends() {
      return send(1);
    }

    public boolean rightTakesBack() {
      return takeBack(1);
    }

    public long rightReceives() {
      return receive(1);
    }

    public boolean rightAdds() {
      return add(1);
    }

    public boolean rightDeallocates() {
      return deallocate(1);
    }
  }
}
