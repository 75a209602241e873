package dev.sharelock.model.cli.pipe;

import dev.sharelock.Outcome;
import dev.sharelock.environment.Deadline;
import dev.sharelock.environment.Participants;
import dev.sharelock.pipe.ByteMessages;
import dev.sharelock.pipe.PipeClient;
import dev.sharelock.queue.BlockQueue;
import dev.sharelock.queue.Delivery;
import dev.sharelock.region.Region;
import java.io.IOException;
import java.io.OutputStream;

/** Takes what comes, and gives back what cannot be written, for another receiver. */
final class Receiving implements AutoCloseable {
  private final PipeClient client;
  private final long waitNanos;
  private final BlockQueue queue;
  private final ByteMessages messages;
  private byte[] bytes = new byte[Source.PIECE];

  /** Whether a message stays in hand, to be found by others when this process has left. */
  private boolean keeps;

  /** Waits without limit if there is a server, and for one only so long. */
  Receiving(Region region, PipeClient client, long waitNanos) {
    this.client = client;
    this.waitNanos = waitNanos;
    this.queue = client.blocks(region.allocator(), Delivery.AT_LEAST_ONCE);
    this.messages = new ByteMessages(region.context(), region.allocator(), queue);
  }

  /** Writes until something ends it, which is told. */
  Outcome takeAll(OutputStream out, Meter meter) throws IOException {
    Outcome outcome = next();
    while (outcome == Outcome.DONE) {
      write(out);
      meter.moved(messages.length());
      outcome = next();
    }
    return outcome;
  }

  private Outcome next() {
    Outcome outcome = isServed() ? Outcome.TIMED_OUT : messages.receive(waitNanos);
    boolean late = outcome == Outcome.TIMED_OUT || outcome == Outcome.WOULD_BLOCK;
    return late && isServed() ? messages.receive(Deadline.NEVER) : outcome;
  }

  private boolean isServed() {
    return client.knownServer() != Participants.NOBODY;
  }

  private void write(OutputStream out) throws IOException {
    if (messages.length() > bytes.length) {
      bytes = new byte[messages.length()];
    }
    int length = messages.read(bytes, 0);
    try {
      out.write(bytes, 0, length);
    } catch (IOException e) {
      keeps = messages.giveBack() != Outcome.DONE;
      throw e;
    }
  }

  @Override
  public void close() {
    if (!keeps) {
      queue.close();
    }
  }
}
