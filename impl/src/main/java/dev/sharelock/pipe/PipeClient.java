package dev.sharelock.pipe;

import dev.sharelock.Outcome;
import dev.sharelock.SharelockException;
import dev.sharelock.environment.Cancellation;
import dev.sharelock.environment.Deadline;
import dev.sharelock.environment.Environment;
import dev.sharelock.environment.ParticipantContext;
import dev.sharelock.environment.Participants;
import dev.sharelock.memory.WaitOutcome;
import dev.sharelock.queue.Watch;
import dev.sharelock.waiting.WaitPolicy;

/**
 * A participant that uses a pipe of somebody else. It remembers the server that it has found first;
 * waits at its queues end, when there is nothing to take or no room, with
 *
 * <ul>
 *   <li>{@link Outcome#CLOSED} if the stream has ended,
 *   <li>{@link Outcome#STALE} if another participant has become the server since; {@link #renew}
 *       goes on with that one,
 *   <li>{@link Outcome#PEER_DEAD} if the server has died or left and nobody has taken its place;
 *       {@link #awaitServer} waits for a successor,
 *   <li>{@link Outcome#PEER_EVICTED} if the server was evicted; a successor can take its place.
 * </ul>
 *
 * <p>What is in the pipe is taken first, whoever has put it. A client that comes before the first
 * server waits for it like for anything else.
 *
 * <p><b>Ordering</b>: O1 and G2 of {@link PipeServer}.
 *
 * <p><b>Crash.</b> It owns no words.
 *
 * <p>Confined to one thread.
 */
public final class PipeClient extends PipeEnd {
  /** How long a sleep may last before the client asks whether a server is alive. */
  private static final long SLICE_NANOS = 100_000_000;

  private final Participants participants;
  private long known;

  private PipeClient(ParticipantContext context, long base, WaitPolicy policy) {
    super(context, base, policy);
    this.participants = context.participants();
    this.known = server();
  }

  /**
   * Becomes a client of a pipe.
   *
   * @param context for which participant
   * @param base the start of the pipe, in bytes from the start of the memory
   * @param policy how its queues wait
   * @return the handle of the client
   * @throws SharelockException {@link Outcome#CORRUPT} if there is no pipe
   */
  public static PipeClient open(ParticipantContext context, long base, WaitPolicy policy) {
    return new PipeClient(context, base, policy);
  }

  private long server() {
    return memory.getLongVolatile(layout.server()); // sees O1 of Places, or is woken after it
  }

  /**
   * Tells which server this client knows; its number is the generation of the pipe.
   *
   * @return the number of a participant; {@link Participants#NOBODY} if it has seen none
   */
  public long knownServer() {
    return known;
  }

  /** Goes on with whoever is the server now. */
  public void renew() {
    known = server();
  }

  /**
   * Waits until the pipe has a server that takes part, and goes on with that one.
   *
   * @param timeoutNanos how long to wait at the most; 0 not at all, {@link Deadline#NEVER} for no
   *     limit
   * @return {@link Outcome#DONE}; {@link Outcome#WOULD_BLOCK} only without waiting; {@link
   *     Outcome#TIMED_OUT}, {@link Outcome#INTERRUPTED} or {@link Outcome#CANCELLED}
   */
  public Outcome awaitServer(long timeoutNanos) {
    Environment environment = context.environment();
    long deadline = Deadline.after(environment.nanoTime(), timeoutNanos);
    boolean interrupted = false;
    while (true) {
      long now = environment.nanoTime();
      int signal = memory.getIntAcquire(layout.signal()); // G2 <- G1
      renew();
      if (known != Participants.NOBODY && participants.takesPart(known)) {
        return Outcome.DONE;
      }
      Cancellation cancellation = environment.cancellation();
      if (timeoutNanos == 0 || interrupted || Deadline.passed(deadline, now)) {
        return timeoutNanos == 0
            ? Outcome.WOULD_BLOCK
            : interrupted ? Outcome.INTERRUPTED : Outcome.TIMED_OUT;
      }
      if (cancellation.isRequested()) {
        return Outcome.CANCELLED;
      }
      long end = cancellation.slice(Deadline.slice(deadline, now, SLICE_NANOS), environment);
      interrupted = memory.waitOn(layout.signal(), signal, end) == WaitOutcome.INTERRUPTED;
    }
  }

  @Override
  Watch watch() {
    return new ServerWatch();
  }

  /** Compares the server with the one that is known. */
  private final class ServerWatch implements Watch {
    @Override
    public Outcome look() {
      long now = server();
      if (known == Participants.NOBODY) {
        known = now;
      }
      if (now == known) {
        return Outcome.WOULD_BLOCK;
      }
      return now == Participants.NOBODY ? Outcome.PEER_DEAD : Outcome.STALE;
    }

    @Override
    public Outcome lookForPeer() {
      Outcome outcome = look();
      if (outcome != Outcome.WOULD_BLOCK || known == Participants.NOBODY) {
        return outcome;
      }
      if (!participants.isAlive(known)) {
        return Outcome.PEER_DEAD;
      }
      return participants.isEvicted(known) ? Outcome.PEER_EVICTED : outcome;
    }
  }
}
