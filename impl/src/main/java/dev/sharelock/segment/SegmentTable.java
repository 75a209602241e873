package dev.sharelock.segment;

import dev.sharelock.Outcome;
import dev.sharelock.SharelockException;
import dev.sharelock.allocator.Allocator;
import dev.sharelock.environment.Environment;
import dev.sharelock.environment.ParticipantContext;
import dev.sharelock.memory.SharedMemory;
import java.util.ArrayList;
import java.util.List;

/**
 * Segments of memory with exactly one owner at a time. Ownership moves by {@link #send}; whoever
 * has lost it cannot reach the contents any more, and whoever dies with it is succeeded by {@link
 * #reclaim}.
 *
 * <p><b>Layout</b>: {@link SegmentLayout}, {@link SegmentWord}. The contents are blocks of a heap.
 *
 * <p><b>States.</b> {@link SegmentPhase#after} is the whole protocol:
 *
 * <pre>
 *   FREE -> RESERVED(m) -> OWNED(m) -> IN_FLIGHT(m, t) -> OWNED(t)      sent and received
 *                                      IN_FLIGHT(m, t) -> OWNED(m)      taken back, or t is dead
 *                          OWNED(m) -> DYING(m) -> FREE                 given up
 *                          OWNED(dead) -> OWNED(m)                      reclaimed
 *           RESERVED(dead), DYING(dead) -> DYING(m) -> FREE             buried
 * </pre>
 *
 * <p><b>Invariants</b>
 *
 * <pre>
 *   O1  a segment has at most one owner: each arrow is one compare-and-set of one word
 *   O2  a safe segment is accessed only by handles whose word is the present one
 *   O3  what is in flight is received, taken back, or reclaimed; never two of them
 *   O4  memory is given back only from DYING, by the member that has it
 *   O5  structures have an anchor on the block of every segment that is OWNED or IN_FLIGHT
 *   O6  numbers of members are never given again, so nothing reaches the successor of a dead one
 * </pre>
 *
 * <p><b>Not invariants.</b> Segments are not received in the order in which they were sent.
 *
 * <p><b>Ordering</b>
 *
 * <pre>
 *   F1 setRelease(format)      pairs with  F2 getAcquire(format)   gives: all was zero
 *   S1 compareAndExchangeRelease(state)   pairs with  S2 getAcquire(state), before the next S1
 *        gives: contents, block, and the members of the word, lest they be taken for dead
 *   W1, W2 of Waiter, with S1 (or the store of closed) as the store of the condition
 *        gives: who goes to sleep has seen the segment, or is woken
 *   blocks of the dead: Participants.isAlive gives that all they have written is seen
 * </pre>
 *
 * <p><b>Crash</b>
 *
 * <pre>
 *   while making one       RESERVED: the next who reclaims gives everything back
 *   as the owner           OWNED: contents and ownership go to whoever reclaims
 *   before S1 of a send    as the owner; after it, the receiver gets the segment
 *   as the receiver        the sender takes it back by reclaim
 *   while giving it back   DYING: the next who reclaims goes on
 *   between S1 and W2      the receiver looks again after the slice of WaitPolicy.DEFAULT
 * </pre>
 *
 * <p><b>Progress.</b> Lock-free; waits return after their time-out at the latest.
 *
 * <p>Confined to one thread, like all handles.
 */
public final class SegmentTable implements AutoCloseable {
  private final SegmentWords words;
  private final SegmentLeases leases;
  private final SegmentStore store;
  private final SegmentWaits waits;
  private final int member;
  private boolean open = true;

  private SegmentTable(SegmentWords words, SegmentStore store, Environment environment) {
    this.words = words;
    this.leases = store.leases();
    this.store = store;
    this.waits = new SegmentWaits(words, store, environment);
    this.member = store.member();
  }

  /**
   * Builds an empty table in zeroed memory that nobody else uses yet. Its only store makes it
   * known.
   *
   * @param memory where
   * @param layout its place and size
   */
  public static void create(SharedMemory memory, SegmentLayout layout) {
    SegmentWords.format(memory, layout);
  }

  /**
   * Becomes a member of a table.
   *
   * @param context the participant
   * @param allocator of the same participant, over the heap where the contents are, the same for
   *     all members
   * @param base the offset of the table
   * @return a handle
   * @throws SharelockException with {@link Outcome#CORRUPT} if there is no table, or {@link
   *     Outcome#NO_MEMORY} if it has had all its members
   */
  public static SegmentTable open(ParticipantContext context, Allocator allocator, long base) {
    return open(context, allocator, base, SegmentAccess.CHECKED);
  }

  /**
   * Becomes a member of a table that reaches contents in its own way.
   *
   * @param context the participant
   * @param allocator as above
   * @param base the offset of the table
   * @param access how this member reaches the contents of its segments
   * @return a handle
   * @throws SharelockException as above
   */
  public static SegmentTable open(
      ParticipantContext context, Allocator allocator, long base, SegmentAccess access) {
    SegmentWords words = SegmentWords.open(context.memory(), context.participants(), base);
    SegmentStore store = new SegmentStore(words, allocator, new SegmentLeases(words, access));
    return new SegmentTable(words, store, context.environment());
  }

  /**
   * Tells the number of this member, to which others send.
   *
   * @return a number that no other member ever has
   */
  public int member() {
    return member;
  }

  /**
   * Makes a segment of zeros that is this member's.
   *
   * @param bytes its size, at least 1
   * @return its handle
   * @throws SharelockException {@link Outcome#CLOSED}, {@link Outcome#NO_MEMORY} or {@link
   *     Outcome#TOO_LARGE}
   */
  public Segment allocate(long bytes) {
    return allocate(bytes, false);
  }

  /**
   * The same, but everyone who has had a handle may access the contents until they are given back.
   *
   * @param bytes its size, at least 1
   * @return its handle
   * @throws SharelockException as {@link #allocate(long)}
   */
  public Segment allocateUnsafe(long bytes) {
    return allocate(bytes, true);
  }

  private Segment allocate(long bytes, boolean unsafe) {
    requireOpen();
    if (words.isClosed()) {
      throw new SharelockException(
          Outcome.CLOSED,
          "table of segments is torn down: member=" + member + "; do: create another");
    }
    for (int index = 0; index < words.segments(); index++) {
      long word = words.state(index);
      if (SegmentWord.phase(word) == SegmentPhase.FREE) {
        long mine = store.next(SegmentWord.withUnsafe(word, unsafe), SegmentEvent.RESERVE, 0);
        if (words.change(index, word, mine)) {
          return store.fill(index, mine, bytes);
        }
      }
    }
    throw new SharelockException(
        Outcome.NO_MEMORY,
        "table has no place for another segment: segments="
            + words.segments()
            + "; do: deallocate some, reclaim those of the dead, or create it with more");
  }

  /** Refuses a handle that is not the one of the present ownership of this member. */
  private void requireOwner(SegmentEvent event, Segment segment) {
    requireMine(segment);
    if (words.glance(segment.index()) != segment.word()) {
      throw illegal(event, segment);
    }
  }

  private void requireMine(Segment segment) {
    requireOpen();
    if (!segment.isOf(words)) {
      throw new IllegalArgumentException(
          "handle belongs to another member: handle="
              + segment
              + ", member="
              + member
              + "; do: receive() the segment first");
    }
  }

  private IllegalTransitionException illegal(SegmentEvent event, Segment segment) {
    long now = words.glance(segment.index());
    return new IllegalTransitionException(event, segment.word(), now, member);
  }

  /**
   * Gives a segment to another member. The handle fails from now on, and raw memory is taken away
   * before that.
   *
   * @param segment of this member
   * @param target the number of the other member
   * @return {@link Outcome#DONE}; or {@link Outcome#PEER_DEAD}, {@link Outcome#PEER_EVICTED} or
   *     {@link Outcome#CLOSED}, and the segment is still this member's
   * @throws IllegalTransitionException if the handle is not that of the owner
   * @throws IllegalArgumentException if it is another member's
   * @throws IllegalStateException if a native call uses the raw memory now; nothing has changed
   */
  public Outcome send(Segment segment, int target) {
    requireOwner(SegmentEvent.SEND, segment);
    words.requireNotEvicted();
    Outcome peer = words.peer(target);
    if (peer != Outcome.DONE) {
      return peer;
    }
    if (words.isClosed()) {
      return Outcome.CLOSED;
    }
    long next = store.next(segment.word(), SegmentEvent.SEND, target);
    leases.end(segment.index());
    if (!words.change(segment.index(), segment.word(), next)) {
      throw illegal(SegmentEvent.SEND, segment);
    }
    waits.wake(target);
    return Outcome.DONE;
  }

  /**
   * Takes a segment back that was sent and has not been received.
   *
   * @param sent the handle with which it was sent
   * @return a new handle; or null if it has been received
   * @throws IllegalArgumentException if the handle is another member's
   */
  public Segment takeBack(Segment sent) {
    requireMine(sent);
    long word = words.state(sent.index());
    boolean flies =
        SegmentWord.phase(word) == SegmentPhase.IN_FLIGHT
            && SegmentWord.owner(word) == member
            && SegmentWord.epoch(word) == SegmentWord.epoch(sent.word()) + 1;
    long next = flies ? store.next(word, SegmentEvent.TAKE_BACK, 0) : 0;
    return flies && words.change(sent.index(), word, next)
        ? store.own(sent.index(), word, next)
        : null;
  }

  /**
   * Waits for a segment that somebody sends.
   *
   * @param timeoutNanos how long to wait; 0 to look once
   * @return {@link Outcome#DONE}, and {@link #received} gives it; or {@link Outcome#WOULD_BLOCK},
   *     {@link Outcome#TIMED_OUT}, {@link Outcome#INTERRUPTED}, {@link Outcome#CANCELLED}, or
   *     {@link Outcome#CLOSED} when nothing is left
   */
  public Outcome receive(long timeoutNanos) {
    requireOpen();
    words.requireNotEvicted();
    return waits.receive(timeoutNanos);
  }

  /**
   * Gives the segment that the last {@link #receive} or {@link #lend} has brought.
   *
   * @return its handle; null if it has brought none
   */
  public Segment received() {
    return waits.received();
  }

  /**
   * Gives a segment to another member and waits until that one sends it back.
   *
   * @param segment of this member
   * @param target the number of the other member
   * @param timeoutNanos how long to wait
   * @return {@link Outcome#DONE} when it is back; {@link Outcome#PEER_DEAD} when the other member
   *     died and the segment was taken back; {@link Outcome#PEER_EVICTED}; {@link
   *     Outcome#TIMED_OUT} and others. {@link #received} gives the new handle; null if the other
   *     member still has the segment
   * @throws IllegalTransitionException if the handle is not that of the owner
   * @throws IllegalArgumentException if it is another member's
   */
  public Outcome lend(Segment segment, int target, long timeoutNanos) {
    Outcome sent = send(segment, target);
    if (sent != Outcome.DONE) {
      waits.received(segment);
      return sent;
    }
    Outcome outcome = waits.receiveBack(segment.index(), target, timeoutNanos);
    if (waits.received() == null) {
      waits.received(takeBack(segment));
    }
    return outcome;
  }

  /**
   * Gives up a segment and its memory.
   *
   * @param segment of this member
   * @throws IllegalTransitionException if the handle is not that of the owner
   * @throws IllegalArgumentException if it is another member's
   * @throws IllegalStateException if a native call uses the raw memory now; nothing has changed
   */
  public void deallocate(Segment segment) {
    requireOwner(SegmentEvent.DEALLOCATE, segment);
    long next = store.next(segment.word(), SegmentEvent.DEALLOCATE, 0);
    leases.end(segment.index());
    if (!words.change(segment.index(), segment.word(), next)) {
      throw illegal(SegmentEvent.DEALLOCATE, segment);
    }
    store.forget(segment.index(), next);
  }

  /**
   * Takes over what dead members had, and what was on the way from this member to dead ones. Anyone
   * may call it, at any time; each segment goes to one.
   *
   * @return the segments that are this member's now, with their contents
   */
  public List<Segment> reclaim() {
    requireOpen();
    List<Segment> mine = new ArrayList<>();
    for (int index = 0; index < words.segments(); index++) {
      Segment segment = store.reclaim(index);
      if (segment != null) {
        mine.add(segment);
      }
    }
    return mine;
  }

  /**
   * Ends the protocol: nothing is allocated or sent any more; what this member has, what is on the
   * way, and what the dead had is given up. Other members keep what they own until they give it up
   * or leave.
   */
  public void tearDown() {
    requireOpen();
    words.close();
    waits.wakeAll();
    for (int index = 0; index < words.segments(); index++) {
      long word = words.state(index);
      SegmentPhase phase = SegmentWord.phase(word);
      int owner = SegmentWord.owner(word);
      boolean mine = owner == member || !words.isAlive(owner);
      if (phase == SegmentPhase.IN_FLIGHT || phase != SegmentPhase.FREE && mine) {
        store.bury(index, word);
      }
    }
  }

  /** Leaves: what this member owns is given up; what it has sent arrives. */
  @Override
  public void close() {
    if (!open) {
      return;
    }
    for (int index = 0; index < words.segments(); index++) {
      long word = words.state(index);
      if (SegmentWord.phase(word) == SegmentPhase.OWNED && SegmentWord.owner(word) == member) {
        store.bury(index, word);
      }
    }
    words.leave(member);
    open = false;
  }

  private void requireOpen() {
    if (!open) {
      throw new IllegalStateException(
          "member has left the table: member=" + member + "; do: open another handle");
    }
  }
}
