package dev.sharelock.model.cli.pipe;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sharelock.Outcome;
import dev.sharelock.named.NamedPipe;
import dev.sharelock.pipe.PipeClient;
import dev.sharelock.pipe.PipeServer;
import dev.sharelock.region.AttachOptions;
import dev.sharelock.region.Region;
import dev.sharelock.region.RegionOptions;
import dev.sharelock.region.UnlinkPolicy;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class SuccessionTest {
  @TempDir private Path folder;
  private final List<String> said = new ArrayList<>();
  private Region region;
  private Region other;

  @BeforeEach
  void open() {
    region = Region.create(RegionOptions.of("world", 1 << 20).in(folder.toString()));
    other = Region.attach(AttachOptions.of("world").in(folder.toString()));
  }

  @AfterEach
  void close() {
    other.close();
    region.close();
    Region.unlink(folder.toString(), "world", UnlinkPolicy.IF_UNUSED);
  }

  private static Succession of(String... options) {
    Succession succession = new Succession();
    new CommandLine(
            CommandLine.Model.CommandSpec.create().addMixin("succession", mixin(succession)))
        .parseArgs(options);
    return succession;
  }

  private static CommandLine.Model.CommandSpec mixin(Succession succession) {
    return CommandLine.Model.CommandSpec.forAnnotatedObject(succession);
  }

  private PipeServer serve(Region by) {
    return NamedPipe.open(by, "in", Place.shape()).server();
  }

  @Test
  void anotherServerIsWaitedForIfThatIsWanted() {
    PipeServer server = serve(region);
    PipeClient client = NamedPipe.await(other, "in", 0).client();
    server.close();
    assertThat(of().goOn(client, Outcome.PEER_DEAD, said::add)).isEqualTo(Outcome.PEER_DEAD);
    assertThat(of("--successor", "1ms").goOn(client, Outcome.PEER_DEAD, said::add))
        .isEqualTo(Outcome.PEER_DEAD);
    assertThat(said).containsExactly("the server is gone; waiting 0.0 s for another one");
    try (PipeServer next = serve(region)) {
      assertThat(next.predecessor()).isZero();
      assertThat(of("--successor", "60s").goOn(client, Outcome.PEER_DEAD, said::add))
          .isEqualTo(Outcome.DONE);
    }
  }

  @Test
  void whoHasTakenOverIsAccepted() {
    serve(region).close();
    PipeClient client = NamedPipe.await(other, "in", 0).client();
    assertThat(of().goOn(client, Outcome.STALE, said::add)).isEqualTo(Outcome.DONE);
    assertThat(of().goOn(client, Outcome.CLOSED, said::add)).isEqualTo(Outcome.CLOSED);
    assertThat(said).containsExactly("another server has taken over");
  }
}
