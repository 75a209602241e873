package dev.sharelock.model.litmus;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** The litmus tests that come with Sharelock, with all outcomes under each memory model. */
public final class LitmusCatalogue {
  private static final String RESOURCE = "catalogue.litmus";

  private LitmusCatalogue() {}

  /** All tests in the order of their numbers. */
  public static List<LitmusTest> all() {
    return Holder.TESTS;
  }

  /** The test of a name, in any case, or of a number from 1. */
  public static Optional<LitmusTest> find(String nameOrNumber) {
    if (nameOrNumber.matches("[0-9]{1,4}")) {
      int number = Integer.parseInt(nameOrNumber);
      return number >= 1 && number <= all().size()
          ? Optional.of(all().get(number - 1))
          : Optional.empty();
    }
    return all().stream().filter(test -> test.name().equalsIgnoreCase(nameOrNumber)).findFirst();
  }

  /** The tests whose name contains a text, in any case. */
  public static List<LitmusTest> containing(String part) {
    String wanted = part.toLowerCase(Locale.ROOT);
    return all().stream()
        .filter(test -> test.name().toLowerCase(Locale.ROOT).contains(wanted))
        .toList();
  }

  private static final class Holder {
    static final List<LitmusTest> TESTS = List.copyOf(LitmusParser.parse(RESOURCE, read()));

    private static String read() {
      try (InputStream stream = LitmusCatalogue.class.getResourceAsStream(RESOURCE)) {
        return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }
}
