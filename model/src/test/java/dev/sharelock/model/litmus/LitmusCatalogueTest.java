package dev.sharelock.model.litmus;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sharelock.model.litmus.reference.ReferenceExplorer;
import dev.sharelock.model.litmus.reference.ReferenceModel;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class LitmusCatalogueTest {

  static Stream<LitmusTest> all() {
    return LitmusCatalogue.all().stream();
  }

  @Test
  void thereAre90TestsWithDifferentNames() {
    assertThat(LitmusCatalogue.all()).hasSize(90);
    assertThat(LitmusCatalogue.all().stream().map(LitmusTest::name).distinct()).hasSize(90);
  }

  @Test
  void testsAreFoundByNumberAndByNameInAnyCase() {
    LitmusTest third = LitmusCatalogue.all().get(2);
    assertThat(LitmusCatalogue.find("3")).contains(third);
    assertThat(LitmusCatalogue.find("sb/VOL")).contains(third);
    assertThat(LitmusCatalogue.find("91")).isEmpty();
    assertThat(LitmusCatalogue.find("0")).isEmpty();
    assertThat(LitmusCatalogue.find("SB")).isEmpty();
    assertThat(LitmusCatalogue.containing("sb/")).contains(third).hasSize(14);
  }

  @ParameterizedTest
  @MethodSource("all")
  void everyModelAllowsWhatStrongerOnesAllow(LitmusTest test) {
    assertThat(test.question()).isPresent();
    assertThat(test.expectations().keySet()).containsExactlyElementsOf(LitmusTest.MODELS);
    List<Expectation> expectations = List.copyOf(test.expectations().values());
    for (int i = 1; i < expectations.size(); i++) {
      assertThat(expectations.get(i).outcomes()).containsAll(expectations.get(i - 1).outcomes());
    }
  }

  @ParameterizedTest
  @MethodSource("all")
  void printingAndParsingGivesTheSameTest(LitmusTest test) {
    assertThat(LitmusParser.parse("printed", LitmusPrinter.print(test))).containsExactly(test);
  }

  @ParameterizedTest
  @MethodSource("all")
  void theReferenceFindsExactlyWhatIsExpected(LitmusTest test) {
    for (String model : LitmusTest.MODELS) {
      ReferenceExplorer.Result found =
          ReferenceExplorer.explore(test, ReferenceModel.named(model), 0);
      Expectation expected = test.expectations().get(model);
      assertThat(found.outcomes().keySet()).as(model).isEqualTo(expected.outcomes());
      assertThat(found.executions()).as(model).isEqualTo(expected.executions());
      assertThat(found.blocked()).as(model).isEqualTo(expected.blocked());
    }
  }
}
