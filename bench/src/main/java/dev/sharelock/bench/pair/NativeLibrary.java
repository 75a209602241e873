package dev.sharelock.bench.pair;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;

/** Libraries in C++ that are compared with, built where a compiler and their headers are there. */
public final class NativeLibrary {
  private NativeLibrary() {}

  /**
   * Builds a library.
   *
   * @param owner the class beside whose resources the source is
   * @param source its name, which ends in {@code .cpp}
   * @param library the file to make; beside it a source file is made and deleted
   * @return whether that is possible here
   */
  public static boolean build(Class<?> owner, String source, Path library) throws IOException {
    Path copy = library.resolveSibling(library.getFileName() + "-" + source);
    try (InputStream text = owner.getResourceAsStream(source)) {
      Files.copy(text, copy);
      return compile(copy, library);
    } finally {
      Files.deleteIfExists(copy);
    }
  }

  private static boolean compile(Path source, Path library) {
    try {
      Process compiler =
          new ProcessBuilder(
                  "g++", "-O3", "-shared", "-fPIC", "-o", library.toString(), source.toString())
              .redirectErrorStream(true)
              .redirectOutput(ProcessBuilder.Redirect.DISCARD)
              .start();
      return compiler.waitFor() == 0;
    } catch (IOException e) {
      return false;
    } catch (InterruptedException e) {
      throw new IllegalStateException("nobody interrupts a benchmark", e);
    }
  }
}
