package dev.sharelock.model.litmus;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sharelock.model.exhaustive.ExplorationOptions;
import dev.sharelock.model.exhaustive.ExplorationOptions.ScAxiom;
import dev.sharelock.model.exhaustive.MemoryModel;
import java.util.Locale;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The exhaustive engine finds exactly what the catalogue says. */
class EngineCatalogueTest {

  static Stream<LitmusTest> all() {
    return LitmusCatalogue.all().stream();
  }

  @ParameterizedTest
  @MethodSource("all")
  void theEngineFindsExactlyWhatIsExpected(LitmusTest test) {
    for (MemoryModel model : MemoryModel.values()) {
      for (ScAxiom axiom : ScAxiom.values()) {
        ExplorationOptions options =
            ExplorationOptions.of(model).withScAxiom(axiom).detectingDuplicates(true);
        LitmusProgram.Result found = LitmusProgram.of(test).explore(options);
        Expectation expected = test.expectations().get(model.name().toLowerCase(Locale.ROOT));
        String where = model + " " + axiom;
        assertThat(found.outcomes().keySet()).as(where).isEqualTo(expected.outcomes());
        assertThat(found.exploration().executions()).as(where).isEqualTo(expected.executions());
        assertThat(found.exploration().blocked()).as(where).isEqualTo(expected.blocked());
        assertThat(found.exploration().duplicates()).as(where).isZero();
        assertThat(found.exploration().exhausted()).as(where).isTrue();
      }
    }
  }
}
