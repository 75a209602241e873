package dev.sharelock.model.sampling.schedule;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ScheduleTest {

  @Test
  void theTextCountsStepsInARow() {
    List<Step> steps = new ArrayList<>();
    for (int i = 0; i < 12; i++) {
      steps.add(Step.run(0));
    }
    steps.add(Step.run(1));
    steps.add(new Step(0, StepKind.KILL, 0));
    steps.add(new Step(2, StepKind.TIME_OUT, 0));
    steps.add(new Step(2, StepKind.TIME_OUT, 0));
    steps.add(new Step(1, StepKind.CHOICE, 3));
    steps.add(new Step(1, StepKind.CHOICE, 3));
    assertThat(new Schedule(steps).encode()).isEqualTo("a12baKcT2bC3bC3");
  }

  @Test
  void everyScheduleIsReadAsItWasWritten() {
    Random random = new Random(7);
    for (int round = 0; round < 500; round++) {
      List<Step> steps = new ArrayList<>();
      for (int i = random.nextInt(40); i > 0; i--) {
        StepKind kind = StepKind.values()[random.nextInt(StepKind.values().length)];
        int value = kind.hasValue() ? random.nextInt(1_000) : 0;
        Step step = new Step(random.nextInt(Schedule.MAX_PROCESSES), kind, value);
        steps.add(step);
        assertThat(Step.unpack(step.packed())).isEqualTo(step);
      }
      Schedule schedule = new Schedule(steps);
      assertThat(Schedule.decode(schedule.encode())).isEqualTo(schedule);
    }
  }

  @Test
  void stepsAreNumberedByProcess() {
    List<Schedule.NumberedStep> steps = Schedule.decode("a2baK").numbered();
    assertThat(steps).extracting(Schedule.NumberedStep::process).containsExactly(0, 0, 1, 0);
    assertThat(steps).extracting(Schedule.NumberedStep::number).containsExactly(0, 1, 0, 2);
    assertThat(Schedule.decode("a2baK").switches()).isEqualTo(2);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"A", "3", "a0", "aC", "aX", "aK0", "a123456789", "aW", "a-1", "a99999999b"})
  void nonsenseIsRefusedWithThePlace(String text) {
    assertThatThrownBy(() -> Schedule.decode(text))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("schedule is malformed: at=")
        .hasMessageContaining("; do: ");
  }
}
