package dev.sharelock.ci;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Compares what documents quote with what is true. With {@code -Dci.docs=write} it corrects the
 * documents instead of complaining.
 */
final class Documents {

  private static final boolean WRITE = "write".equals(System.getProperty("ci.docs"));

  private Documents() {}

  /** Checks the lines of a block, or writes them. */
  static void check(Fence fence, List<String> truth) throws IOException {
    if (!WRITE) {
      assertThat(fence.lines())
          .as("%s: is not what the code says; do: see CONTRIBUTING.md, Documents", fence.place())
          .isEqualTo(truth);
      return;
    }
    // Blocks before this one may have been rewritten, so its place is looked up again.
    Path path = Project.ROOT.resolve(fence.file());
    List<String> old = Files.readAllLines(path);
    Fence now =
        Fence.of(fence.file(), old).stream()
            .filter(other -> other.lines().equals(fence.lines()))
            .findFirst()
            .orElseThrow();
    List<String> lines = new ArrayList<>(old.subList(0, now.line()));
    lines.addAll(truth);
    lines.addAll(old.subList(now.line() + now.lines().size(), old.size()));
    Files.writeString(path, String.join("\n", lines) + "\n");
  }
}
