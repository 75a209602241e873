package dev.sharelock.model.cli.pipe;

import java.io.IOException;
import java.nio.file.Path;
import java.util.function.BooleanSupplier;
import picocli.CommandLine.Option;

/** What is sent, as a user says it. */
final class SourceOptions {
  @Option(names = "--file", paramLabel = "FILE", description = "What to send; default is the input")
  private Path file;

  @Option(
      names = "--lines",
      description =
          "Keep lines of up to 65,536 bytes in one message each, so that those of several"
              + " senders do not mix")
  private boolean lines;

  Source open(BooleanSupplier stop) throws IOException {
    Source source = Source.of(file, stop);
    return lines ? new Source.Lines(source) : source;
  }

  /** Whether what is typed and the bar would be on the same terminal. */
  boolean isInput() {
    return file == null;
  }
}
