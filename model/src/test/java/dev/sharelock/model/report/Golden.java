package dev.sharelock.model.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Compares text with what is stored under {@code src/test/resources}. With {@code
 * -Dsharelock.golden=update} it stores the text instead; look at the difference before committing.
 */
final class Golden {
  private static final Path FOLDER = Path.of("src/test/resources/dev/sharelock/model/report");

  private Golden() {}

  static void check(String name, String text) throws IOException {
    Path file = FOLDER.resolve(name);
    if ("update".equals(System.getProperty("sharelock.golden"))) {
      Files.writeString(file, text);
    }
    assertThat(file).as("stored text; do: run with -Dsharelock.golden=update").exists();
    assertThat(text).isEqualTo(Files.readString(file));
  }
}
