package dev.sharelock.allocator;

import dev.sharelock.Outcome;
import dev.sharelock.SharelockException;
import dev.sharelock.environment.ParticipantContext;
import dev.sharelock.environment.Participants;
import dev.sharelock.memory.FieldNames;
import dev.sharelock.memory.SharedMemory;

/**
 * Allocates blocks of shared memory and counts the references of all participants to them.
 *
 * <p>A block is named by a {@linkplain BlockId block id}, which can be sent as a number. Whoever
 * has a reference keeps the block alive; {@link #load} turns an id into a reference of the caller
 * if the block is still in the same use. Each reference belongs to a holder, and when a participant
 * dies, any other one returns what it held by {@link #recover}.
 *
 * <p><b>Layout</b> (see {@link HeapLayout}): one state word for each unit, {generation, one bit for
 * each holder} ({@link BlockState}); one word for each chunk ({@link ChunkWord}); for each holder a
 * record with an outbox.
 *
 * <p><b>Invariants</b>
 *
 * <ul>
 *   <li>H1: bit h of a state is set only by holder h, or by a taker of a reference that h has
 *       offered; it is cleared only by h, by whoever takes a moved reference of h, or by the
 *       recoverer of h.
 *   <li>H2: a state without bits is free; the generation changes in the same store that clears the
 *       last bit.
 *   <li>H3: a chunk is given back only by a holder that has all blocks in it allocated; its version
 *       changes whenever it is taken again.
 *   <li>H4: hints of h cover all chunks with a bit of h and all chunk words that name h.
 *   <li>H5: while an outbox entry of h is not empty, bit h of its block stands for it (or, when a
 *       moved one is being taken, the bit of the taker).
 * </ul>
 *
 * <p><b>Not invariants.</b> Free lists, caches and counts of a handle are private suggestions. The
 * exact size of a free block means nothing. A chunk word may name a dead holder.
 *
 * <p><b>Ordering.</b> All changes of state words are volatile compare-and-sets: A1 freeing pairs
 * with A2 allocating, which makes the memory's last use visible to its next owner; every release in
 * between is part of the same chain of updates of one word, each of which acquires and releases.
 * Contents of a block are ordered by whatever carries its id.
 *
 * <p><b>Crash.</b> A participant that dies before its compare-and-set has not changed anything;
 * after it, the bit is its own and {@link #recover} clears it. What it had begun with chunks says
 * so in the chunk word and is undone. References on the way to others stay.
 *
 * <p><b>Progress.</b> Lock-free: a compare-and-set on a state fails only because another one
 * succeeded. Loading a block whose only reference the caller has just sent away waits for the taker
 * to finish.
 *
 * <p>Confined to one thread, like all handles.
 */
public final class Allocator implements AutoCloseable {
  private final Heap heap;
  private final ParticipantContext context;
  private final int self;
  private final OwnReferences own;
  private final Hints hints;
  private final Chunks chunks;
  private final SlabSpace slabs;
  private final RunSpace runs;
  private final Outbox outbox;
  private final Recovery recovery;
  private final int unitShift;
  private final int largestSlabUnits;
  private boolean open = true;

  private Allocator(Heap heap, ParticipantContext context, int self) {
    this.heap = heap;
    this.context = context;
    this.self = self;
    this.own = new OwnReferences(heap);
    this.hints = new Hints(heap, self);
    this.chunks = new Chunks(heap, context.environment(), hints, self);
    this.slabs = new SlabSpace(heap, chunks, hints, self);
    this.runs = new RunSpace(heap, chunks, hints, self);
    this.outbox = new Outbox(heap, self);
    this.recovery = new Recovery(heap, context.participants(), context.environment(), hints);
    this.unitShift = Integer.numberOfTrailingZeros(heap.geometry().unitBytes());
    this.largestSlabUnits = heap.geometry().largestSlabUnits();
  }

  /**
   * Builds an empty heap in zeroed memory that nobody else uses yet. Its last store makes it known.
   *
   * @param memory where
   * @param base the offset of the heap, a multiple of 128
   * @param geometry its sizes
   * @param generation a number by which ids of this heap differ from those of other heaps
   */
  public static void format(
      SharedMemory memory, long base, HeapGeometry geometry, long generation) {
    Heap.format(memory, base, geometry, Long.hashCode(generation));
  }

  /**
   * Opens a heap for a participant.
   *
   * @param context the participant
   * @param base the offset of the heap
   * @return a handle with no references
   * @throws SharelockException if there is no heap, or no room for another holder
   */
  public static Allocator open(ParticipantContext context, long base) {
    Heap heap = Heap.open(context.memory(), base);
    return new Allocator(heap, context, Holders.join(heap, context.participants()));
  }

  /**
   * Names the fields of a heap for traces.
   *
   * @param base the offset of the heap
   * @param geometry its sizes
   * @param names receives the names
   */
  public static void describe(long base, HeapGeometry geometry, FieldNames names) {
    new HeapLayout(base, geometry).describe("heap", names);
  }

  /**
   * Allocates a block; the caller gets the first reference to it.
   *
   * @param bytes its exact size, at least 1
   * @return its id
   * @throws NoMemoryException if there is no room at present
   * @throws SharelockException with {@link Outcome#TOO_LARGE} if it would not fit into an empty
   *     heap
   */
  public long allocate(long bytes) {
    long id = tryAllocate(bytes);
    if (id == BlockId.NONE) {
      throw new NoMemoryException(shortage(bytes));
    }
    return id;
  }

  /**
   * Allocates a block if there is room.
   *
   * @param bytes its exact size, at least 1
   * @return its id, or {@link BlockId#NONE} if there is no room at present
   * @throws SharelockException with {@link Outcome#TOO_LARGE} if it would not fit into an empty
   *     heap
   */
  public long tryAllocate(long bytes) {
    requireOpen();
    if (bytes <= 0 || bytes > heap.geometry().dataBytes()) {
      throw refused(bytes);
    }
    int units = (int) ((bytes - 1 >>> unitShift) + 1);
    long id = units <= largestSlabUnits ? fromSlab(units) : fromRun(units);
    if (id != BlockId.NONE) {
      int unit = BlockId.unit(id);
      heap.setExactSize(unit, (int) bytes);
      own.add(unit, 1);
    }
    return id;
  }

  private RuntimeException refused(long bytes) {
    if (bytes <= 0) {
      return new IllegalArgumentException(
          "block has no size: bytes=" + bytes + "; do: ask for at least 1");
    }
    return new SharelockException(
        Outcome.TOO_LARGE,
        "block is larger than the heap: bytes="
            + bytes
            + ", heap="
            + heap.geometry().dataBytes()
            + "; do: make the heap larger, or split the block");
  }

  private long fromSlab(int units) {
    int sizeClass = SizeClasses.classOf(units);
    long id = slabs.allocate(sizeClass);
    if (id == BlockId.NONE && makeRoom()) {
      id = slabs.allocate(sizeClass);
    }
    return id;
  }

  private long fromRun(int units) {
    int chunkUnits = heap.geometry().chunkUnits();
    int length = (units + chunkUnits - 1) / chunkUnits;
    long id = runs.allocate(length);
    if (id == BlockId.NONE && makeRoom()) {
      id = runs.allocate(length);
    }
    return id;
  }

  /** Gives back every slab and run in which no block is allocated, of whomever. */
  private boolean makeRoom() {
    reap();
    int given = slabs.trim() + runs.trim();
    for (int chunk = 0; chunk < heap.geometry().chunks(); chunk++) {
      given += chunks.giveBack(chunk) ? 1 : 0;
    }
    return given > 0;
  }

  /**
   * Gets a reference to a block by its id.
   *
   * @param id the block
   * @return {@link Outcome#DONE}; {@link Outcome#RELEASED} if it was freed and not used again;
   *     {@link Outcome#STALE} if it is in another use
   * @throws IllegalArgumentException if the number cannot be an id of this heap
   */
  public Outcome load(long id) {
    requireOpen();
    int unit = requireUnit(id);
    int count = own.count(unit);
    if (count == 0) {
      Outcome outcome = acquire(unit, BlockId.generation(id));
      if (outcome != Outcome.DONE) {
        return outcome;
      }
    } else if (BlockState.generation(heap.glance(unit)) != BlockId.generation(id)) {
      return Outcome.STALE;
    }
    own.add(unit, 1);
    return Outcome.DONE;
  }

  private Outcome acquire(int unit, int generation) {
    awaitTaker(unit);
    hints.cover(heap.chunkOf(unit));
    while (true) {
      long state = heap.state(unit);
      int current = BlockState.generation(state);
      if (current != generation) {
        boolean justFreed = BlockState.isFree(state) && current == BlockState.next(generation);
        return justFreed ? Outcome.RELEASED : Outcome.STALE;
      }
      if (BlockState.isFree(state)) {
        return Outcome.STALE;
      }
      if (BlockState.isHeldBy(state, self)
          || heap.changeState(unit, state, BlockState.with(state, self))) {
        return Outcome.DONE;
      }
      context.environment().spinHint();
    }
  }

  /** Waits until nobody is about to take the bit of this holder away with a moved reference. */
  private void awaitTaker(int unit) {
    while (outbox.inUse() > 0 && outbox.onTheWay(unit) > 0 && !outbox.keepBit(unit)) {
      context.environment().spinHint();
      recover();
      reap();
    }
  }

  /**
   * Gets another reference to a block to which the caller has one.
   *
   * @param id the block
   * @throws IllegalStateException if the caller has no reference to it
   */
  public void retain(long id) {
    own.add(requireHeld(id), 1);
  }

  /**
   * Returns one reference. The block is freed when the last reference of the last holder is
   * returned.
   *
   * @param id the block
   * @throws IllegalStateException if the caller has no reference to it, for example because it was
   *     released before
   */
  public void release(long id) {
    int unit = requireHeld(id);
    own.add(unit, -1);
    if (own.count(unit) == 0) {
      if (outbox.inUse() > 0 && outbox.onTheWay(unit) > 0) {
        reap();
      } else {
        dropBit(unit);
      }
    }
  }

  /** Clears this holder's bit, which stands for no reference any more. */
  private void dropBit(int unit) {
    while (true) {
      long state = heap.glance(unit);
      long left = BlockState.without(state, self);
      if (!BlockState.isHeldBy(state, self)) {
        return;
      }
      if (heap.changeState(unit, state, left)) { // A1 -> A2
        if (BlockState.isFree(left)) {
          suggest(unit, left);
        }
        return;
      }
      context.environment().spinHint();
    }
  }

  private void suggest(int unit, long state) {
    int chunk = heap.chunkOf(unit);
    int length = runLength(chunk);
    if (length > 0) {
      runs.suggest(chunk, length);
    } else {
      slabs.suggest(unit, BlockState.generation(state));
    }
  }

  private int runLength(int chunk) {
    long word = heap.chunk(chunk);
    return ChunkWord.kind(word) == ChunkWord.RUN ? ChunkWord.detail(word) : 0;
  }

  /**
   * Makes one of the caller's references into a ticket that can be sent. Whoever {@linkplain
   * #accept accepts} the ticket gets the reference; there is no moment at which nobody has it, and
   * it survives the death of the sender.
   *
   * @param id the block
   * @return the ticket, never 0; or 0 if too many references are on the way: try again later
   * @throws IllegalStateException if the caller has no reference to the block
   */
  public long send(long id) {
    int unit = requireHeld(id);
    boolean last = own.count(unit) == 1 && outbox.onTheWay(unit) == 0;
    long ticket = outbox.offer(unit, last);
    if (ticket == 0) {
      reap();
      ticket = outbox.offer(unit, own.count(unit) == 1 && outbox.onTheWay(unit) == 0);
    }
    if (ticket != 0) {
      own.add(unit, -1);
    }
    return ticket;
  }

  /**
   * Takes a ticket back that could not be delivered.
   *
   * @param ticket of {@link #send}
   * @return whether the caller has its reference again; false if somebody has accepted it
   */
  public boolean cancel(long ticket) {
    requireOpen();
    int unit = outbox.cancel(ticket);
    if (unit < 0) {
      return false;
    }
    own.add(unit, 1);
    return true;
  }

  /**
   * Takes the reference that a ticket stands for.
   *
   * @param ticket of {@link #send} of any participant
   * @return the id of the block, or {@link BlockId#NONE} if the ticket was accepted or cancelled
   *     before
   * @throws IllegalArgumentException if the number cannot be a ticket of this heap
   */
  public long accept(long ticket) {
    requireOpen();
    int sender = Ticket.holder(ticket);
    int entry = Ticket.entry(ticket);
    if (sender >= heap.geometry().holders() || entry >= heap.geometry().outbox()) {
      throw new IllegalArgumentException(
          "no ticket of this heap: ticket="
              + Long.toHexString(ticket)
              + "; do: pass what send() has returned");
    }
    heap.setIntent(self, ticket);
    long word = heap.entry(sender, entry);
    long taken = Ticket.taken(word, self);
    boolean mine =
        Ticket.sequence(word) == Ticket.ticketSequence(ticket)
            && Ticket.isOffered(word)
            && heap.hasUnit(Ticket.unit(word))
            && heap.changeEntry(sender, entry, word, taken);
    long id = mine ? take(sender, taken) : BlockId.NONE;
    if (mine) {
      heap.changeEntry(sender, entry, taken, Ticket.empty(taken));
    }
    heap.setIntent(self, 0);
    return id;
  }

  private long take(int sender, long taken) {
    int unit = Ticket.unit(taken);
    boolean moved = Ticket.kind(taken) == Ticket.TAKEN_MOVED && sender != self;
    if (own.count(unit) == 0 && sender != self) {
      awaitTaker(unit);
    }
    hints.cover(heap.chunkOf(unit));
    while (true) {
      long state = heap.state(unit);
      long next = moved ? BlockState.moved(state, sender, self) : BlockState.with(state, self);
      if (heap.changeState(unit, state, next)) {
        own.add(unit, 1);
        return BlockId.of(unit, BlockState.generation(state));
      }
      context.environment().spinHint();
    }
  }

  /** Looks which of the references that were sent have arrived, and lets go of them. */
  private void reap() {
    outbox.reap(
        unit -> {
          if (own.count(unit) == 0 && outbox.onTheWay(unit) == 0) {
            dropBit(unit);
          }
        });
  }

  /**
   * Returns what dead participants held. Any participant may call it, at any time.
   *
   * @return what was returned
   */
  public Recovered recover() {
    requireOpen();
    int[] found = new int[2];
    RecoveredBlocks listener =
        new RecoveredBlocks() {
          @Override
          public void recovered(int unit) {
            found[0]++;
          }

          @Override
          public void adopted(int chunk) {
            found[1]++;
            adopt(chunk);
          }
        };
    int done = 0;
    int estates = 0;
    for (int holder = 0; holder < heap.geometry().holders(); holder++) {
      if (holder != self) {
        Recovery.Result result = recovery.recover(holder, listener);
        done += result == Recovery.Result.DONE ? 1 : 0;
        estates += result == Recovery.Result.ESTATE ? 1 : 0;
      }
    }
    return new Recovered(done, estates, found[0], found[1]);
  }

  private void adopt(int chunk) {
    long word = heap.chunk(chunk);
    if (ChunkWord.kind(word) == ChunkWord.SLAB) {
      slabs.adoptSlab(chunk, ChunkWord.detail(word));
    } else if (ChunkWord.kind(word) == ChunkWord.RUN) {
      runs.suggest(chunk, ChunkWord.detail(word));
    }
  }

  /**
   * Gives memory that this handle keeps for itself back to the heap.
   *
   * @return how many slabs and runs were given back
   */
  public int trim() {
    requireOpen();
    reap();
    return slabs.trim() + runs.trim();
  }

  /**
   * Tells the exact size of a block, as it was allocated.
   *
   * @param id a block to which the caller has a reference
   * @return the size in bytes
   */
  public int size(long id) {
    return heap.exactSize(requireHeld(id));
  }

  /**
   * Tells how many bytes a block really has.
   *
   * @param id a block to which the caller has a reference
   * @return the size in bytes, at least {@link #size}
   */
  public long roundedSize(long id) {
    int chunk = heap.chunkOf(requireHeld(id));
    long word = heap.chunk(chunk);
    return ChunkWord.kind(word) == ChunkWord.SLAB
        ? (long) SizeClasses.unitsOf(ChunkWord.detail(word)) << unitShift
        : ChunkWord.detail(word) * heap.geometry().chunkBytes();
  }

  /**
   * Tells where the bytes of a block are.
   *
   * @param id a block to which the caller has a reference
   * @return the offset of its first byte in the memory
   */
  public long offset(long id) {
    return heap.dataOffset(requireHeld(id));
  }

  /**
   * Tells how many references this handle has.
   *
   * @return the number of references to all blocks
   */
  public long references() {
    return own.total();
  }

  /**
   * Tells what is free at present.
   *
   * @param requestedBytes for the message
   * @return the shortage as it would be reported now
   */
  public Shortage shortage(long requestedBytes) {
    return HeapCheck.shortage(heap, requestedBytes);
  }

  /**
   * Checks the whole heap while nobody changes it.
   *
   * @return what was found
   */
  public HeapCheck verify() {
    return HeapCheck.of(heap);
  }

  private int requireUnit(long id) {
    int unit = BlockId.unit(id);
    if (!heap.hasUnit(unit) || BlockId.generation(id) == 0) {
      throw new IllegalArgumentException(
          "no block id of this heap: id="
              + BlockId.text(id)
              + ", units="
              + heap.geometry().units()
              + "; do: check which region the id comes from");
    }
    return unit;
  }

  private int requireHeld(long id) {
    requireOpen();
    int unit = requireUnit(id);
    int current = BlockState.generation(heap.glance(unit));
    if (own.count(unit) == 0 || current != BlockId.generation(id)) {
      throw new IllegalStateException(
          "no reference to this block: id="
              + BlockId.text(id)
              + ", references="
              + own.count(unit)
              + ", currentGeneration="
              + Integer.toUnsignedString(current)
              + "; do: load() it first, and release it once for each reference");
    }
    return unit;
  }

  private void requireOpen() {
    if (!open) {
      throw new IllegalStateException("allocator is closed; do: open another handle");
    }
  }

  /**
   * Closes the handle: returns all references that are left, gives its memory back, and leaves.
   * While references are on the way to others, the holder's record stays, and is freed by {@link
   * #recover} of others when the participant has left the region.
   */
  @Override
  public void close() {
    if (!open) {
      return;
    }
    reap();
    releaseAll();
    slabs.trim();
    runs.trim();
    open = false;
    if (outbox.inUse() == 0) {
      for (int word = 0; word < heap.hintWords(); word++) {
        heap.setHints(self, word, 0);
      }
      heap.changeParticipant(self, context.participants().self(), Participants.NOBODY);
    }
  }

  private void releaseAll() {
    for (int unit = 0; unit < heap.geometry().units() && own.total() > 0; unit++) {
      int count = own.count(unit);
      if (count > 0) {
        own.add(unit, -count);
        if (outbox.onTheWay(unit) == 0) {
          dropBit(unit);
        }
      }
    }
  }
}
