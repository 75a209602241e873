package dev.sharelock.properties.ring;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sharelock.properties.PropertyRun;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The properties must find what is wrong with a broken ring, and the seed must find it again. */
final class MutantTest {
  @TempDir Path directory;

  @Test
  void findsThatSizesMayNotDifferUnderTheStatelessRule() {
    isFound("sizesDiffer", List.class, List.class);
  }

  @Test
  void findsThatClaimsMayNotBeShortenedUnderTheStatelessRule() {
    isFound("claimsAreShortened", int.class, int.class);
  }

  private void isFound(String property, Class<?>... parameters) {
    Path database = directory.resolve(property);
    Class<?> mutants = TransportProperties.Mutants.class;
    PropertyRun first = PropertyRun.withDatabase(database, mutants, property, parameters);
    assertThat(first.failed()).as(first.report()).isTrue();
    assertThat(first.message()).contains("bytes consumed");

    PropertyRun again = PropertyRun.withDatabase(database, mutants, property, parameters);
    assertThat(again.seed()).isEqualTo(first.seed());
    assertThat(again.sample()).isEqualTo(first.sample());
    assertThat(again.message()).isEqualTo(first.message());
  }
}
