package dev.sharelock.model.cli.pipe;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SourceTest {
  private static final String LONG = "x".repeat(Source.PIECE);

  @TempDir private Path folder;

  private List<String> pieces(String text) throws IOException {
    Path file = Files.writeString(folder.resolve("text"), text);
    List<String> pieces = new ArrayList<>();
    try (Source source = new Source.Lines(Source.of(file, () -> false))) {
      assertThat(source.total()).isEqualTo(text.length());
      byte[] piece = new byte[Source.PIECE];
      for (int length = source.next(piece); length >= 0; length = source.next(piece)) {
        assertThat(length).isPositive();
        pieces.add(new String(piece, 0, length, StandardCharsets.US_ASCII));
      }
    }
    assertThat(String.join("", pieces)).isEqualTo(text);
    return pieces;
  }

  @Test
  void aLineIsCutOnlyIfItIsTooLong() throws IOException {
    assertThat(pieces("")).isEmpty();
    assertThat(pieces("a")).containsExactly("a");
    assertThat(pieces("a\nb\n")).containsExactly("a\nb\n");
    assertThat(pieces("a\nb")).containsExactly("a\n", "b");
    assertThat(pieces("a\n" + LONG.substring(1) + "\nb\n"))
        .containsExactly("a\n", LONG.substring(1) + "\n", "b\n");
    assertThat(pieces(LONG + "\nb\n")).containsExactly(LONG, "\nb\n");
    assertThat(pieces(LONG + LONG + "y")).containsExactly(LONG, LONG, "y");
  }
}
