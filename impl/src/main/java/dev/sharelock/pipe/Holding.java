package dev.sharelock.pipe;

import dev.sharelock.Outcome;
import dev.sharelock.SharelockException;
import dev.sharelock.allocator.Allocator;
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
  private final BlockQueue queue;
  private final long[] first = new long[BlockQueue.WORDS];

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
    this.queue = BlockQueue.open(context, base, allocator, Delivery.AT_MOST_ONCE);
    queue.recover();
  }

  /** Holds a block: a reference of the caller moves here, if there is room and a ticket for it. */
  Outcome hold(long id) {
    return queue.tryEnqueue(id);
  }

  /** The name in the lanes of what was held last. */
  long ticket() {
    return queue.ticket();
  }

  /** Releases what no subscriber wants any more, from the oldest on, unless evicted. */
  void retire() {
    try {
      boolean done = true;
      while (done) {
        done = queue.dropFirstIf(this::isUnwanted);
      }
    } catch (SharelockException e) {
      if (e.outcome() != Outcome.EVICTED) {
        throw e;
      }
    }
  }

  /**
   * Whether a block is in no lane from which somebody takes. Nobody puts it into one any more: only
   * the publisher asks, between publishing, or whoever comes after the end.
   */
  private boolean isUnwanted(long ticket) {
    boolean wanted = false;
    for (int place = 0; place < lanes.length && !wanted; place++) {
      wanted = lanes[place].first(first) == Outcome.DONE && first[0] == ticket && isUsed(place);
    }
    for (int place = 0; place < lanes.length && !wanted; place++) {
      wanted = isUsed(place) && lanes[place].contains(ticket);
    }
    return !wanted;
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
