package dev.sharelock.model.forked;

import java.io.BufferedReader;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;

/** Lines of words between a coordinator and a forked JVM; each side reads what the other wrote. */
final class Wire {
  private final BufferedReader in;
  private final PrintStream out;

  Wire(InputStream in, OutputStream out) {
    this.in = new BufferedReader(new InputStreamReader(in, StandardCharsets.US_ASCII));
    this.out = new PrintStream(out, false, StandardCharsets.US_ASCII);
  }

  void send(Object... words) {
    StringBuilder line = new StringBuilder();
    for (Object word : words) {
      line.append(line.isEmpty() ? "" : " ").append(word);
    }
    out.print(line.append('\n'));
    out.flush();
  }

  /** Returns the words of the next line, or null when the other side is gone. */
  String[] receive() {
    try {
      String line = in.readLine();
      return line == null ? null : line.split(" ");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Packs an object into one word. */
  static String pack(Object value) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ObjectOutputStream objects = new ObjectOutputStream(bytes)) {
      objects.writeObject(value);
    } catch (IOException e) {
      throw new IllegalArgumentException(
          "recorded value cannot be sent to the coordinator: value="
              + value
              + ", class="
              + value.getClass().getName()
              + "; do: record serializable values",
          e);
    }
    return Base64.getEncoder().encodeToString(bytes.toByteArray());
  }

  /** Unpacks what {@link #pack} has packed. */
  static Object unpack(String word) {
    byte[] bytes = Base64.getDecoder().decode(word);
    try (ObjectInputStream objects = new ObjectInputStream(new ByteArrayInputStream(bytes))) {
      return objects.readObject();
    } catch (IOException | ClassNotFoundException e) {
      throw new IllegalStateException("a forked JVM sent a value that cannot be read", e);
    }
  }
}
