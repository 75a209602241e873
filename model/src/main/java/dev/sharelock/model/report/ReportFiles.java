package dev.sharelock.model.report;

import dev.sharelock.model.run.CheckResult;
import dev.sharelock.model.trace.Failure;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;

/**
 * What was written about a failing result.
 *
 * @param page the page of HTML
 * @param token a file that holds the token, for where the token itself is too long
 */
public record ReportFiles(Path page, Path token) {

  /** Writes the files of a failing result into a folder; nothing for other results. */
  public static Optional<ReportFiles> write(CheckResult result, Path folder) throws IOException {
    Optional<Failure> failure = result.verdict().failure();
    if (failure.isEmpty()) {
      return Optional.empty();
    }
    String token = failure.get().token().toString();
    String name =
        result.scenario().name() + "-" + String.format(Locale.ROOT, "%08x", token.hashCode());
    Files.createDirectories(folder);
    ReportFiles files =
        new ReportFiles(folder.resolve(name + ".html"), folder.resolve(name + ".token"));
    Files.writeString(files.page, HtmlReport.render(result));
    Files.writeString(files.token, token + "\n");
    return Optional.of(files);
  }
}
