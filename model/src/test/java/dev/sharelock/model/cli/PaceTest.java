package dev.sharelock.model.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sharelock.model.engine.Estimate;
import dev.sharelock.model.engine.Unfinished;
import dev.sharelock.model.run.Advance;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PaceTest {
  private static final long TEN_SECONDS = 10_000_000_000L;

  private static String describe(long executions, double fraction, Estimate estimate) {
    Optional<Estimate> known = Optional.ofNullable(estimate);
    Pace pace = new Pace();
    pace.describe(new Advance(0, -1, 0, known), 0);
    return pace.describe(new Advance(executions, fraction, 0.9, known), TEN_SECONDS);
  }

  @Test
  void showsTheRateAndWhatIsLeft() {
    assertThat(describe(20_000, -1, null)).isEqualTo("20,000, 2,000/s");
    assertThat(describe(20_000, 0.5, new Estimate(81_234, 0.09, 12)))
        .isEqualTo("20,000 of about 81,000, 2,000/s, 0:30 left");
  }

  @Test
  void trustsNoEstimateThatIsFarOffOrExceeded() {
    assertThat(describe(20_000, 0.5, new Estimate(81_234, 0.5, 1000)))
        .isEqualTo("20,000 of about 81,000, 2,000/s, 0:10 left");
    assertThat(describe(90_000, 0.001, new Estimate(81_234, 0.09, 12)))
        .isEqualTo("90,000, 9,000/s, 2:46:30 left");
    assertThat(describe(5, 0, new Estimate(3e15, 0.9, 12))).isEqualTo("5 of about 3e+15, 1/s");
  }

  @Test
  void countsFromWhereItGoesOn() {
    Optional<Estimate> far = Optional.of(new Estimate(1e9, 0.9, 1000));
    Pace pace = new Pace();
    assertThat(pace.describe(new Advance(50_000, 0.4, 0.4, far), 0))
        .isEqualTo("50,000 of about 1,000,000,000, 0/s");
    assertThat(pace.describe(new Advance(60_000, 0.5, 0.5, far), TEN_SECONDS))
        .isEqualTo("60,000 of about 1,000,000,000, 1,000/s, 0:50 left");
  }

  @ParameterizedTest
  @CsvSource({
    "0, 0 %",
    "0.000003, 3e-04 %",
    "0.0012, 0.12 %",
    "0.0999, 9.9 %",
    "0.9999, 99 %",
    "1, 100 %"
  })
  void percentagesAreNeverRoundedUp(double fraction, String shown) {
    assertThat(Unfinished.percent(fraction)).isEqualTo(shown);
  }
}
