package dev.sharelock.model.cli.pipe;

import dev.sharelock.Outcome;
import dev.sharelock.model.cli.terminal.TimeConverter;
import dev.sharelock.model.run.Durations;
import dev.sharelock.pipe.PipeClient;
import java.time.Duration;
import java.util.function.Consumer;
import picocli.CommandLine.Option;

/** Whether a client goes on when the server of its pipe is not there any more. */
final class Succession {
  @Option(
      names = "--successor",
      paramLabel = "TIME",
      converter = TimeConverter.class,
      description = "If the server dies or leaves, wait so long for another one; not unless set")
  private Duration time;

  /** Done if there is a server to go on with; otherwise what ends the work. */
  Outcome goOn(PipeClient client, Outcome outcome, Consumer<String> say) {
    if (outcome == Outcome.STALE) {
      client.renew();
      say.accept("another server has taken over");
      return Outcome.DONE;
    }
    if (outcome != Outcome.PEER_DEAD || time == null) {
      return outcome;
    }
    say.accept("the server is gone; waiting " + Durations.show(time) + " for another one");
    Outcome found = client.awaitServer(time.toNanos());
    return found == Outcome.TIMED_OUT ? outcome : found;
  }
}
