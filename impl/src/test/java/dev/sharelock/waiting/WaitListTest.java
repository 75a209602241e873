package dev.sharelock.waiting;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sharelock.testing.TestWorld;
import org.junit.jupiter.api.Test;

/** Who is woken of those on a list. */
class WaitListTest {
  private static final WaitList.Words WORDS = new WaitList.Words(0, 8, 8, 32);

  private final TestWorld world = new TestWorld(512);

  private WaitList seat(int seat) {
    return new WaitList(world.memory, WORDS, seat);
  }

  private static long word(int seat) {
    return 8 + 8L * seat;
  }

  @Test
  void wakeUpsGoRound() {
    for (int seat : new int[] {31, 0, 7}) {
      seat(seat).announce();
    }
    for (int i = 0; i < 4; i++) {
      seat(1).wakeOne();
      seat(0).announce();
    }
    assertThat(world.wakes).containsExactly(word(0), word(7), word(31), word(0));
  }

  @Test
  void whoWasChosenIsTold() {
    WaitList patient = seat(3);
    patient.announce();
    patient.withdraw();
    assertThat(patient.takeChoice()).isFalse();
    patient.announce();
    seat(1).wakeOne();
    patient.withdraw();
    assertThat(patient.takeChoice()).isTrue();
    assertThat(patient.takeChoice()).isFalse();
  }

  @Test
  void allAreWokenOnce() {
    seat(0).announce();
    seat(31).announce();
    seat(5).wakeAll();
    seat(5).wakeAll();
    assertThat(world.wakes).containsExactly(word(0), word(31));
  }

  @Test
  void bitsOfSeatsThatAreNotThereAreIgnored() {
    WaitList two = new WaitList(world.memory, new WaitList.Words(0, 8, 8, 2), 0);
    world.memory.setLongVolatile(0, 0xF0);
    two.wakeOne();
    two.wakeAll();
    assertThat(world.wakes).isEmpty();
  }

  @Test
  void aSuccessorIsNotOnTheList() {
    seat(4).announce();
    seat(4).enter();
    seat(0).wakeOne();
    assertThat(world.wakes).isEmpty();
  }
}
