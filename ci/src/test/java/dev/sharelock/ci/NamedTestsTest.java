package dev.sharelock.ci;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** A test that a document names as its evidence exists. */
class NamedTestsTest {

  private static final Pattern NAMED =
      Pattern.compile("`([A-Z]\\w+(?:Test|Properties|IT))[.](\\w+)`");

  @Test
  void everyNamedTestExists() {
    List<String> missing = new ArrayList<>();
    int count = 0;
    for (Path document : Project.files(".md")) {
      for (var found : NAMED.matcher(Project.text(document)).results().toList()) {
        count++;
        if (!exists(found.group(1), found.group(2))) {
          missing.add(document + " names " + found.group());
        }
      }
    }
    assertThat(missing).isEmpty();
    assertThat(count).isGreaterThan(10);
  }

  @Test
  void aTestThatDoesNotExistIsFound() {
    assertThat(exists("NamedTestsTest", "everyNamedTestExists")).isTrue();
    assertThat(exists("NamedTestsTest", "nothingLikeThis")).isFalse();
    assertThat(exists("NothingLikeThisTest", "everyNamedTestExists")).isFalse();
  }

  private static boolean exists(String type, String method) {
    Optional<Path> file =
        Project.files(".java").stream().filter(path -> path.endsWith(type + ".java")).findFirst();
    return file.isPresent() && Project.text(file.get()).contains("void " + method + "(");
  }
}
