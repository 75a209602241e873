package dev.sharelock.model.cli.pipe;

import dev.sharelock.Outcome;
import dev.sharelock.environment.Deadline;
import dev.sharelock.pipe.ByteMessages;
import dev.sharelock.pipe.PipeClient;
import dev.sharelock.queue.BlockQueue;
import dev.sharelock.queue.Delivery;
import dev.sharelock.region.Region;
import java.io.IOException;
import java.io.OutputStream;

/** Takes what comes, and gives back what cannot be written, for another receiver. */
final class Receiving implements AutoCloseable {
  private final BlockQueue queue;
  private final ByteMessages messages;
  private byte[] bytes = new byte[Source.PIECE];

  /** Whether a message stays in hand, to be found by others when this process has left. */
  private boolean keeps;

  Receiving(Region region, PipeClient client) {
    this.queue = client.blocks(region.allocator(), Delivery.AT_LEAST_ONCE);
    this.messages = new ByteMessages(region.context(), region.allocator(), queue);
  }

  /** Writes until something ends it, which is told. */
  Outcome takeAll(OutputStream out, Meter meter) throws IOException {
    Outcome outcome = messages.receive(Deadline.NEVER);
    while (outcome == Outcome.DONE) {
      write(out);
      meter.moved(messages.length());
      outcome = messages.receive(Deadline.NEVER);
    }
    return outcome;
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
