package dev.sharelock.ci;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Every ordered access of an algorithm says with which other access it pairs, and why. */
class OrderingLabelsTest {

  private static final String LIBRARY = "impl/src/main/java/dev/sharelock/";
  private static final Path FILE = Path.of(LIBRARY + "ring/Sample.java");

  @Test
  void everyLabelHasItsPartnerAndEveryOrderedAccessItsReason() {
    OrderingLabels labels = new OrderingLabels();
    for (Path file : Project.files(".java")) {
      boolean algorithm =
          file.startsWith(LIBRARY)
              && !file.startsWith(LIBRARY + "memory")
              && !file.startsWith(LIBRARY + "platform");
      if (algorithm) {
        labels.read(file, Project.lines(file));
      }
    }
    assertThat(labels.count()).isGreaterThan(10);
    assertThat(String.join("\n", labels.complaints())).isEmpty();
  }

  @Test
  void aPairIsFine() {
    assertThat(
            complaints(
                " * P1 setRelease(head) pairs with C1",
                "memory.setLongRelease(head, 1); // P1 -> C1: the bytes are there",
                "memory.getLongAcquire(head); // C1 <- P1"))
        .isEmpty();
  }

  @Test
  void aLabelWithoutPartnerIsFound() {
    assertThat(complaints(" * P1, C1", "memory.setLongRelease(head, 1); // P1 -> C1"))
        .containsExactly(FILE + ":2: C1 stands beside no access; do: label the other side");
  }

  @Test
  void aLabelWithoutExplanationIsFound() {
    assertThat(complaints("memory.setLongRelease(head, 1); // P1 -> P1"))
        .containsExactly(FILE + ":1: P1 is in no class header; do: explain the pair there");
  }

  @Test
  void anAccessWithoutReasonIsFound() {
    assertThat(complaints("memory.setLongRelease(head, 1);")).hasSize(1);
    assertThat(complaints("memory.setLongOpaque(head, 1);")).isEmpty();
    assertThat(complaints("// because", "memory.fullFence();")).isEmpty();
  }

  private static List<String> complaints(String... lines) {
    OrderingLabels labels = new OrderingLabels();
    labels.read(FILE, List.of(lines));
    return labels.complaints();
  }
}
