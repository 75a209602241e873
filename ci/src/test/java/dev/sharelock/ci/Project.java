package dev.sharelock.ci;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** The files of the project, without what is built and without what tools leave behind. */
final class Project {

  private static final Set<String> NOT_OURS =
      Set.of("target", ".git", ".idea", ".vscode", ".settings", ".jqwik-database");

  /** The folder with the README. */
  static final Path ROOT = Path.of(System.getProperty("basedir", "")).toAbsolutePath().getParent();

  private Project() {}

  /** All files, as paths relative to {@link #ROOT}, sorted. */
  static List<Path> files() {
    List<Path> files = new ArrayList<>();
    try {
      Files.walkFileTree(
          ROOT,
          new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes) {
              return isOurs(folder) ? FileVisitResult.CONTINUE : FileVisitResult.SKIP_SUBTREE;
            }

            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
              if (isOurs(file)) {
                files.add(ROOT.relativize(file));
              }
              return FileVisitResult.CONTINUE;
            }
          });
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    files.sort(null);
    return files;
  }

  /** All files whose name ends with one of the endings. */
  static List<Path> files(String... endings) {
    return files().stream().filter(file -> endsWithOneOf(file, endings)).toList();
  }

  /** The names of what lies beside the README. */
  static List<String> rootEntries() throws IOException {
    try (var entries = Files.list(ROOT)) {
      return entries.filter(Project::isOurs).map(p -> p.getFileName().toString()).sorted().toList();
    }
  }

  /** The text of a file of {@link #files}. */
  static String text(Path file) {
    try {
      return Files.readString(ROOT.resolve(file));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The lines of a file of {@link #files}. */
  static List<String> lines(Path file) {
    return text(file).lines().toList();
  }

  /** Whether a Java file is shipped or measured, rather than a test. */
  static boolean isMain(Path javaFile) {
    return javaFile.toString().contains("/src/main/") && !javaFile.startsWith("stress");
  }

  private static boolean isOurs(Path path) {
    return !NOT_OURS.contains(path.getFileName().toString());
  }

  private static boolean endsWithOneOf(Path file, String... endings) {
    return List.of(endings).stream().anyMatch(file.toString()::endsWith);
  }
}
