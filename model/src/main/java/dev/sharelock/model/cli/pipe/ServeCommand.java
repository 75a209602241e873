package dev.sharelock.model.cli.pipe;

import dev.sharelock.Outcome;
import dev.sharelock.named.NamedPipe;
import dev.sharelock.pipe.PipeServer;
import dev.sharelock.pipe.PipeStatus;
import dev.sharelock.queue.QueueObserver;
import dev.sharelock.region.Region;
import java.io.IOException;
import java.util.concurrent.locks.LockSupport;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
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
  private static final int MOST_MEGABYTES = 1 << 16;

  @Parameters(index = "1", paramLabel = "PIPE", description = "The name of the pipe")
  private String pipe;

  @Mixin private SourceOptions input;

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
    if (memory < 1 || memory > MOST_MEGABYTES) {
      throw new IllegalArgumentException(
          "memory is out of range: memory="
              + memory
              + ", least=1, most="
              + MOST_MEGABYTES
              + "; do: pass --memory in between");
    }
    try (Source source = onlyOwn ? null : input.open(this::isInterrupted)) {
      place.removeEnded(pipe);
      Region region = place.getOrCreate(memory * MEGABYTE);
      return with(place, region, opened -> serve(opened, source));
    }
  }

  private int serve(Region region, Source source) throws IOException {
    NamedPipe named = NamedPipe.open(region, pipe, Place.shape());
    PipeStatus before = named.status();
    try (PipeServer server = server(region, named)) {
      if (server.predecessor() != 0) {
        say("took over from a dead server, with " + before.queue().size() + " messages");
      }
      return source == null ? own(server) : send(region, server, source);
    }
  }

  private int own(PipeServer server) {
    say("serves pipe " + pipe + "; Ctrl-C ends it");
    while (!isInterrupted() && !isOver(server.status())) {
      LockSupport.parkNanos(TURN_NANOS);
    }
    return FINE;
  }

  /** An empty stream would end before anybody has come to see it; false if it is to stop. */
  private boolean awaitReceiver(PipeServer server) {
    QueueObserver.Sight sight = server.status().queue();
    while (sight.waitingForElement() == 0 && sight.put() == 0 && !sight.closed()) {
      if (isInterrupted()) {
        return false;
      }
      LockSupport.parkNanos(TURN_NANOS / 10);
      sight = server.status().queue();
    }
    return true;
  }

  private static boolean isOver(PipeStatus status) {
    return status.queue().closed() && status.queue().size() == 0;
  }

  private int send(Region region, PipeServer server, Source source) throws IOException {
    try (Sending sending = new Sending(region, server);
        Meter meter = meter("serve", source.total(), input.isInput())) {
      Outcome outcome = sending.sendAll(source, meter);
      if (outcome != Outcome.DONE && outcome != Outcome.CANCELLED) {
        return ended(pipe, outcome);
      }
      if (isInterrupted() || meter.isEmpty() && !awaitReceiver(server)) {
        return interrupted(meter); // what is missing must not look like the end of the stream
      }
      sending.end();
      boolean taken = sending.awaitTaken();
      say("sent " + meter.finish());
      return taken ? FINE : INTERRUPTED;
    }
  }
}
