package dev.sharelock.model.cli;

import dev.sharelock.model.report.JsonReport;
import dev.sharelock.model.report.ReportFiles;
import dev.sharelock.model.report.TextReport;
import dev.sharelock.model.run.CheckResult;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** Shows results and writes them to files. */
final class Output {
  private final PrintWriter out;
  private final Path folder;

  Output(PrintWriter out, Path folder) {
    this.out = out;
    this.folder = folder;
  }

  /** Prints a result in full; a failure also becomes a page. */
  void report(CheckResult result) throws IOException {
    Optional<ReportFiles> files = ReportFiles.write(result, folder);
    out.print(TextReport.render(result, files));
    out.flush();
  }

  /** Writes results as JSON, if a file is given. */
  void json(List<CheckResult> results, Path file) throws IOException {
    if (file == null) {
      return;
    }
    if (file.toAbsolutePath().getParent() != null) {
      Files.createDirectories(file.toAbsolutePath().getParent());
    }
    Files.writeString(file, JsonReport.render(results));
  }
}
