package dev.sharelock.properties;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sharelock.environment.Deadline;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;

/** The monotonic clock may have any value, also one that overflows during a wait. */
final class DeadlineProperties {
  private static final long YEAR_NANOS = 365L * 24 * 3600 * 1_000_000_000L;

  @Property
  void isNotPassedBeforeItsTimeAndPassedAtIt(
      @ForAll long now,
      @ForAll @LongRange(min = 1, max = YEAR_NANOS) long timeoutNanos,
      @ForAll @LongRange(min = 0, max = YEAR_NANOS) long elapsed) {
    long deadline = Deadline.after(now, timeoutNanos);
    if (deadline != Deadline.NEVER) {
      assertThat(Deadline.passed(deadline, now + elapsed)).isEqualTo(elapsed >= timeoutNanos);
    }
  }

  @Property
  void neverPassesWithoutLimit(@ForAll long now, @ForAll long later) {
    assertThat(Deadline.after(now, Deadline.NEVER)).isEqualTo(Deadline.NEVER);
    assertThat(Deadline.passed(Deadline.NEVER, later)).isFalse();
  }

  @Property
  void neverLiesInThePastHoweverLongTheTimeout(
      @ForAll long now, @ForAll @LongRange(min = 1) long timeoutNanos) {
    assertThat(Deadline.passed(Deadline.after(now, timeoutNanos), now)).isFalse();
  }

  @Property
  void refusesANegativeTimeoutByName(
      @ForAll long now, @ForAll @LongRange(min = Long.MIN_VALUE, max = -1) long timeout) {
    assertThatThrownBy(() -> Deadline.after(now, timeout))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("timeoutNanos=" + timeout);
  }

  @Property
  void sliceEndsAtTheEarlierOfBoth(
      @ForAll @LongRange(min = -YEAR_NANOS, max = YEAR_NANOS) long now,
      @ForAll @LongRange(min = 0, max = YEAR_NANOS) long timeoutNanos,
      @ForAll @LongRange(min = 0, max = YEAR_NANOS) long sliceNanos) {
    long deadline = Deadline.after(now, timeoutNanos);
    assertThat(Deadline.slice(deadline, now, sliceNanos))
        .isEqualTo(now + Math.min(timeoutNanos, sliceNanos));
    assertThat(Deadline.slice(Deadline.NEVER, now, sliceNanos)).isEqualTo(now + sliceNanos);
  }
}
