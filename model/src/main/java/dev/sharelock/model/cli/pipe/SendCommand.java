package dev.sharelock.model.cli.pipe;

import dev.sharelock.Outcome;
import dev.sharelock.pipe.PipeClient;
import dev.sharelock.region.Region;
import java.io.IOException;
import java.nio.file.Path;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Sends into the pipe of somebody else. */
@Command(
    name = "send",
    description = "Sends a file, or its input, into a pipe that somebody serves.",
    mixinStandardHelpOptions = true)
final class SendCommand extends PipeWork {
  @Parameters(index = "1", paramLabel = "PIPE", description = "The name of the pipe")
  private String pipe;

  @Option(names = "--file", paramLabel = "FILE", description = "What to send; default is the input")
  private Path file;

  @Option(names = "--end", description = "End the stream afterwards: nobody can send any more")
  private boolean end;

  @Override
  int work(Place place) throws IOException {
    return with(place, place.attach(), region -> send(place, region));
  }

  private int send(Place place, Region region) throws IOException {
    PipeClient client = place.await(region, pipe).client();
    try (Source source = Source.of(file, this::isInterrupted);
        Sending sending = new Sending(region, client);
        Meter meter = Meter.start("send", source.total(), file == null)) {
      Outcome outcome = sending.sendAll(source, meter);
      while (outcome == Outcome.STALE) {
        client.renew();
        say("another server has taken over");
        outcome = sending.sendAll(source, meter);
      }
      if (outcome != Outcome.DONE) {
        return ended(pipe, outcome);
      }
      if (end && !isInterrupted()) {
        sending.end();
      }
      say("sent " + meter.finish());
      return FINE;
    }
  }
}
