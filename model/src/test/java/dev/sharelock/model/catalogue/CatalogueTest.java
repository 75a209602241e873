package dev.sharelock.model.catalogue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sharelock.model.scenario.Scenario;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CatalogueTest {
  private final Catalogue catalogue =
      new Catalogue(
          Stream.of("ring.wrap-around", "ring.close", "ring.close.blocked", "ringlet.x")
              .map(CatalogueTest::scenario)
              .toList());

  private static Scenario scenario(String name) {
    return Scenario.named(name).process("a", context -> {}).build();
  }

  @ParameterizedTest
  @CsvSource({
    "ring, ring.wrap-around ring.close ring.close.blocked",
    "ring.close, ring.close ring.close.blocked",
    "ring.c*, ring.close ring.close.blocked",
    "ring*, ring.wrap-around ring.close ring.close.blocked ringlet.x",
    "*.close, ring.close",
    "*, ring.wrap-around ring.close ring.close.blocked ringlet.x"
  })
  void matches(String pattern, String names) {
    assertThat(catalogue.matching(List.of(pattern)).stream().map(Scenario::name))
        .containsExactly(names.split(" "));
  }

  @Test
  void givesEachScenarioOnce() {
    assertThat(catalogue.matching(List.of("ring.close", "ring", "ring.close"))).hasSize(3);
    assertThat(catalogue.matching(List.of())).hasSize(4);
  }

  @Test
  void refusesAPatternThatMatchesNothing() {
    assertThatThrownBy(() -> catalogue.matching(List.of("ring", "ring.warp-around")))
        .hasMessage(
            "no such scenario: name=ring.warp-around; do: did you mean ring.wrap-around?"
                + " Otherwise: run ./sharelock list to see all 4");
  }

  @Test
  void refusesTwoScenariosOfOneName() {
    assertThatThrownBy(() -> new Catalogue(List.of(scenario("a"), scenario("a"))))
        .isInstanceOf(IllegalStateException.class)
        .hasMessage("two scenarios have the same name: name=a; do: rename one");
  }

  @ParameterizedTest
  @CsvSource({"ab,ab,0", "ab,ba,1", "ab,a,1", "ab,axb,1", "ab,cd,2", "'',abc,3", "ca,abc,3"})
  void measuresDistance(String left, String right, int distance) {
    assertThat(Suggestions.distance(left, right)).isEqualTo(distance);
    assertThat(Suggestions.distance(right, left)).isEqualTo(distance);
  }
}
