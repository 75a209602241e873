package dev.sharelock.record;

import dev.sharelock.Outcome;
import dev.sharelock.environment.ParticipantContext;
import dev.sharelock.environment.Participants;
import dev.sharelock.memory.SharedMemory;
import dev.sharelock.queue.Watch;
import dev.sharelock.roles.Places;

/**
 * Ends the waits of a consumer of a channel when all its producers, of whom there was at least one,
 * have left or are dead.
 *
 * <p>A producer takes its place, then counts as one that has joined (J1). So if the count is the
 * same before and after all places were seen to be empty or those of the dead, there was a moment
 * without a producer.
 *
 * <p><b>Ordering</b>
 *
 * <pre>
 *   J1 getAndAddRelease(joined)  pairs with  J2 getAcquire(joined): the place is taken
 *   O1, O2 of Places: whoever sees that a producer has left sees what it has sent
 *   O2; wakeAll with its fence   pairs with  the look of a consumer that has announced its sleep
 * </pre>
 *
 * <p><b>Crash.</b> A producer that dies before J1 is seen by its place. One that dies after O2 and
 * before the wake-up is noticed after a slice.
 */
final class ProducerWatch implements Watch {
  private final SharedMemory memory;
  private final Participants participants;
  private final ChannelLayout layout;
  private final Places places;
  private boolean outlasting;

  ProducerWatch(ParticipantContext context, ChannelLayout layout, Places places) {
    this.memory = context.memory();
    this.participants = context.participants();
    this.layout = layout;
    this.places = places;
  }

  /** Waits go on from now on, whoever leaves. */
  void outlast() {
    outlasting = true;
  }

  @Override
  public Outcome look() {
    return look(false);
  }

  @Override
  public Outcome lookForPeer() {
    return look(true);
  }

  private Outcome look(boolean asking) {
    if (outlasting) {
      return Outcome.WOULD_BLOCK;
    }
    int joined = memory.getIntAcquire(layout.joined()); // J2 <- J1
    boolean any = joined != 0;
    Outcome outcome = Outcome.PEER_DEAD;
    for (int place = 0; place < layout.places(ChannelRole.PRODUCER); place++) {
      long owner = places.owner(place);
      if (owner != Participants.NOBODY) {
        if (!asking || participants.takesPart(owner)) {
          return Outcome.WOULD_BLOCK;
        }
        any = true;
        outcome = participants.isAlive(owner) ? Outcome.PEER_EVICTED : outcome;
      }
    }
    boolean same = memory.getIntAcquire(layout.joined()) == joined; // J2 <- J1
    return any && same ? outcome : Outcome.WOULD_BLOCK;
  }
}
