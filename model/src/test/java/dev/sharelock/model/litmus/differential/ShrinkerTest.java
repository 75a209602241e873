package dev.sharelock.model.litmus.differential;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sharelock.model.litmus.LitmusParser;
import dev.sharelock.model.litmus.LitmusPrinter;
import dev.sharelock.model.litmus.LitmusTest;
import org.junit.jupiter.api.Test;

class ShrinkerTest {

  @Test
  void onlyWhatMattersIsLeft() {
    String text =
        """
        litmus big
        init x = 1, y = 0
        P1: x = vol 2; r1 = acq y; if r1 == 1 { y = rel r1 + 1; fence full }; x = opq 3
        P2: r2 = vol weakcas(x, 1, 2); y = rel 1
        P3: r3 = opq x
        """;
    LitmusTest big = LitmusParser.parse("text", text).getFirst();
    LitmusTest small =
        Shrinker.shrink(
            big,
            test ->
                LitmusPrinter.print(test).contains("y = rel")
                    && LitmusPrinter.print(test).contains("cas(x"));
    assertThat(LitmusPrinter.print(small))
        .contains("vol cas(x, 1, 2)")
        .contains("init x = 0, y = 0")
        .doesNotContain("P3")
        .doesNotContain("full");
    assertThat(small.processes().stream().mapToInt(p -> p.body().size()).sum()).isEqualTo(2);
  }

  @Test
  void aTestThatCannotShrinkStaysAsItIs() {
    LitmusTest test = RandomLitmus.of(1);
    assertThat(Shrinker.shrink(test, other -> other.equals(test))).isEqualTo(test);
  }

  @Test
  void generatedTestsCanBePrintedAndReadAgain() {
    for (long seed = 0; seed < 300; seed++) {
      LitmusTest test = RandomLitmus.of(seed);
      assertThat(LitmusParser.parse("printed", LitmusPrinter.print(test))).containsExactly(test);
      assertThat(RandomLitmus.of(seed)).isEqualTo(test);
    }
  }
}
