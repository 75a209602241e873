package dev.sharelock.model.cli;

import dev.sharelock.model.exhaustive.MemoryModel;
import dev.sharelock.model.report.JsonReport;
import dev.sharelock.model.report.ReportFiles;
import dev.sharelock.model.report.TextReport;
import dev.sharelock.model.run.CheckResult;
import dev.sharelock.model.strengthening.Remedies;
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

  /** Prints which single strengthening would make a failing scenario pass. */
  void remedies(CheckResult result, MemoryModel model) {
    result
        .verdict()
        .failure()
        .filter(failure -> !failure.events().isEmpty())
        .ifPresent(
            failure -> {
              out.println();
              out.println("  what would prevent it");
              for (String line : Remedies.of(result.failing(), failure, model).lines()) {
                TextReport.wrapped("  " + line, "      ").forEach(out::println);
              }
              out.flush();
            });
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
