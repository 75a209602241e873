package dev.sharelock.ci;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LauncherIT {
  @TempDir private Path folder;

  /** Otherwise the virtual machine opens a file of its own there, and that is sent. */
  @Test
  void aClosedInputIsRefusedAndNothingElseIsRead() {
    String serve = "./sharelock pipe serve " + folder.resolve("world") + " in <&-";
    Command.Result result = Command.run(Project.ROOT, List.of("sh", "-c", serve));
    assertThat(result.exit()).as(result.both()).isEqualTo(20);
    assertThat(result.err()).contains("cannot read or write: cause=");
    assertThat(folder).isEmptyDirectory();
  }
}
