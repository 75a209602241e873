package dev.sharelock.model.run;

import dev.sharelock.model.trace.ReplayToken;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Reads what somebody passed for a token. */
public final class ReplayText {
  private static final long MOST_BYTES = 1 << 20;

  private ReplayText() {}

  /** Reads a token, or the file that holds one. */
  public static ReplayToken read(String text) {
    if (text.strip().startsWith("v1:")) {
      return ReplayToken.parse(text);
    }
    Path file = Path.of(text.strip());
    try {
      if (Files.isRegularFile(file) && Files.size(file) <= MOST_BYTES) {
        return ReplayToken.parse(Files.readString(file));
      }
    } catch (IOException e) {
      throw new IllegalArgumentException(
          "file of a token is unreadable: file=" + file + "; do: check its permissions", e);
    }
    throw new IllegalArgumentException(
        "neither a token nor a file with one: argument="
            + text
            + "; do: pass the token as printed, v1:scenario:engine:payload");
  }
}
