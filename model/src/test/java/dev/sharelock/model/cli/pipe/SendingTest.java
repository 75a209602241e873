package dev.sharelock.model.cli.pipe;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sharelock.Outcome;
import dev.sharelock.named.NamedPipe;
import dev.sharelock.pipe.ByteMessages;
import dev.sharelock.pipe.PipeClient;
import dev.sharelock.queue.BlockQueue;
import dev.sharelock.queue.Delivery;
import dev.sharelock.region.AttachOptions;
import dev.sharelock.region.Region;
import dev.sharelock.region.RegionOptions;
import dev.sharelock.region.UnlinkPolicy;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SendingTest {
  private static final String PIPE = "in";

  @TempDir private Path folder;

  private Region attach() {
    return Region.attach(AttachOptions.of("world").in(folder.toString()));
  }

  private Path file(String name, int pieces) throws IOException {
    return Files.write(folder.resolve(name), new byte[pieces * Source.PIECE]);
  }

  /** The pipe is full when the server is succeeded, so the first piece of the second file waits. */
  @Test
  void nothingIsLeftOutWhenAnotherServerTakesOver() throws IOException {
    int capacity = Place.shape().capacity();
    RegionOptions options =
        RegionOptions.of("world", 1 << 20).blocks(16 << 20).in(folder.toString());
    try (Region first = Region.create(options);
        Region second = attach();
        Region sender = attach();
        Region receiver = attach();
        Source full = Source.of(file("full", capacity), () -> false);
        Source more = Source.of(file("more", 3), () -> false);
        Meter meter = Meter.start("send", 0, true)) {
      var server = NamedPipe.open(first, PIPE, Place.shape()).server();
      PipeClient client = NamedPipe.await(sender, PIPE, 0).client();
      try (Sending filling = new Sending(sender, client)) {
        assertThat(filling.sendAll(full, meter)).isEqualTo(Outcome.DONE);
      }
      try (Sending sending = new Sending(sender, client)) {
        server.close();
        server = NamedPipe.open(second, PIPE, Place.shape()).server();
        assertThat(sending.sendAll(more, meter)).isEqualTo(Outcome.STALE);
        assertThat(take(receiver)).isEqualTo(capacity);
        client.renew();
        assertThat(sending.sendAll(more, meter)).isEqualTo(Outcome.DONE);
        assertThat(take(receiver)).isEqualTo(3);
        assertThat(sending.sendAll(more, meter)).isEqualTo(Outcome.DONE);
      }
      server.close();
    }
    Region.unlink(folder.toString(), "world", UnlinkPolicy.IF_UNUSED);
  }

  private static int take(Region region) {
    PipeClient client = NamedPipe.await(region, PIPE, 0).client();
    int taken = 0;
    try (BlockQueue queue = client.blocks(region.allocator(), Delivery.AT_MOST_ONCE)) {
      ByteMessages messages = new ByteMessages(region.context(), region.allocator(), queue);
      while (messages.receive(0) == Outcome.DONE) {
        taken++;
      }
    }
    return taken;
  }
}
