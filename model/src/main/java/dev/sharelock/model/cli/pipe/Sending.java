package dev.sharelock.model.cli.pipe;

import dev.sharelock.Outcome;
import dev.sharelock.environment.Deadline;
import dev.sharelock.pipe.ByteMessages;
import dev.sharelock.pipe.PipeEnd;
import dev.sharelock.queue.BlockQueue;
import dev.sharelock.queue.Delivery;
import dev.sharelock.region.Region;
import java.io.IOException;
import java.util.concurrent.locks.LockSupport;

/** Sends all that comes from a source. */
final class Sending implements AutoCloseable {
  private static final long PAUSE_NANOS = 200_000;

  private final Region region;
  private final BlockQueue queue;
  private final ByteMessages messages;
  private final byte[] piece = new byte[Source.PIECE];

  /** How much of the source is to be sent next: 0 at the beginning, negative at the end. */
  private int length;

  Sending(Region region, PipeEnd end) {
    this.region = region;
    this.queue = end.blocks(region.allocator(), Delivery.AT_MOST_ONCE);
    this.messages = new ByteMessages(region.context(), region.allocator(), queue);
  }

  /** Done, or what kept it from sending all; then it can go on with what was not sent. */
  Outcome sendAll(Source source, Meter meter) throws IOException {
    if (length == 0) {
      length = source.next(piece);
    }
    while (length >= 0) {
      Outcome outcome = send();
      if (outcome != Outcome.DONE) {
        return outcome;
      }
      meter.moved(length);
      length = source.next(piece);
    }
    return Outcome.DONE;
  }

  /** What is in the way to others comes back when they have taken it. */
  private Outcome send() {
    Outcome outcome = messages.send(piece, 0, length, Deadline.NEVER);
    while (outcome == Outcome.NO_MEMORY) {
      if (region.environment().cancellation().isRequested()) {
        return Outcome.CANCELLED;
      }
      LockSupport.parkNanos(PAUSE_NANOS);
      outcome = messages.send(piece, 0, length, Deadline.NEVER);
    }
    return outcome;
  }

  /** Ends the stream after what was sent. */
  void end() {
    queue.closeQueue();
  }

  /** Waits after the {@link #end} until all is taken; false if it is to stop. */
  boolean awaitTaken() {
    return awaitTaken(region, queue);
  }

  /** Waits until nothing can come out of a queue any more; false if it is to stop. */
  static boolean awaitTaken(Region region, BlockQueue queue) {
    while (!queue.isUsedUp()) {
      if (region.environment().cancellation().isRequested()) {
        return false;
      }
      LockSupport.parkNanos(10 * PAUSE_NANOS);
      queue.recover();
    }
    return true;
  }

  @Override
  public void close() {
    queue.close();
  }
}
