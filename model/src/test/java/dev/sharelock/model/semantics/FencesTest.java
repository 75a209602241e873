package dev.sharelock.model.semantics;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sharelock.model.exhaustive.Exploration;
import dev.sharelock.model.exhaustive.ExplorationOptions;
import dev.sharelock.model.exhaustive.MemoryModel;
import dev.sharelock.model.exhaustive.Ordering;
import dev.sharelock.model.exhaustive.Program;
import dev.sharelock.model.exhaustive.ProgramExplorer;
import dev.sharelock.model.memory.FenceKind;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The fences for loads alone and for stores alone are read as acquire and release fences. */
class FencesTest {
  private static final long X = 0;
  private static final long Y = 8;

  /** A message is passed; or with the reads first, the shape that is called S. */
  private static Program program(FenceKind forStores, FenceKind forLoads, boolean message) {
    return Program.named("fences")
        .thread(
            t -> {
              t.store(X, Ordering.OPAQUE, 2);
              t.fence(forStores);
              t.store(Y, Ordering.OPAQUE, 1);
            })
        .thread(
            t -> {
              t.observe(t.load(Y, Ordering.OPAQUE));
              t.fence(forLoads);
              if (message) {
                t.observe(t.load(X, Ordering.OPAQUE));
              } else {
                t.store(X, Ordering.OPAQUE, 1);
              }
            })
        .observeAtEnd(X)
        .build();
  }

  private static Map<List<Long>, Long> outcomes(MemoryModel model, Program program) {
    Exploration found = ProgramExplorer.explore(program, ExplorationOptions.of(model));
    assertThat(found.exhausted()).isTrue();
    return found.outcomes();
  }

  @ParameterizedTest
  @EnumSource(MemoryModel.class)
  void loadLoadAndStoreStoreAreAcquireAndRelease(MemoryModel model) {
    for (boolean message : List.of(true, false)) {
      assertThat(outcomes(model, program(FenceKind.STORE_STORE, FenceKind.LOAD_LOAD, message)))
          .isEqualTo(outcomes(model, program(FenceKind.RELEASE, FenceKind.ACQUIRE, message)));
    }
    assertThat(outcomes(model, program(FenceKind.STORE_STORE, FenceKind.LOAD_LOAD, true)))
        .doesNotContainKey(List.of(1L, 0L, 2L));
    boolean weak = model == MemoryModel.RC11 || model == MemoryModel.JMM;
    assertThat(
            outcomes(model, program(FenceKind.LOAD_LOAD, FenceKind.LOAD_LOAD, true))
                .containsKey(List.of(1L, 0L, 2L)))
        .isEqualTo(weak);
  }
}
