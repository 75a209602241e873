package dev.sharelock.pipe;

import dev.sharelock.Outcome;
import dev.sharelock.SharelockException;
import dev.sharelock.environment.ParticipantContext;
import dev.sharelock.environment.Participants;
import dev.sharelock.memory.SharedMemory;
import dev.sharelock.roles.Places;
import java.util.function.ToLongFunction;

/**
 * The role of the publisher, and its ways to all subscribers. Protocol and order: {@link
 * Publisher}. Confined to one thread.
 */
final class Lanes {
  private static final long ENDED = 1;

  private final SharedMemory memory;
  private final Participants participants;
  private final MulticastLayout layout;
  private final SlowPatience patience;
  private final Places role;
  private final Lane[] lanes;
  private boolean ended;
  private boolean open = true;

  Lanes(ParticipantContext context, MulticastLayout layout, PublisherManner manner) {
    this.memory = context.memory();
    this.participants = context.participants();
    this.layout = layout;
    this.patience = new SlowPatience(context.environment(), manner.policy());
    participants.requireNotEvicted();
    this.role = new Places(context, layout.publisher(), 1);
    if (role.claim() == Places.NONE) {
      throw new SharelockException(
          Outcome.REFUSED,
          "multicast has a publisher: base="
              + layout.base()
              + ", publisher="
              + role.owner(0)
              + "; do: subscribe, or wait until the publisher is closed or dead");
    }
    this.lanes = new Lane[layout.places()];
    try {
      for (int place = 0; place < lanes.length; place++) {
        lanes[place] = new Lane(context, layout, place, manner);
      }
    } catch (RuntimeException e) {
      close();
      throw e;
    }
    this.ended = memory.getLongVolatile(layout.ended()) != 0; // E2 <- E1
  }

  /** Makes room for one value in all lanes; unless done, there is none in one of them. */
  Outcome makeRoom(long timeoutNanos) {
    requireOpen();
    if (ended || participants.isSelfEvicted()) {
      return ended ? Outcome.CLOSED : Outcome.EVICTED;
    }
    patience.begin(timeoutNanos);
    for (Lane lane : lanes) {
      Outcome outcome = lane.begin() ? lane.makeRoom(patience) : Outcome.DONE;
      if (outcome != Outcome.DONE) {
        return outcome;
      }
    }
    return Outcome.DONE;
  }

  /** Whether there is somebody for whom to put a value. */
  boolean isUsed() {
    boolean used = false;
    for (Lane lane : lanes) {
      used |= lane.isUsed();
    }
    return used;
  }

  /** Puts a value into all lanes in which there is room for it. */
  Outcome put(long[] value) {
    Outcome all = Outcome.DONE;
    for (Lane lane : lanes) {
      Outcome outcome = lane.isUsed() ? lane.put(value) : Outcome.DONE;
      all = outcome == Outcome.DONE ? all : outcome;
    }
    return all;
  }

  /** Ends the stream, for good. */
  void end() {
    requireOpen();
    participants.requireNotEvicted();
    ended = true;
    memory.setLongVolatile(layout.ended(), ENDED); // E1 -> E2: after all that was published
    for (Lane lane : lanes) {
      lane.wake();
    }
  }

  private void requireOpen() {
    if (!open) {
      throw new IllegalStateException("publisher is closed; do: open another one");
    }
  }

  /** Counts the places that are active. */
  int subscribers() {
    int active = 0;
    for (int place = 0; place < lanes.length; place++) {
      active += memory.getLongOpaque(layout.active(place)) == Lane.NONE ? 0 : 1;
    }
    return active;
  }

  long sum(ToLongFunction<Lane> count) {
    long sum = 0;
    for (Lane lane : lanes) {
      sum += count.applyAsLong(lane);
    }
    return sum;
  }

  void close() {
    if (open) {
      open = false;
      for (Lane lane : lanes) {
        if (lane != null) {
          lane.close();
        }
      }
      role.leave(0);
    }
  }
}
