package dev.sharelock.region;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class EntryKindTest {

  @Test
  void aWordIsShownAsAWord() {
    assertThat(EntryKind.text(0x52_49_4e_47)).isEqualTo("RING");
    assertThat(EntryKind.text(0x52_45_43_4f_52_44_53L)).isEqualTo("RECORDS");
  }

  @Test
  void anythingElseIsANumber() {
    assertThat(EntryKind.text(0)).isEqualTo("0");
    assertThat(EntryKind.text(9)).isEqualTo("9");
    assertThat(EntryKind.text(-1)).isEqualTo("-1");
    assertThat(EntryKind.text(0x41_42)).isEqualTo("16706");
    assertThat(EntryKind.text(0x52_49_00_47)).isEqualTo("1380515911");
  }
}
