package dev.sharelock.stress.gate;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.openjdk.jcstress.infra.collectors.DiskReadCollector;
import org.openjdk.jcstress.infra.collectors.InProcessCollector;
import org.openjdk.jcstress.infra.runners.TestList;

/**
 * Fails the build unless every stress test ran and passed, and every canary ran and failed. With
 * one processor nothing is run, and that is said instead.
 */
public final class StressGate {
  private StressGate() {}

  /** Takes the report directory and the regular expression on test names that was run. */
  public static void main(String[] arguments) throws Exception {
    if (Processors.areTooFew()) {
      System.out.println(Processors.complaint());
      return;
    }
    Path directory = Path.of(arguments[0]).toAbsolutePath();
    Pattern selected = Pattern.compile(arguments[1]);
    Collection<String> canaries = canaries();
    Collection<String> tests = new TreeSet<>(TestList.tests());
    tests.removeAll(canaries);
    tests.removeIf(name -> !selected.matcher(name).find());

    Judgement judgement = new Judgement(reports(directory));
    judgement.mustFail(canaries);
    judgement.mustPass(tests);
    Files.write(directory.resolve("summary.txt"), judgement.summary());
    report(judgement.complaints(), directory, System.err);
    System.exit(judgement.complaints().isEmpty() ? 0 : 1);
  }

  /** The tests that must fail. */
  static Collection<String> canaries() {
    Collection<String> names = new TreeSet<>(TestList.tests());
    names.removeIf(name -> !name.matches(StressRun.CANARIES));
    return names;
  }

  private static void report(List<String> complaints, Path directory, PrintStream out) {
    complaints.forEach(out::println);
    if (!complaints.isEmpty()) {
      out.println(
          "stress tests failed: count=" + complaints.size() + "; do: look into " + directory);
    }
  }

  /** Reads the result files of a run; a run without any has no reports. */
  static Collection<Report> reports(Path directory) throws Exception {
    InProcessCollector collector = new InProcessCollector();
    try (DirectoryStream<Path> files = Files.newDirectoryStream(directory, "*.bin.gz")) {
      for (Path file : files) {
        read(file, collector);
      }
    } catch (NoSuchFileException e) {
      return List.of();
    }
    return collector.getTestResults().stream().map(Report::of).toList();
  }

  private static void read(Path file, InProcessCollector collector)
      throws IOException, ClassNotFoundException {
    DiskReadCollector reader = new DiskReadCollector(file.toString(), collector);
    try {
      reader.dump();
    } finally {
      reader.close();
    }
  }
}
