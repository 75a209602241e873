package dev.sharelock.model.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sharelock.model.run.Settings.ProgressStyle;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Properties;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SettingsTest {
  private final Properties properties = new Properties();

  @Test
  void hasDefaults() {
    Settings settings = Settings.none();
    assertThat(settings.seed()).isEmpty();
    assertThat(settings.replay()).isEmpty();
    assertThat(settings.time()).isEmpty();
    assertThat(settings.report()).isEqualTo(Path.of("target/sharelock"));
    assertThat(settings.progress()).isEqualTo(ProgressStyle.AUTO);
    assertThat(settings.workers()).isEmpty();
  }

  @Test
  void readsTheEnvironment() {
    Settings settings =
        Settings.from(
            properties,
            Map.of(
                "SHARELOCK_SEED", "0x10",
                "SHARELOCK_REPLAY", "v1:a:b:c",
                "SHARELOCK_TIME", "2m",
                "SHARELOCK_REPORT", "out",
                "SHARELOCK_PROGRESS", "none",
                "SHARELOCK_JAVA_HOME", "elsewhere"));
    assertThat(settings.seed()).contains(new Seed(16));
    assertThat(settings.replay()).contains("v1:a:b:c");
    assertThat(settings.time()).contains(Duration.ofMinutes(2));
    assertThat(settings.report()).isEqualTo(Path.of("out"));
    assertThat(settings.progress()).isEqualTo(ProgressStyle.NONE);
  }

  @Test
  void prefersProperties() {
    properties.setProperty("sharelock.seed", "3");
    assertThat(Settings.from(properties, Map.of("SHARELOCK_SEED", "4")).seed())
        .contains(new Seed(3));
  }

  @ParameterizedTest
  @CsvSource({
    "sharelock.sede,1,unknown setting: property=sharelock.sede; do: did you mean sharelock.seed",
    "sharelock.verbose,1,unknown setting: property=sharelock.verbose; do: use one of",
    "sharelock.seed,0x,seed is malformed: seed=0x",
    "sharelock.time,soon,duration is malformed: duration=soon",
    "sharelock.progress,dots,progress style is unknown: sharelock.progress=dots",
    "sharelock.workers,0,number of workers is impossible: sharelock.workers=0"
  })
  void refusesWhatItDoesNotKnow(String name, String value, String message) {
    properties.setProperty(name, value);
    assertThatThrownBy(() -> Settings.from(properties, Map.of()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith(message);
  }

  @ParameterizedTest
  @CsvSource({
    "0xff,255",
    "0xFFFFFFFFFFFFFFFF,-1",
    "-7,-7",
    "00000000000000ff000000000000000000000000,255"
  })
  void readsSeeds(String text, long value) {
    assertThat(Seed.parse(text)).isEqualTo(new Seed(value));
  }

  @Test
  void readsTheSeedThatItPrints() {
    assertThat(Seed.parse(new Seed(-2).toString())).isEqualTo(new Seed(-2));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "0x", "0x11111111111111111", "12345678901234567890", "abc"})
  void refusesOtherSeeds(String text) {
    assertThatThrownBy(() -> Seed.parse(text)).hasMessageStartingWith("seed is malformed");
  }

  @Test
  void takesTheCommitOnABuildServer() {
    String commit = "00000000000000ff000000000000000000000000";
    assertThat(Seed.fresh(Map.of("CI", "true", "GITHUB_SHA", commit))).isEqualTo(new Seed(255));
    assertThat(Seed.fresh(Map.of("GITHUB_SHA", commit))).isNotEqualTo(new Seed(255));
  }
}
