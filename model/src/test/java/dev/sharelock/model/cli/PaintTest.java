package dev.sharelock.model.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class PaintTest {

  @Test
  void coloursTheVerdictOnly() {
    assertThat(Paint.COLOURED.verdict("ring.passed  passed"))
        .isEqualTo("ring.passed  \u001b[32mpassed\u001b[0m");
    assertThat(Paint.COLOURED.verdict("a  caught: DATA_RACE")).contains("[32mcaught: DATA_RACE");
    assertThat(Paint.COLOURED.verdict("a.*  2 passed, 1 caught"))
        .contains("[32m2 passed, 1 caught");
    assertThat(Paint.COLOURED.verdict("a.*  3 caught")).contains("[32m3 caught");
    assertThat(Paint.COLOURED.verdict("a  FAILED: DEADLOCK")).contains("[1;31mFAILED: DEADLOCK");
    assertThat(Paint.COLOURED.verdict("a  NOT CAUGHT")).contains("[1;31mNOT CAUGHT");
  }

  @Test
  void leavesTheRestAlone() {
    assertThat(Paint.COLOURED.verdict("scenario  verdict")).isEqualTo("scenario  verdict");
    assertThat(Paint.PLAIN.verdict("a  passed")).isEqualTo("a  passed");
  }
}
