package dev.sharelock.pipe;

import dev.sharelock.Outcome;
import dev.sharelock.SharelockException;
import dev.sharelock.allocator.Allocator;
import dev.sharelock.allocator.Tickets;
import dev.sharelock.environment.ParticipantContext;
import dev.sharelock.environment.Participants;
import dev.sharelock.memory.SharedMemory;
import dev.sharelock.queue.BlockQueue;
import dev.sharelock.queue.Delivery;
import dev.sharelock.queue.QueueObserver;
import dev.sharelock.roles.Places;

/**
 * Holds the blocks of a multicast that are on the way: one reference for each, however many
 * subscribers there are. Protocol and order: {@link BlockPublisher}. Confined to one thread.
 */
final class Holding implements AutoCloseable {
  private final SharedMemory memory;
  private final Participants participants;
  private final MulticastLayout layout;
  private final Places owners;
  private final QueueObserver[] lanes;
  private final Allocator allocator;
  private final QueueObserver observer;
  private final BlockQueue queue;
  private final HeldIds ids;
  private final long[] first = new long[BlockQueue.WORDS];
  private final long[] name = new long[1];

  /** Opens it, and settles what the dead have left, in it and in the heap. */
  Holding(ParticipantContext context, MulticastLayout layout, Allocator allocator) {
    this.memory = context.memory();
    this.participants = context.participants();
    this.layout = layout;
    this.owners = new Places(context, layout.owners(), layout.places());
    this.lanes = new QueueObserver[layout.places()];
    for (int place = 0; place < lanes.length; place++) {
      lanes[place] = QueueObserver.of(memory, layout.queue(place).base());
    }
    long base = layout.held().base();
    this.allocator = allocator;
    this.observer = QueueObserver.of(memory, base);
    this.ids = new HeldIds(layout.held().capacity());
    this.queue = BlockQueue.open(context, base, allocator, Delivery.AT_MOST_ONCE);
    queue.recover();
  }

  /**
   * Begins to publish: releases also what dead publishers have held and named in no lane, behind
   * what somebody wants. That is held another time then, and released at the front.
   */
  void begin() {
    boolean more = memory.getLongVolatile(layout.ended()) == 0; // E2 <- E1
    for (int index = 0; more && !ids.isFull(); index++) {
      more = queue.peek(index) == Outcome.DONE;
      if (more) {
        ids.add(queue.block());
      }
    }
    retire();
    for (int rest = ids.count(); rest > 0 && isAnyLeft() && holdAgain(ids.first()); rest--) {
      retire();
    }
  }

  private boolean isAnyLeft() {
    boolean left = false;
    for (int index = 0; index < ids.count() && !left; index++) {
      left = ids.isHeldAgain(index) || !isNamed(ids.get(index));
    }
    return left;
  }

  private boolean holdAgain(long id) {
    if (Tickets.load(allocator, id) != Outcome.DONE) {
      return false;
    }
    boolean held = hold(id) == Outcome.DONE;
    if (!held) {
      allocator.release(id);
    }
    return held;
  }

  /** Holds a block: a reference of the caller moves here, if there is room and a ticket for it. */
  Outcome hold(long id) {
    Outcome outcome = ids.isFull() ? Outcome.WOULD_BLOCK : queue.tryEnqueue(id);
    if (outcome == Outcome.DONE) {
      ids.add(id);
    }
    return outcome;
  }

  /** After the end others release, too. */
  void end() {
    ids.clear();
    retire();
  }

  /** Releases what no subscriber wants any more, from the oldest on, unless evicted. */
  void retire() {
    try {
      while (queue.dropFirstIf(this::isUnwanted)) {
        ids.removeFirst();
      }
    } catch (SharelockException e) {
      if (e.outcome() != Outcome.EVICTED) {
        throw e;
      }
    }
  }

  /** Whether the first one is; it has the ticket, or has changed and is asked for again. */
  private boolean isUnwanted(long ticket) {
    if (ids.count() > 0) {
      return ids.isHeldAgain(0) || !isNamed(ids.first());
    }
    boolean same = observer.first(first) == Outcome.DONE && first[0] == ticket;
    return same && !isNamed(first[1]);
  }

  /**
   * Whether a block is in a lane from which somebody takes. If not, nobody puts it there: only the
   * publisher asks, between publishing, or whoever comes after the end.
   */
  private boolean isNamed(long id) {
    boolean named = false;
    for (int place = 0; place < lanes.length && !named; place++) {
      named = lanes[place].first(name) == Outcome.DONE && name[0] == id && isUsed(place);
    }
    for (int place = 0; place < lanes.length && !named; place++) {
      named = isUsed(place) && lanes[place].contains(id);
    }
    return named;
  }

  /** Before the end it is the publisher who finds out that somebody is dead, when it is slow. */
  private boolean isUsed(int place) {
    boolean active = memory.getLongVolatile(layout.active(place)) != Lane.NONE; // A1 <- A4
    boolean ended = active && memory.getLongVolatile(layout.ended()) != 0; // E2 <- E1
    return active && (!ended || participants.takesPart(owners.owner(place)));
  }

  @Override
  public void close() {
    queue.close();
  }
}
