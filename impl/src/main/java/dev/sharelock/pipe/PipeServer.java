package dev.sharelock.pipe;

import dev.sharelock.Outcome;
import dev.sharelock.SharelockException;
import dev.sharelock.environment.ParticipantContext;
import dev.sharelock.queue.Watch;
import dev.sharelock.roles.Places;
import dev.sharelock.waiting.WaitPolicy;

/**
 * The participant to whom a pipe belongs. There is one at a time; one that is dead, or was evicted,
 * is succeeded, and what it has put stays in the pipe.
 *
 * <p><b>Layout</b>: {@link PipeLayout}. The number of a participant is never given again, so the
 * word {@code server} is owner and generation of the pipe in one.
 *
 * <p><b>Invariants</b>
 *
 * <pre>
 *   S1  one participant is named as the server, or none
 *   S2  the server changes by one compare-and-set, and then all who wait are woken
 * </pre>
 *
 * <p><b>Not invariants.</b> Who is named may be dead, or evicted.
 *
 * <p><b>Ordering</b>
 *
 * <pre>
 *   O1 compareAndSet(server) of Places; wakeAll with its fence   pairs with
 *   getVolatile(server) of a client that has announced that it goes to sleep
 *   gives: whoever goes to sleep sees the new server, or is woken by it
 *   G1 getAndAdd(signal)       pairs with  G2 getAcquire(signal)   the new server is seen
 * </pre>
 *
 * <p><b>Crash.</b> Before O1 nothing has happened. After it the pipe has a dead server, which is
 * succeeded; those whom it has not woken look around after their slice.
 *
 * <p><b>Progress.</b> Wait-free but for the wake-ups. Confined to one thread.
 */
public final class PipeServer extends PipeEnd implements AutoCloseable {
  private final Places places;
  private final long predecessor;
  private boolean open = true;

  private PipeServer(ParticipantContext context, long base, WaitPolicy policy) {
    super(context, base, policy);
    this.places = new Places(context, layout.server(), 1);
    this.predecessor = places.owner(0);
    if (places.takeOver() == Places.NONE) {
      throw new SharelockException(
          Outcome.REFUSED,
          "pipe has a server: base="
              + base
              + ", server="
              + places.owner(0)
              + "; do: be a client, or wait until the server is closed, dead or evicted");
    }
    int ignored = memory.getAndAddInt(layout.signal(), 1); // G1 -> G2: the server is this one
    memory.wake(layout.signal(), Integer.MAX_VALUE);
    observer().wakeAll();
  }

  /**
   * Becomes the server of a pipe.
   *
   * @param context for which participant
   * @param base the start of the pipe, in bytes from the start of the memory
   * @param policy how its queues wait
   * @return the handle of the server
   * @throws SharelockException {@link Outcome#REFUSED} if another participant is the server, {@link
   *     Outcome#EVICTED} if the caller was evicted, {@link Outcome#CORRUPT} if there is no pipe
   */
  public static PipeServer open(ParticipantContext context, long base, WaitPolicy policy) {
    return new PipeServer(context, base, policy);
  }

  /**
   * Tells who was named as the server before.
   *
   * @return the number of one that is dead or evicted; 0 if there was none, or it has left
   */
  public long predecessor() {
    return predecessor;
  }

  @Override
  Watch watch() {
    if (!open) {
      throw new IllegalStateException(
          "server has left its pipe: base=" + layout.base() + "; do: become the server again");
    }
    return Watch.NOTHING;
  }

  /** Leaves the role. The pipe stays, and its clients are told that it has no server. */
  @Override
  public void close() {
    if (open) {
      open = false;
      places.leave(0);
      observer().wakeAll();
    }
  }
}
