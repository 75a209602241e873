package dev.sharelock.model.cli.pipe;

import dev.sharelock.Outcome;
import dev.sharelock.named.NamedPipe;
import dev.sharelock.pipe.PipeServer;
import dev.sharelock.pipe.PipeStatus;
import dev.sharelock.region.Region;
import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.locks.LockSupport;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Owns a pipe, and sends what it reads. */
@Command(
    name = "serve",
    description = {
      "Owns a pipe and sends a file, or its input, to whoever receives.",
      "Creates region and pipe if they are not there, and takes a pipe over from a dead server."
    },
    mixinStandardHelpOptions = true)
final class ServeCommand extends PipeWork {
  private static final long TURN_NANOS = 50_000_000;
  private static final long MEGABYTE = 1 << 20;

  @Parameters(index = "1", paramLabel = "PIPE", description = "The name of the pipe")
  private String pipe;

  @Option(names = "--file", paramLabel = "FILE", description = "What to send; default is the input")
  private Path file;

  @Option(
      names = "--only-own",
      description = "Send nothing; others send, until this ends by Ctrl-C or they end the stream")
  private boolean onlyOwn;

  @Option(
      names = "--memory",
      paramLabel = "MB",
      defaultValue = "16",
      description = "Room for what is on its way, in 2^20 bytes; default ${DEFAULT-VALUE}")
  private int memory;

  @Override
  int work(Place place) throws IOException {
    if (memory < 1) {
      throw new IllegalArgumentException(
          "memory is too small: memory=" + memory + "; do: pass at least 1");
    }
    place.removeEnded(pipe);
    Region region = place.getOrCreate(memory * MEGABYTE);
    return with(place, region, this::serve);
  }

  private int serve(Region region) throws IOException {
    NamedPipe named = NamedPipe.open(region, pipe, Place.shape());
    PipeStatus before = named.status();
    try (PipeServer server = named.server()) {
      if (server.predecessor() != 0) {
        say("took over from a dead server, with " + before.queue().size() + " messages");
      }
      return onlyOwn ? own(server) : send(region, server);
    }
  }

  private int own(PipeServer server) {
    say("serves pipe " + pipe + "; Ctrl-C ends it");
    while (!isInterrupted() && !isOver(server.status())) {
      LockSupport.parkNanos(TURN_NANOS);
    }
    return FINE;
  }

  private static boolean isOver(PipeStatus status) {
    return status.queue().closed() && status.queue().size() == 0;
  }

  private int send(Region region, PipeServer server) throws IOException {
    try (Source source = Source.of(file, this::isInterrupted);
        Sending sending = new Sending(region, server);
        Meter meter = Meter.start("serve", source.total(), file == null)) {
      Outcome outcome = sending.sendAll(source, meter);
      if (outcome != Outcome.DONE) {
        return ended(pipe, outcome);
      }
      sending.end();
      boolean taken = sending.awaitTaken();
      say("sent " + meter.finish());
      return taken ? FINE : INTERRUPTED;
    }
  }
}
