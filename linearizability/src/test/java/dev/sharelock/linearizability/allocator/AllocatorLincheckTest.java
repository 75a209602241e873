package dev.sharelock.linearizability.allocator;

import dev.sharelock.Outcome;
import dev.sharelock.allocator.Allocator;
import dev.sharelock.allocator.BlockId;
import dev.sharelock.allocator.HeapFormat;
import dev.sharelock.allocator.HeapGeometry;
import dev.sharelock.linearizability.Budget;
import dev.sharelock.memory.HeapMemory;
import dev.sharelock.memory.SharedMemory;
import dev.sharelock.model.solo.SoloWorld;
import org.jetbrains.lincheck.datastructures.Operation;
import org.junit.jupiter.api.Test;

/**
 * Two participants and a heap with room for one block. The owner allocates it, tells its id, and
 * sends references; the guest loads by the last id it was told, and accepts. Whatever they do at
 * the same time, the block has the owners that it would have in some order.
 */
final class AllocatorLincheckTest {

  @Test
  void isOneBlockWithReferencesUnderModelChecking() {
    Budget.modelChecking().sequentialSpecification(OneBlock.class).check(Heap.class);
  }

  @Test
  void isOneBlockWithReferencesUnderStress() {
    Budget.stress().sequentialSpecification(OneBlock.class).check(Heap.class);
  }

  /** The allocator itself; ids and tickets are told through words of the memory. */
  public static final class Heap {
    private static final HeapGeometry GEOMETRY = new HeapGeometry(64, 2, 1, 2, 1);
    private static final long BASE = 128;
    private static final long ID = 0;
    private static final long TICKET = 8;
    private static final int BYTES = 128;

    private final SharedMemory memory = new HeapMemory(BASE + GEOMETRY.bytes());
    private final Allocator owner;
    private final Allocator guest;
    private long own = BlockId.NONE;
    private long loaded = BlockId.NONE;
    private int ownReferences;
    private int guestReferences;
    private long sent;

    public Heap() {
      SoloWorld world = SoloWorld.over(memory);
      HeapFormat.create(memory, BASE, GEOMETRY, SoloWorld.GENERATION);
      owner = Allocator.open(world.participant(1), BASE);
      guest = Allocator.open(world.participant(2), BASE);
    }

    @Operation(nonParallelGroup = "owner")
    public boolean allocate() {
      long id = owner.tryAllocate(BYTES);
      if (id == BlockId.NONE) {
        return false;
      }
      own = id;
      ownReferences++;
      memory.setLongVolatile(ID, id);
      return true;
    }

    @Operation(nonParallelGroup = "owner")
    public boolean release() {
      if (ownReferences == 0) {
        return false;
      }
      ownReferences--;
      owner.release(own);
      return true;
    }

    @Operation(nonParallelGroup = "owner")
    public boolean send() {
      long ticket = ownReferences == 0 ? 0 : owner.send(own);
      if (ticket == 0) {
        return false;
      }
      ownReferences--;
      sent = ticket;
      memory.setLongVolatile(TICKET, ticket);
      return true;
    }

    @Operation(nonParallelGroup = "owner")
    public boolean cancel() {
      boolean back = sent != 0 && owner.cancel(sent);
      ownReferences += back ? 1 : 0;
      sent = 0;
      return back;
    }

    @Operation(nonParallelGroup = "guest")
    public boolean load() {
      long id = memory.getLongVolatile(ID);
      if (id == BlockId.NONE || guest.load(id) != Outcome.DONE) {
        return false;
      }
      loaded = id;
      guestReferences++;
      return true;
    }

    @Operation(nonParallelGroup = "guest")
    public boolean accept() {
      long ticket = memory.getLongVolatile(TICKET);
      long id = ticket == 0 ? BlockId.NONE : guest.accept(ticket);
      if (id == BlockId.NONE) {
        return false;
      }
      loaded = id;
      guestReferences++;
      return true;
    }

    @Operation(nonParallelGroup = "guest")
    public boolean letGo() {
      if (guestReferences == 0) {
        return false;
      }
      guestReferences--;
      guest.release(loaded);
      return true;
    }
  }

  /** The same, sequentially: who has how many references, and how many are on the way. */
  public static final class OneBlock {
    private int own;
    private int others;
    private boolean onTheWay;

    public boolean allocate() {
      boolean free = own == 0 && others == 0 && !onTheWay;
      own += free ? 1 : 0;
      return free;
    }

    public boolean release() {
      boolean held = own > 0;
      own -= held ? 1 : 0;
      return held;
    }

    public boolean send() {
      boolean possible = own > 0 && !onTheWay;
      own -= possible ? 1 : 0;
      onTheWay |= possible;
      return possible;
    }

    public boolean cancel() {
      boolean back = onTheWay;
      own += back ? 1 : 0;
      onTheWay = false;
      return back;
    }

    public boolean load() {
      boolean inUse = own > 0 || others > 0 || onTheWay;
      others += inUse ? 1 : 0;
      return inUse;
    }

    public boolean accept() {
      boolean there = onTheWay;
      others += there ? 1 : 0;
      onTheWay = false;
      return there;
    }

    public boolean letGo() {
      boolean held = others > 0;
      others -= held ? 1 : 0;
      return held;
    }
  }
}
