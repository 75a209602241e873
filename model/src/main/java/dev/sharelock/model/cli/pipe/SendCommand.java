package dev.sharelock.model.cli.pipe;

import dev.sharelock.Outcome;
import dev.sharelock.pipe.PipeClient;
import dev.sharelock.region.Region;
import java.io.IOException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
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

  @Mixin private SourceOptions input;

  @Option(names = "--end", description = "End the stream afterwards: nobody can send any more")
  private boolean end;

  @Mixin private Succession succession;

  @Override
  int work(Place place) throws IOException {
    return with(place, place.attach(), region -> send(place, region));
  }

  private int send(Place place, Region region) throws IOException {
    PipeClient client = place.await(region, pipe).client();
    try (Source source = input.open(this::isInterrupted);
        Sending sending = new Sending(region, client);
        Meter meter = meter("send", source.total(), input.isInput())) {
      Outcome outcome = sending.sendAll(source, meter);
      while (outcome != Outcome.DONE) {
        outcome = succession.goOn(client, outcome, this::say);
        if (outcome != Outcome.DONE) {
          return ended(pipe, outcome);
        }
        outcome = sending.sendAll(source, meter);
      }
      if (isInterrupted()) {
        return interrupted(meter);
      }
      if (end) {
        sending.end();
      }
      say("sent " + meter.finish());
      return FINE;
    }
  }
}
