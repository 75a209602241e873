package dev.sharelock.allocator;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class SizeClassesTest {

  @Test
  void everySizeGetsTheSmallestClassThatHoldsIt() {
    for (int units = 1; units <= 20_000; units++) {
      int sizeClass = SizeClasses.classOf(units);
      assertThat(SizeClasses.unitsOf(sizeClass)).isGreaterThanOrEqualTo(units);
      if (sizeClass > 0) {
        assertThat(SizeClasses.unitsOf(sizeClass - 1)).isLessThan(units);
      }
    }
  }

  @Test
  void atMostAFifthIsLostToRounding() {
    for (int units = 9; units <= 20_000; units++) {
      int rounded = SizeClasses.unitsOf(SizeClasses.classOf(units));
      assertThat((rounded - units) * 5).as("units %d in %d", units, rounded).isLessThan(rounded);
    }
  }
}
