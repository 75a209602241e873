package dev.sharelock.model.cli.pipe;

import dev.sharelock.Outcome;
import dev.sharelock.environment.Deadline;
import dev.sharelock.model.run.Durations;
import dev.sharelock.pipe.ByteMessages;
import dev.sharelock.pipe.PipeClient;
import dev.sharelock.queue.BlockQueue;
import dev.sharelock.queue.Delivery;
import dev.sharelock.region.Region;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Takes from a pipe until its stream ends. */
@Command(
    name = "receive",
    description = "Writes what comes through a pipe to a file, or its output, until the end.",
    mixinStandardHelpOptions = true)
final class ReceiveCommand extends PipeWork {
  @Parameters(index = "1", paramLabel = "PIPE", description = "The name of the pipe")
  private String pipe;

  @Option(names = "--output", paramLabel = "FILE", description = "Where to write to")
  private Path output;

  @Option(
      names = "--successor",
      paramLabel = "TIME",
      description = "If the server dies, wait so long for another one; not at all unless set")
  private String successor;

  @Override
  int work(Place place) throws IOException {
    return with(place, place.attach(), region -> receive(place, region));
  }

  private int receive(Place place, Region region) throws IOException {
    PipeClient client = place.await(region, pipe).client();
    try (BlockQueue queue = client.blocks(region.allocator(), Delivery.AT_LEAST_ONCE);
        OutputStream out = open();
        Meter meter = Meter.start("receive", -1, output == null)) {
      ByteMessages messages = new ByteMessages(region.context(), region.allocator(), queue);
      Outcome outcome = Outcome.DONE;
      while (outcome == Outcome.DONE) {
        outcome = takeAll(messages, out, meter);
        if (outcome == Outcome.STALE || outcome == Outcome.PEER_DEAD) {
          outcome = goOn(client, outcome);
        }
      }
      if (outcome != Outcome.CLOSED) {
        return ended(pipe, outcome);
      }
      if (output != null) {
        say("received " + meter.finish());
      }
      return FINE;
    }
  }

  private OutputStream open() throws IOException {
    return output == null
        ? new FileOutputStream(FileDescriptor.out)
        : Files.newOutputStream(output);
  }

  private static Outcome takeAll(ByteMessages messages, OutputStream out, Meter meter)
      throws IOException {
    byte[] bytes = new byte[Source.PIECE];
    Outcome outcome = messages.receive(Deadline.NEVER);
    while (outcome == Outcome.DONE) {
      if (messages.length() > bytes.length) {
        bytes = new byte[messages.length()];
      }
      int length = messages.read(bytes, 0);
      out.write(bytes, 0, length);
      meter.moved(length);
      outcome = messages.receive(Deadline.NEVER);
    }
    return outcome;
  }

  /** Done if there is a server to go on with. */
  private Outcome goOn(PipeClient client, Outcome outcome) {
    if (outcome == Outcome.STALE) {
      client.renew();
      say("another server has taken over");
      return Outcome.DONE;
    }
    if (successor == null) {
      return outcome;
    }
    say("the server is dead; waiting " + successor + " for another one");
    Outcome found = client.awaitServer(Durations.parse(successor).toNanos());
    return found == Outcome.TIMED_OUT ? outcome : found;
  }
}
