package dev.sharelock.model.cli.pipe;

import dev.sharelock.Outcome;
import dev.sharelock.named.NamedPipe;
import dev.sharelock.pipe.PipeClient;
import dev.sharelock.pipe.PipeServer;
import dev.sharelock.pipe.Relay;
import dev.sharelock.queue.BlockQueue;
import dev.sharelock.queue.Delivery;
import dev.sharelock.region.Region;
import java.io.IOException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** Passes on from one pipe to another. */
@Command(
    name = "relay",
    description = {
      "Passes on what comes through a pipe to another one in the same region, which it serves.",
      "Nothing is copied; nothing is lost or doubled if it is killed, and another relay goes on."
    },
    mixinStandardHelpOptions = true)
final class RelayCommand extends PipeWork {
  @Parameters(index = "1", paramLabel = "FROM", description = "The pipe from which to take")
  private String from;

  @Parameters(index = "2", paramLabel = "TO", description = "The pipe to which to give")
  private String next;

  @Mixin private Succession succession;

  @Override
  int work(Place place) throws IOException {
    if (from.equals(next)) {
      throw new IllegalArgumentException(
          "relay leads to where it comes from: pipe=" + from + "; do: name two pipes");
    }
    return with(place, place.attach(), region -> relay(place, region));
  }

  private int relay(Place place, Region region) {
    PipeClient source = place.await(region, from).client();
    try (PipeServer target = server(region, NamedPipe.open(region, next, Place.shape()))) {
      int code = relay(region, source, target);
      return code == FINE ? awaitTaken(region, target) : code;
    }
  }

  /** If it left before, it could be the last, and remove what nobody has come for yet. */
  private static int awaitTaken(Region region, PipeServer target) {
    try (BlockQueue queue = target.blocks(region.allocator(), Delivery.AT_MOST_ONCE)) {
      return Sending.awaitTaken(region, queue) ? FINE : INTERRUPTED;
    }
  }

  private int relay(Region region, PipeClient source, PipeServer target) {
    try (Relay relay = Relay.open(region.context(), region.allocator(), source, target);
        Meter meter = meter("relay", -1, false)) {
      Relay.Work count = id -> meter.moved(region.allocator().size(id));
      Outcome outcome = Outcome.DONE;
      while (outcome == Outcome.DONE) {
        outcome = succession.goOn(source, relay.run(count), this::say);
      }
      if (outcome != Outcome.CLOSED || relay.isHolding()) {
        return ended(relay.isHolding() ? next : from, outcome);
      }
      say("passed on " + meter.finish());
      return FINE;
    }
  }
}
