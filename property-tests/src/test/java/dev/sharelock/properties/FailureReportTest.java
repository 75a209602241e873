package dev.sharelock.properties;

import static org.assertj.core.api.Assertions.assertThat;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

/** A failing property must fail the build, print its seed, and shrink the sample. */
final class FailureReportTest {

  @Test
  void namesTheSeedAndTheShrunkSample() {
    PropertyRun run = PropertyRun.of(Failing.class, "isSmall", int.class);
    assertThat(run.failed()).isTrue();
    assertThat(run.seed()).isNotEmpty();
    assertThat(run.report()).contains("Shrunk Sample").contains("number: 1001");
  }

  @Test
  void findsTheSameFailureWithTheSameSeed() {
    PropertyRun first = PropertyRun.of(Failing.class, "hasFewFactors", int.class);
    PropertyRun second = PropertyRun.of(Failing.class, "hasFewFactors", int.class);
    assertThat(first.failed()).isTrue();
    assertThat(first.report()).isEqualTo(second.report());
  }

  /** Not found by the build, since nested classes are not looked into. */
  static final class Failing {
    @Property
    void isSmall(@ForAll int number) {
      assertThat(number).isLessThanOrEqualTo(1000);
    }

    @Property(seed = "42")
    void hasFewFactors(@ForAll int number) {
      assertThat(number % 64 == 0 && number != 0).isFalse();
    }
  }
}
