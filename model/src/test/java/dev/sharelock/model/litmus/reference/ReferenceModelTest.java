package dev.sharelock.model.litmus.reference;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sharelock.model.litmus.LitmusParser;
import dev.sharelock.model.litmus.LitmusTest;
import dev.sharelock.model.litmus.reference.RepairedC11.Psc;
import dev.sharelock.model.litmus.reference.RepairedC11.ReleaseSequence;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The variants of the models that the catalogue does not tell apart. */
class ReferenceModelTest {
  private static final String RELEASE_SEQUENCE =
      "x = opq 1; y = rel 1; y = opq 2 || opq xchg(y, 3) || r1 = opq y; fence acq; r2 = opq x";
  private static final String Z6_U =
      "x = vol 1; y = rel 1 || vol add(y, 1); r1 = opq y || y = vol 3; r2 = vol x";
  private static final String WW_MERGE =
      "r1 = acq x; r2 = vol y || x = vol 1; x = vol 2 || y = vol 1; r3 = vol x";

  private static ReferenceExplorer.Result explore(String lanes, ReferenceModel model) {
    LitmusTest test = LitmusParser.parse("test", "litmus t\n" + lanes).getFirst();
    return ReferenceExplorer.explore(test, model, 0);
  }

  @ParameterizedTest
  @CsvSource({"WRITES, 16", "UPDATES, 20"})
  void releaseSequences(ReleaseSequence sequence, long executions) {
    assertThat(explore(RELEASE_SEQUENCE, new RepairedC11(sequence, Psc.PAPER)).executions())
        .isEqualTo(executions);
  }

  @ParameterizedTest
  @CsvSource({"PAPER, 24, 18", "STRONG, 22, 17"})
  void axiomsOfSequentialConsistency(Psc psc, long z6, long merge) {
    RepairedC11 model = new RepairedC11(ReleaseSequence.UPDATES, psc);
    assertThat(explore(Z6_U, model).executions()).isEqualTo(z6);
    assertThat(explore(WW_MERGE, model).executions()).isEqualTo(merge);
  }

  @ParameterizedTest
  @ValueSource(strings = {"tso", "rc11", "jmm"})
  void oneHeavyFenceOfTwoForbidsStoreBuffering(String model) {
    assertThat(storeBuffering("full", "full", model)).isEqualTo(3);
    assertThat(storeBuffering("light", "heavy", model)).isEqualTo(3);
    assertThat(storeBuffering("heavy", "heavy", model)).isEqualTo(3);
    assertThat(storeBuffering("heavy", "full", model)).isEqualTo(3);
    assertThat(storeBuffering("light", "light", model)).isEqualTo(4);
    assertThat(storeBuffering("light", "full", model)).isEqualTo(4);
  }

  private static long storeBuffering(String one, String other, String model) {
    String lanes =
        "x = opq 1; fence %s; r1 = opq y || y = opq 1; fence %s; r2 = opq x".formatted(one, other);
    return explore(lanes, ReferenceModel.named(model)).executions();
  }

  @ParameterizedTest
  @ValueSource(strings = {"sc", "tso", "rc11", "jmm"})
  void aWeakCasFailsAsOftenAsItMay(String model) {
    String lanes = "r1 = vol weakcas(x, 0, 1) || r2 = vol weakcas(x, 0, 1)";
    LitmusTest test = LitmusParser.parse("test", "litmus t\n" + lanes).getFirst();
    ReferenceModel judge = ReferenceModel.named(model);
    assertThat(ReferenceExplorer.explore(test, judge, 0).executions()).isEqualTo(2);
    assertThat(ReferenceExplorer.explore(test, judge, 1).executions()).isEqualTo(4);
    assertThat(ReferenceExplorer.explore(test, judge, 2).outcomes().keySet())
        .hasToString("[(0,0), (0,1), (1,0)]");
  }
}
