package dev.sharelock.model.cli.pipe;

import com.fasterxml.jackson.jr.ob.JSON;
import dev.sharelock.model.cli.terminal.TimeConverter;
import dev.sharelock.named.NamedPipe;
import dev.sharelock.pipe.PipeStatus;
import dev.sharelock.region.Region;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Shows the pipes of a region. */
@Command(
    name = "status",
    description = "Shows what is in the pipes of a region, how fast it moves, and who waits.",
    mixinStandardHelpOptions = true)
final class StatusCommand extends PipeWork {
  @Parameters(
      index = "1",
      arity = "0..1",
      paramLabel = "PIPE",
      description = "The name of a pipe; all of them unless given")
  private String pipe;

  @Option(
      names = "--over",
      paramLabel = "TIME",
      converter = TimeConverter.class,
      defaultValue = "500ms",
      description = "How long to watch for the rates; default ${DEFAULT-VALUE}")
  private Duration over;

  @Option(names = "--json", description = "Write JSON")
  private boolean json;

  /** Two looks at a pipe. */
  private record Seen(String name, PipeStatus before, PipeStatus after) {}

  @Override
  int work(Place place) throws IOException {
    try (Region region = place.attach()) {
      List<Seen> all = look(place, region);
      if (json) {
        out().println(JSON.std.asString(all.stream().map(StatusCommand::map).toList()));
      } else {
        print(all);
      }
      out().flush();
      return FINE;
    }
  }

  @Override
  Duration usualWait() {
    return Duration.ZERO;
  }

  private List<Seen> look(Place place, Region region) {
    List<NamedPipe> pipes = pipe == null ? Place.pipes(region) : List.of(place.await(region, pipe));
    List<PipeStatus> before = pipes.stream().map(NamedPipe::status).toList();
    LockSupport.parkNanos(over.toNanos());
    List<Seen> all = new ArrayList<>();
    for (int i = 0; i < pipes.size(); i++) {
      NamedPipe one = pipes.get(i);
      all.add(new Seen(one.entry().name(), before.get(i), one.status()));
    }
    return all;
  }

  private void print(List<Seen> all) {
    if (all.isEmpty()) {
      out().println("no pipes");
      return;
    }
    String form = "%-24s %7s %9s %12s %10s %10s %7s  %s%n";
    out().printf(form, "pipe", "depth", "capacity", "put", "put/s", "taken/s", "waiting", "server");
    for (Seen seen : all) {
      PipeStatus now = seen.after();
      out()
          .printf(
              Locale.ROOT,
              form,
              seen.name(),
              now.queue().size(),
              now.queue().capacity(),
              String.format(Locale.ROOT, "%,d", now.queue().put()),
              rate(now.putPerSecond(seen.before())),
              rate(now.takenPerSecond(seen.before())),
              now.queue().waitingForElement() + now.queue().waitingForRoom(),
              server(now));
    }
  }

  private static String rate(double perSecond) {
    return String.format(Locale.ROOT, "%,.0f", perSecond);
  }

  private static String server(PipeStatus now) {
    String server = now.server() == 0 ? "none" : now.served() ? "alive" : "dead";
    return server + (now.queue().closed() ? ", stream ended" : "");
  }

  private static Map<String, Object> map(Seen seen) {
    PipeStatus now = seen.after();
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("pipe", seen.name());
    map.put("depth", now.queue().size());
    map.put("capacity", now.queue().capacity());
    map.put("put", now.queue().put());
    map.put("taken", now.queue().taken());
    map.put("putPerSecond", now.putPerSecond(seen.before()));
    map.put("takenPerSecond", now.takenPerSecond(seen.before()));
    map.put("waitingForMessages", now.queue().waitingForElement());
    map.put("waitingForRoom", now.queue().waitingForRoom());
    map.put("ended", now.queue().closed());
    map.put("server", now.server() == 0 ? "none" : now.served() ? "alive" : "dead");
    return map;
  }
}
