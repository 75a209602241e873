package dev.sharelock.pipe;

import dev.sharelock.environment.ParticipantContext;
import dev.sharelock.environment.Participants;
import dev.sharelock.queue.QueueObserver;

/**
 * What somebody sees who looks at a pipe. Nothing is changed by looking.
 *
 * @param server the number of the participant that is named as the server; 0 for none
 * @param served whether that one lives
 * @param queue what is in the pipe, and who waits
 * @param nanoTime when this was seen, on the monotonic clock
 */
public record PipeStatus(long server, boolean served, QueueObserver.Sight queue, long nanoTime) {
  private static final double SECOND = 1e9;

  /**
   * Looks at a pipe.
   *
   * @param context who looks
   * @param base the start of the pipe, in bytes from the start of the memory
   * @return what is seen
   * @throws dev.sharelock.SharelockException if there is no pipe
   */
  public static PipeStatus of(ParticipantContext context, long base) {
    PipeLayout layout = PipeFormat.attach(context.memory(), base);
    long server = context.memory().getLongOpaque(layout.server());
    boolean served = server != Participants.NOBODY && context.participants().isAlive(server);
    QueueObserver.Sight queue =
        QueueObserver.of(context.memory(), layout.queue().base())
            .look(context.participants()::isAlive);
    return new PipeStatus(server, served, queue, context.environment().nanoTime());
  }

  /**
   * Tells how many values were put per second.
   *
   * @param earlier an earlier look
   * @return the rate since then
   */
  public double putPerSecond(PipeStatus earlier) {
    return perSecond(earlier, queue.put() - earlier.queue.put());
  }

  /**
   * Tells how many values were taken per second.
   *
   * @param earlier an earlier look
   * @return the rate since then
   */
  public double takenPerSecond(PipeStatus earlier) {
    return perSecond(earlier, queue.taken() - earlier.queue.taken());
  }

  private double perSecond(PipeStatus earlier, long count) {
    return count * SECOND / Math.max(1, nanoTime - earlier.nanoTime);
  }
}
