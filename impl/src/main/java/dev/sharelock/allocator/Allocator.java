package dev.sharelock.allocator;

import dev.sharelock.Outcome;
import dev.sharelock.SharelockException;
import dev.sharelock.environment.ParticipantContext;
import dev.sharelock.environment.Participants;

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
 *   <li>H1: bit h of a state is set only by holder h, or by the sender of a reference that h is
 *       taking; it is cleared only by h, by whoever takes a moved reference of h and has no bit, or
 *       by the recoverer of h.
 *   <li>H2: a block is in use while its generation is odd; whoever ends the use changes generation
 *       and bits in one store. A block that is not in use has no bit, or that of a keeper.
 *   <li>H3: a chunk is given back only by a holder that has all blocks in it allocated; its version
 *       changes whenever it is taken again.
 *   <li>H4: hints of h cover all chunks with a bit of h and all chunk words that name h.
 *   <li>H5: while an outbox entry of h is not empty, bit h of its block stands for it (or, when a
 *       moved one is being taken, the bit of the taker).
 * </ul>
 *
 * <p><b>Not invariants.</b> Free lists and counts of a handle are private suggestions. The exact
 * size of a free block means nothing. A chunk word may name a dead holder.
 *
 * <p><b>Ordering.</b> Words change hands by compare-and-sets, in {@link Heap}, and only these order
 * anything; whatever is read before one is confirmed by it.
 *
 * <pre>
 *   A1 change of a state       pairs with  A1  the last use of a block is over when it is allocated
 *                                          A2  who has no bit any more has emptied the entry
 *   C1 change of a chunk       pairs with  C1  its blocks are free, or its parts are there
 *   H1, R1 holder, recoverer   pair with   H1, R1  what the last one did is over
 *   E1 change of an entry      pairs with  E2  the bit that a taker has had before is seen
 *   M1 magic                   pairs with  M2  the heap is built
 * </pre>
 *
 * <p>Every release of a block between its last use and its next allocation is a link in one chain
 * of updates of its state, each of which acquires and releases. The contents of a block are ordered
 * by whatever carries its id or its ticket. Hints and intents are read by recoverers only, after
 * they have been told of a death, with which comes all that the dead one has written.
 *
 * <p><b>Crash.</b> A participant that dies before its compare-and-set has not changed anything;
 * after it, the bit is its own and {@link #recover} clears it. What it had begun with chunks says
 * so in the chunk word and is undone. References on the way to others stay.
 *
 * <p><b>Progress.</b> Lock-free: a compare-and-set on a state fails only because another one
 * succeeded, and nobody waits: a sender finishes the taking of a taker that is slow. An evicted
 * participant is refused what is more than giving back; see the package. Confined to one thread.
 */
public final class Allocator implements AutoCloseable {
  final Heap heap;
  private final Participants participants;
  private final int self;
  private final Space space;
  private final Kept kept;
  final Outbox outbox;
  private final OwnReferences own;
  final References references;
  final Transfers transfers;
  final Recovery recovery;
  private boolean open = true;

  private Allocator(Heap heap, ParticipantContext context, int self, AllocatorOptions options) {
    Hints hints = new Hints(heap, self);
    this.heap = heap;
    this.participants = context.participants();
    this.self = self;
    this.space = new Space(heap, hints, options);
    this.references = new References(heap, hints, space);
    this.kept = space.kept();
    this.outbox = references.outbox();
    this.own = references.own();
    this.recovery = new Recovery(heap, context, hints, space);
    this.transfers = new Transfers(heap, references);
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
    return open(context, base, AllocatorOptions.usual());
  }

  /**
   * Opens a heap for a participant.
   *
   * @param context the participant
   * @param base the offset of the heap
   * @param options how the handle is to work
   * @return a handle with no references
   * @throws SharelockException if there is no heap, or no room for another holder
   */
  public static Allocator open(ParticipantContext context, long base, AllocatorOptions options) {
    Heap heap = Heap.open(context.memory(), base);
    return new Allocator(heap, context, Holders.join(heap, context.participants()), options);
  }

  /**
   * Allocates a block; the caller gets the first reference to it.
   *
   * @param bytes its exact size, at least 1
   * @return its id
   * @throws NoMemoryException if there is no room at present
   * @throws SharelockException with {@link Outcome#TOO_LARGE} if it would never fit
   */
  public long allocate(long bytes) {
    long id = kept.next(bytes);
    if (id == BlockId.NONE) {
      return allocate(bytes, 1);
    }
    int unit = heap.unit(id);
    own.more(unit, id);
    kept.begin(unit, id);
    return id;
  }

  /**
   * Allocates a block with an alignment; the caller gets the first reference to it.
   *
   * @param bytes its exact size, at least 1
   * @param alignment a power of two, at most {@link HeapGeometry#largestAlignment}; the unit is the
   *     least in any case
   * @return its id
   * @throws NoMemoryException if there is no room at present
   * @throws SharelockException with {@link Outcome#TOO_LARGE} if it would never fit
   */
  public long allocate(long bytes, int alignment) {
    long id = tryAllocate(bytes, alignment);
    if (id == BlockId.NONE) {
      throw new NoMemoryException(Shortage.of(heap, bytes));
    }
    return id;
  }

  /**
   * Allocates a block if there is room.
   *
   * @param bytes its exact size, at least 1
   * @return its id, or {@link BlockId#NONE} if there is no room at present
   * @throws SharelockException with {@link Outcome#TOO_LARGE} if it would never fit
   */
  public long tryAllocate(long bytes) {
    return tryAllocate(bytes, 1);
  }

  private long tryAllocate(long bytes, int alignment) {
    requireOpen();
    Refusal.requirePossible(bytes, alignment, heap.geometry());
    long id = space.allocate(bytes, alignment);
    if (id == BlockId.NONE && outbox.inUse() > 0) {
      references.reap();
      id = space.allocate(bytes, alignment);
    }
    if (id != BlockId.NONE) {
      references.gained(heap.unit(id), id);
    }
    return id;
  }

  /**
   * Gets a reference to a block by its id.
   *
   * @param id the block
   * @return {@link Outcome#DONE}; {@link Outcome#RELEASED} if it was freed and not used again;
   *     {@link Outcome#STALE} if it is in another use
   * @throws IllegalArgumentException if it cannot be an id of this heap, see {@link BlockId}
   */
  public Outcome load(long id) {
    int unit = requireUnit(id);
    if (own.count(unit) == 0) {
      requireOpen();
    }
    return own.isUnknown(unit) ? references.first(unit, id) : transfers.load(unit, id);
  }

  /**
   * Gets another reference to a block to which the caller has one.
   *
   * @param id the block
   * @throws IllegalStateException if the caller has no reference to it
   */
  public void retain(long id) {
    references.gained(requireHeld(id), id);
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
    int unit = heap.unit(id);
    int left = own.less(unit, id);
    if (left == 0) {
      if (!kept.keep(unit, id)) {
        references.dropBit(unit);
        space.complain();
      }
    } else if (left == OwnReferences.NONE) {
      requireHeld(id);
    } else if (OwnReferences.isOnTheWay(left)) {
      references.reap();
    }
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
    participants.requireNotEvicted();
    return references.send(requireHeld(id), id);
  }

  /**
   * Takes a ticket back that could not be delivered.
   *
   * @param ticket of {@link #send}
   * @return whether the caller has its reference again; false if somebody has accepted it
   */
  public boolean cancel(long ticket) {
    requireHandle();
    return references.cancel(ticket);
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
    return transfers.accept(ticket);
  }

  /**
   * Returns what dead participants held. Any participant may call it, at any time.
   *
   * @return what was returned
   */
  public Recovered recover() {
    requireOpen();
    return recovery.recoverAll();
  }

  /**
   * Lists the tickets of dead participants that nobody has accepted. Whoever knows that one of them
   * is in no message, since its sender died before it could deliver it, accepts and releases it.
   *
   * @return the tickets
   */
  public long[] strandedTickets() {
    requireOpen();
    return recovery.stranded();
  }

  /**
   * Gives memory that this handle keeps for itself back to the heap.
   *
   * @return how many slabs and runs were given back
   */
  public int trim() {
    requireOpen();
    references.reap();
    int given = space.trim();
    space.complain();
    return given;
  }

  /**
   * Tells the exact size of a block, as it was allocated.
   *
   * @param id a block to which the caller has a reference
   * @return the size in bytes
   */
  public long size(long id) {
    int unit = requireHeld(id);
    return heap.blockBytes(unit) - Integer.toUnsignedLong(heap.slack(unit));
  }

  /**
   * Tells how many bytes a block really has.
   *
   * @param id a block to which the caller has a reference
   * @return the size in bytes, at least {@link #size}
   */
  public long roundedSize(long id) {
    return heap.blockBytes(requireHeld(id));
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
   * Checks the whole heap while nobody changes it.
   *
   * @return what was found; its orphans are what {@link #recover} will finish
   */
  public HeapCheck verify() {
    return HeapCheck.of(heap, participants);
  }

  /**
   * Looks who holds what.
   *
   * @return what was seen; the figures belong together only if nobody changes the heap meanwhile
   */
  public HeapStatistics statistics() {
    kept.publish();
    return HeapStatistics.of(heap);
  }

  int requireUnit(long id) {
    if (!heap.canBeId(id)) {
      throw Refusal.noId(id, heap);
    }
    return heap.unit(id);
  }

  private int requireHeld(long id) {
    int unit = requireUnit(id);
    if (references.count(unit, id) == 0) {
      requireOpen();
      throw Refusal.noReference(id, references.count(unit), heap.state(unit));
    }
    return unit;
  }

  private void requireOpen() {
    requireHandle();
    participants.requireNotEvicted();
  }

  private void requireHandle() {
    if (!open) {
      throw Refusal.closed();
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
    references.reap();
    references.releaseAll();
    space.trim();
    open = false;
    if (outbox.inUse() == 0) {
      for (int word = 0; word < heap.hintWords(); word++) {
        heap.setHints(self, word, 0);
      }
      heap.changeParticipant(self, participants.self(), Participants.NOBODY);
    }
    space.complain();
  }
}
