package dev.sharelock.model.cli.pipe;

import dev.sharelock.Outcome;
import dev.sharelock.pipe.PipeClient;
import dev.sharelock.region.Region;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
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

  @Mixin private Succession succession;

  @Override
  int work(Place place) throws IOException {
    return with(place, place.attach(), region -> receive(place, region));
  }

  private int receive(Place place, Region region) throws IOException {
    PipeClient client = place.await(region, pipe).client();
    try (Receiving receiving = new Receiving(region, client, place.waitNanos());
        OutputStream out = open();
        Meter meter = meter("receive", -1, output == null)) {
      Outcome outcome = Outcome.DONE;
      while (outcome == Outcome.DONE) {
        outcome = receiving.takeAll(out, meter);
        outcome = succession.goOn(client, outcome, this::say);
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
        : FileFailure.orNamed(output, Files::newOutputStream);
  }
}
