package dev.sharelock.properties.pipe;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sharelock.properties.PropertyRun;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The properties must find what is wrong with broken pipes. */
final class PipeMutantTest {

  @ParameterizedTest
  @ValueSource(strings = {"withoutNoteOfPassing", "withoutNoteOfTaking"})
  void findsThatAParticipantMustNoteWhatItHasInHand(String mutant) {
    PropertyRun run = PropertyRun.of(PipeProperties.Mutants.class, mutant, List.class);
    assertThat(run.failed()).as(run.report()).isTrue();
    assertThat(run.message()).containsAnyOf("lost", "closed before the end");
  }
}
