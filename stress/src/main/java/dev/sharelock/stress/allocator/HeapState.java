package dev.sharelock.stress.allocator;

import dev.sharelock.Outcome;
import dev.sharelock.allocator.Allocator;
import dev.sharelock.allocator.AllocatorOptions;
import dev.sharelock.allocator.BlockId;
import dev.sharelock.allocator.HeapCheck;
import dev.sharelock.allocator.HeapFormat;
import dev.sharelock.allocator.HeapGeometry;
import dev.sharelock.environment.ParticipantContext;
import dev.sharelock.memory.SharedMemory;
import dev.sharelock.stress.memory.MappedPair.Slots;
import dev.sharelock.stress.memory.Mappings;
import dev.sharelock.stress.memory.Sleepy;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** The state of a test of the allocator: a heap of one slab in memory which no other state uses. */
public abstract class HeapState {
  /** For heaps in which all ids are negative numbers with a tag, as in half of all real ones. */
  public static final long GENERATION = 0x8000_0000_0000_0006L;

  private static final HeapGeometry GEOMETRY = new HeapGeometry(64, 2, 1, 2, 1);
  private static final int HEAP = 128;
  private static final int SLOT_BYTES = (HEAP + (int) GEOMETRY.bytes() + 127) & -128;
  private static final Map<Mappings, Slots> SLOTS = new ConcurrentHashMap<>();

  /** The size of the blocks; two fit. */
  protected static final int BYTES = 64;

  /** What the first use of the block holds. */
  protected static final long FIRST = 1;

  /** What the second use of the block holds. */
  protected static final long SECOND = 2;

  /** The memory as the first actor sees it. */
  protected final SharedMemory left;

  /** The memory as the second actor sees it. */
  protected final SharedMemory right;

  /** The handle of the first actor. */
  protected final Allocator owner;

  /** The handle of the second actor. */
  protected final Allocator guest;

  /** The block that the owner has at the beginning. */
  protected final long id;

  /** Where something is handed over. */
  protected final long mail;

  private final long base;

  /** Takes fresh memory; the owner allocates a block and keeps what it releases, if it should. */
  protected HeapState(Mappings mappings, boolean keeping) {
    Slots slots = SLOTS.computeIfAbsent(mappings, kind -> new Slots(kind, SLOT_BYTES));
    mail = slots.next();
    base = mail + HEAP;
    left = slots.pair().left();
    right = slots.pair().right();
    HeapFormat.create(left, base, GEOMETRY, GENERATION);
    AllocatorOptions options = AllocatorOptions.usual().cache(keeping ? BYTES : 0, 1);
    owner = Allocator.open(participant(left, 1), base, options);
    guest = Allocator.open(participant(right, 2), base, options);
    id = owner.allocate(BYTES);
    left.setLongOpaque(owner.offset(id), FIRST);
  }

  /** Releases the block and uses whatever it gets for the second content. */
  protected final long useAgain() {
    owner.release(id);
    long next = owner.allocate(BYTES);
    left.setLongOpaque(owner.offset(next), SECOND);
    return next;
  }

  /** Loads the block, looks into it and releases it; 0 if it is gone. */
  protected final long visit() {
    if (guest.load(id) != Outcome.DONE) {
      return 0;
    }
    long found = right.getLongOpaque(guest.offset(id));
    guest.release(id);
    return found;
  }

  /** How many blocks are allocated; -1 if the heap is not consistent. */
  protected final long allocated() {
    HeapCheck check = HeapCheck.of(right, base);
    return check.problems().isEmpty() ? check.allocatedBlocks() : -1;
  }

  /** The content of a block that the guest loads by an id; 0 if there is none. */
  protected final long contentOf(long told) {
    if (told == BlockId.NONE || guest.load(told) != Outcome.DONE) {
      return 0;
    }
    return right.getLongOpaque(guest.offset(told));
  }

  private static ParticipantContext participant(SharedMemory memory, long number) {
    return Sleepy.participant(memory, number);
  }
}
