package dev.sharelock.model.cli.pipe;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/** A file that a user has named cannot be opened. The message says which one, and why. */
final class FileFailure extends IOException {
  private static final long serialVersionUID = 1;

  private FileFailure(Path file, String cause) {
    super(
        "file cannot be opened: file="
            + file
            + ", cause="
            + cause
            + "; do: name a file that can be, or change its permissions");
  }

  /** How a file is opened. */
  @FunctionalInterface
  interface Opening<T> {
    T open(Path file) throws IOException;
  }

  /** Opens a file, or says what is wrong with it. */
  static <T> T orNamed(Path file, Opening<T> opening) throws IOException {
    if (Files.isDirectory(file)) {
      throw new FileFailure(file, "it is a directory");
    }
    try {
      return opening.open(file);
    } catch (NoSuchFileException e) {
      throw new FileFailure(file, "there is no such file or directory");
    } catch (AccessDeniedException e) {
      throw new FileFailure(file, "permission denied");
    } catch (FileSystemException e) {
      throw new FileFailure(file, e.getReason());
    }
  }
}
