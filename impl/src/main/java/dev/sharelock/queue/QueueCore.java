package dev.sharelock.queue;

import dev.sharelock.Outcome;
import dev.sharelock.SharelockException;
import dev.sharelock.environment.Deadline;
import dev.sharelock.environment.ParticipantContext;
import dev.sharelock.environment.Participants;
import dev.sharelock.waiting.Awaited;
import dev.sharelock.waiting.WaitList;
import dev.sharelock.waiting.WaitPolicy;
import dev.sharelock.waiting.Waiter;

/**
 * One seat at a queue: both ends, and the waiting at them.
 *
 * <p>Whoever waited and was chosen for a wake-up owes it to the rest if what they wait for is still
 * there, also when its time has passed (invariant V4 of {@link WaitList}).
 *
 * <p>Whoever cannot do at once what it wants, and was evicted, is told so (Z5 of {@link
 * Participants}); what can be done at once is done without asking.
 */
final class QueueCore {
  /** How long to sleep without what a value needs, which may come where nobody wakes this seat. */
  private static final long UNREADY_NANOS = 5_000_000;

  private final QueueLayout layout;
  private final Participants participants;
  private final Seats seats;
  private final int seat;
  private final QueueTail tail;
  private final QueueHead head;
  private final Waiter waiter;
  private final Waiter poller;
  private final WaitList notEmpty;
  private final WaitList notFull;
  private final Element element = new Element();
  private final Room room = new Room();
  private final AnyRoom anyRoom = new AnyRoom();
  private final Messenger messenger;
  private final Pace gathering;
  private final Pace making;
  private final Watch watch;
  private long[] value;
  private boolean ready;
  private long passedOn;
  private boolean open = true;

  /** What else is to be done for values that stand for something. */
  interface Messenger extends QueueHead.Taking {

    /** Is told first which seat it is. */
    void sit(int seat);

    /** Makes a value ready to be put; whether it could be done. */
    boolean prepare(long[] value);

    /**
     * Looks after what may come back at the end: {@link Outcome#CLOSED} if nothing, {@link
     * Outcome#DONE} if something has, otherwise why it does not.
     */
    Outcome end();
  }

  /** How a seat waits: how long at a time, and what else ends it. */
  record Waits(WaitPolicy policy, Watch watch) {}

  QueueCore(ParticipantContext context, QueueLayout layout, Waits waits, Messenger messenger) {
    this.messenger = messenger;
    this.watch = waits.watch();
    this.layout = layout;
    this.participants = context.participants();
    this.seats = new Seats(context, layout);
    this.seat = seats.take();
    if (messenger != null) {
      messenger.sit(seat);
    }
    this.tail = new QueueTail(context.memory(), layout, seat, messenger == null);
    this.head = new QueueHead(context.memory(), layout, messenger);
    this.gathering = new Pace(context.environment());
    this.making = new Pace(context.environment());
    this.waiter = new Waiter(context.memory(), context.environment(), waits.policy());
    long slice = Math.min(waits.policy().sliceNanos(), UNREADY_NANOS);
    this.poller = new Waiter(context.memory(), context.environment(), new WaitPolicy(slice));
    this.notEmpty = new WaitList(context.memory(), layout.notEmpty(), seat);
    this.notFull = new WaitList(context.memory(), layout.notFull(), seat);
    notEmpty.enter();
    notFull.enter();
  }

  Outcome put(long[] put, long timeoutNanos) {
    requireOpen(timeoutNanos);
    Outcome outcome = unlessEvicted(tryPut(put));
    if (outcome == Outcome.WOULD_BLOCK) {
      value = put;
      outcome = timeoutNanos == 0 ? lookAround(room) : awaitRoom(room, timeoutNanos);
    }
    if (outcome == Outcome.DONE) {
      making.count();
      notEmpty.wakeOne();
    }
    return outcome;
  }

  /** Tells what has changed around the queue, without waiting. */
  private Outcome lookAround(Awaited awaited) {
    Outcome watched = watch.look();
    return watched == Outcome.WOULD_BLOCK ? watched : unlessWatched(watched, awaited.look());
  }

  private Outcome unlessEvicted(Outcome outcome) {
    boolean refused = outcome == Outcome.WOULD_BLOCK && participants.isSelfEvicted();
    return refused ? Outcome.EVICTED : outcome;
  }

  private Outcome awaitRoom(Awaited condition, long timeoutNanos) {
    making.beforeWaiting();
    passedOn = -1; // no word at the front is so
    try {
      return (ready || condition != room ? waiter : poller).await(condition, notFull, timeoutNanos);
    } finally {
      if (notFull.takeChoice() && !isFull()) {
        notFull.wakeOne();
      }
    }
  }

  /** Whether there is room for so many, as far as this seat knows without asking who takes. */
  boolean knowsRoom(int count) {
    requireOpen();
    return tail.knowsRoom(count);
  }

  /**
   * Wakes the others if there is room which whoever sleeps on has no use for: once for each change
   * of the front, so those who sleep on do not wake each other for ever (V6 of {@link WaitList}).
   */
  private Outcome passOn(Outcome outcome) {
    if (outcome == Outcome.WOULD_BLOCK && notFull.hasOthers()) {
      long front = head.front();
      if (front != passedOn && !isFull()) {
        passedOn = front;
        notFull.wakeOthers();
      }
    }
    return outcome;
  }

  /** Waits until there is room for so many, and does not use it. */
  Outcome awaitRoom(int count, long timeoutNanos) {
    requireOpen(timeoutNanos);
    anyRoom.count = count;
    Outcome outcome = anyRoom.look();
    if (outcome == Outcome.DONE) {
      return outcome;
    }
    return timeoutNanos == 0 ? lookAround(anyRoom) : awaitRoom(anyRoom, timeoutNanos);
  }

  /** Waits for something that may come with room, or with the end. */
  Outcome awaitChange(Awaited condition, long timeoutNanos) {
    requireOpen(timeoutNanos);
    return awaitRoom(new Change(condition), timeoutNanos);
  }

  private Outcome tryPut(long[] put) {
    ready = messenger == null || messenger.prepare(put);
    return ready ? tail.tryPut(put) : tail.whetherClosed();
  }

  Outcome take(long[] into, long timeoutNanos) {
    requireOpen(timeoutNanos);
    Outcome outcome = unlessEvicted(tryTake(into));
    if (outcome == Outcome.WOULD_BLOCK) {
      value = into;
      outcome = timeoutNanos == 0 ? lookAround(element) : awaitElement(timeoutNanos);
    }
    if (outcome == Outcome.DONE) {
      gathering.count();
      notFull.wakeOne();
    }
    return outcome;
  }

  private Outcome tryTake(long[] into) {
    Outcome outcome = head.tryTake(into);
    while (outcome == Outcome.CLOSED && messenger != null) {
      long front = head.front();
      Outcome end = messenger.end();
      boolean returned = end == Outcome.DONE || head.front() != front;
      if (!returned && head.isEnd(front)) {
        return end;
      }
      outcome = head.tryTake(into);
    }
    return outcome;
  }

  private Outcome awaitElement(long timeoutNanos) {
    gathering.beforeWaiting();
    try {
      return waiter.await(element, notEmpty, timeoutNanos);
    } finally {
      if (notEmpty.takeChoice() && size() != 0) {
        notEmpty.wakeOne();
      }
    }
  }

  /** Takes the first element if there is no room. */
  Outcome takeIfFull(long[] into) {
    requireOpen();
    Outcome outcome = head.tryTakeIfFull(tail, into);
    if (outcome == Outcome.DONE) {
      notFull.wakeOne();
    }
    return outcome;
  }

  Outcome pushBack(long[] returned) {
    requireOpen();
    Outcome outcome = head.tryReturn(seat, returned);
    if (outcome == Outcome.DONE) {
      notEmpty.wakeOne();
    }
    return outcome;
  }

  /** Returns an element in the place of another seat, one that nobody has. */
  Outcome pushBackElsewhere(long[] returned) {
    requireOpen();
    Outcome outcome = Outcome.WOULD_BLOCK;
    for (int other = 0; other < layout.seats() && outcome == Outcome.WOULD_BLOCK; other++) {
      if (seats.tryTake(other)) {
        outcome = head.tryReturn(other, returned);
        seats.leave(other);
      }
    }
    if (outcome == Outcome.DONE) {
      notEmpty.wakeOne();
    }
    return outcome;
  }

  Outcome peek(int index, long[] seen) {
    requireOpen();
    if (index < 0) {
      throw new IllegalArgumentException(
          "position is negative: index=" + index + "; do: pass 0 for the first value");
    }
    return head.peek(index, seen);
  }

  /** The front as it is now; it never recurs. */
  long front() {
    requireOpen();
    return head.front();
  }

  /** Whether a front is the end of a closed queue. */
  boolean isEnd(long front) {
    return head.isEnd(front);
  }

  int seat() {
    return seat;
  }

  boolean contains(long first, long[] buffer) {
    return head.contains(first, buffer);
  }

  /** Wakes one who waits for room, when something else has become free than a slot. */
  void wakeForRoom() {
    notFull.wakeOne();
  }

  int size() {
    return checked(head.size(tail));
  }

  boolean isFull() {
    return checked(head.sizeOfRing(tail)) == layout.capacity();
  }

  private int checked(long size) {
    requireOpen();
    if (size < 0) {
      throw new SharelockException(
          Outcome.CORRUPT,
          "queue is corrupt: base=" + layout.base() + "; do: close and recreate it");
    }
    return (int) size;
  }

  Outcome closeQueue() {
    requireOpen();
    Outcome outcome = tail.close();
    notEmpty.wakeAll();
    notFull.wakeAll();
    return outcome;
  }

  void close() {
    if (open) {
      open = false;
      seats.leave(seat);
    }
  }

  private void requireOpen(long timeoutNanos) {
    requireOpen();
    Deadline.require(timeoutNanos);
  }

  void requireOpen() {
    if (!open) {
      throw new IllegalStateException("handle of the queue is closed; do: open another one");
    }
  }

  /** What is there counts more than what has changed around it: whoever left has put it before. */
  private static Outcome unlessWatched(Outcome watched, Outcome found) {
    return found == Outcome.WOULD_BLOCK ? watched : found;
  }

  /** A condition at this queue; what is there counts more than what has changed around it. */
  private abstract class Condition implements Awaited {
    @Override
    public Outcome lookAround() {
      return unlessWatched(watch.look(), look());
    }

    @Override
    public Outcome lookForPeer() {
      return unlessWatched(unlessEvicted(watch.lookForPeer()), look());
    }
  }

  /** The condition that there is an element, which is taken at once. */
  private final class Element extends Condition {
    @Override
    public Outcome look() {
      return tryTake(value);
    }
  }

  /** The condition that there is room, which is used at once. */
  private final class Room extends Condition {
    @Override
    public Outcome look() {
      return tryPut(value);
    }

    @Override
    public Outcome lookAround() {
      Outcome outcome = super.lookAround();
      return ready ? outcome : passOn(outcome);
    }
  }

  /** The condition that there is room for so many, which is left as it is. */
  private final class AnyRoom extends Condition {
    private int count;

    @Override
    public Outcome look() {
      int used = checked(head.sizeOfRing(tail));
      return used > layout.capacity() - count ? Outcome.WOULD_BLOCK : Outcome.DONE;
    }

    @Override
    public Outcome lookAround() {
      return passOn(super.lookAround());
    }
  }

  /** A condition that is not about the elements alone. */
  private final class Change implements Awaited {
    private final Awaited change;

    Change(Awaited change) {
      this.change = change;
    }

    @Override
    public Outcome look() {
      return change.look();
    }

    @Override
    public Outcome lookAround() {
      return passOn(unlessWatched(watch.look(), change.lookAround()));
    }

    @Override
    public Outcome lookForPeer() {
      return unlessWatched(unlessEvicted(watch.lookForPeer()), change.lookForPeer());
    }
  }
}
