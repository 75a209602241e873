package dev.sharelock.region;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sharelock.Outcome;
import dev.sharelock.SharelockException;
import dev.sharelock.environment.Participants;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;

final class MembershipTest {

  private final Village village = new Village(3, 1, 0);

  @Test
  void numbersAreNeverGivenTwice() {
    Set<Long> numbers = new HashSet<>();
    for (int i = 0; i < 100; i++) {
      Membership one = village.membership(1);
      Membership two = village.membership(2);
      assertThat(numbers.add(one.join())).isTrue();
      assertThat(numbers.add(two.join())).isTrue();
      one.leave();
      two.leave();
    }
    assertThat(numbers).doesNotContain(Participants.NOBODY);
  }

  @Test
  void oneProcessHasAsManyNumbersAsHandles() {
    long first = village.membership(1).join();
    long second = village.membership(1).join();
    assertThat(first).isNotEqualTo(second);
    assertThat(village.membership(2).isAlive(first)).isTrue();
    assertThat(village.membership(2).isAlive(second)).isTrue();
  }

  @Test
  void whoLeftIsDeadForEverAlsoWhenTheSlotIsTakenAgain() {
    Membership one = village.membership(1);
    long number = one.join();
    Membership observer = village.membership(2);
    assertThat(observer.isAlive(number)).isTrue();
    one.leave();
    assertThat(observer.isAlive(number)).isFalse();
    long successor = village.membership(1).join();
    assertThat(ParticipantNumber.slot(successor)).isEqualTo(ParticipantNumber.slot(number));
    assertThat(observer.isAlive(number)).isFalse();
    assertThat(observer.isAlive(successor)).isTrue();
  }

  @Test
  void deadProcessesMakeRoomWhenTheTableIsFull() {
    long first = village.membership(1).join();
    village.membership(2).join();
    village.membership(3).join();
    assertThatThrownBy(() -> village.membership(4).join())
        .isInstanceOfSatisfying(
            SharelockException.class, e -> assertThat(e.outcome()).isEqualTo(Outcome.NO_MEMORY))
        .hasMessageContaining("full");
    village.kill(1);
    assertThat(village.membership(4).isAlive(first)).isFalse();
    long fourth = village.membership(4).join();
    assertThat(village.membership(2).isAlive(fourth)).isTrue();
    assertThat(village.membership(2).isAlive(first)).isFalse();
  }

  @Test
  void numbersThatWereNeverGivenAreDead() {
    village.membership(1).join();
    Membership observer = village.membership(2);
    long[] numbers = {0, -1, 1, Long.MAX_VALUE, Long.MIN_VALUE, ParticipantNumber.of(1, 2), 1023};
    for (long number : numbers) {
      assertThat(observer.isAlive(number)).as("%d", number).isFalse();
    }
  }

  @Test
  void recoveryIsDoneOnce() {
    village.membership(1).join();
    village.membership(1).join();
    village.membership(2).join();
    village.kill(1);
    assertThat(village.membership(2).recoverDead()).isEqualTo(2);
    assertThat(village.membership(2).recoverDead()).isZero();
  }

  @Test
  void recoveryThatDiedBetweenItsTwoStepsIsCompleted() {
    long number = village.membership(1).join();
    village.kill(1);
    long tenure = village.header.layout().tenure(ParticipantNumber.slot(number));
    village.memory.setLongVolatile(tenure, TenureWord.closed(1)); // the first of two steps
    assertThat(village.membership(2).isAlive(number)).isFalse();
    assertThat(village.membership(2).recoverDead()).isEqualTo(1);
    assertThat(village.membership(2).recoverDead()).isZero();
    assertThat(village.membership(2).join()).isEqualTo(ParticipantNumber.of(2, 0));
  }

  @Test
  void retirementNeedsThatNobodyLives() {
    Membership one = village.membership(1);
    one.join();
    assertThat(village.membership(2).retire()).isFalse();
    assertThat(one.isRetired()).isFalse();
    village.kill(1);
    assertThat(village.membership(2).retire()).isTrue();
    assertThat(village.membership(3).retire()).as("again").isTrue();
    assertThatThrownBy(() -> village.membership(3).join())
        .isInstanceOfSatisfying(
            SharelockException.class, e -> assertThat(e.outcome()).isEqualTo(Outcome.STALE))
        .hasMessageContaining("RETIRED");
    assertThat(village.membership(3).table().firstLive()).as("nothing claimed").isEqualTo(-1);
  }

  @Test
  void forcedRetirementLeavesThoseInsideAlone() {
    Membership one = village.membership(1);
    long number = one.join();
    village.membership(2).retireByForce();
    assertThat(one.isRetired()).isTrue();
    assertThat(village.membership(3).isAlive(number)).isTrue();
    assertThatThrownBy(() -> village.membership(3).join()).isInstanceOf(SharelockException.class);
    one.leave();
  }

  @Test
  void whoIsEvictedTakesPartNoMoreAndKeepsItsSlotUntilItHasEnded() {
    Membership zombie = village.membership(1);
    long number = zombie.join();
    Membership survivor = village.membership(2);
    survivor.join();
    assertThat(survivor.takesPart(number)).isTrue();
    assertThat(survivor.evict(number)).isTrue();
    assertThat(survivor.evict(number)).as("again").isTrue();
    assertThat(survivor.isEvicted(number)).isTrue();
    assertThat(survivor.takesPart(number)).isFalse();
    assertThat(survivor.isAlive(number)).as("it may still run").isTrue();
    assertThat(zombie.isSelfEvicted()).isTrue();
    assertThat(survivor.isSelfEvicted()).isFalse();
    assertThatThrownBy(zombie::requireNotEvicted)
        .isInstanceOfSatisfying(
            SharelockException.class, e -> assertThat(e.outcome()).isEqualTo(Outcome.EVICTED))
        .hasMessageContaining("participant=" + number)
        .hasMessageContaining("do: close its handles");
    assertThat(survivor.recoverDead()).isZero();
    assertThat(survivor.attached()).hasSize(2);
    assertThat(survivor.attached().getFirst().toString()).endsWith("alive, evicted");
    village.kill(1);
    assertThat(survivor.isAlive(number)).isFalse();
    assertThat(survivor.recoverDead()).isEqualTo(1);
    assertThat(survivor.isEvicted(number)).as("it has ended").isFalse();
    assertThat(survivor.evict(number)).as("too late").isFalse();
    assertThat(village.membership(3).join()).isEqualTo(ParticipantNumber.of(2, 0));
  }

  @Test
  void whoIsEvictedCanLeave() {
    Membership zombie = village.membership(1);
    long number = zombie.join();
    Membership survivor = village.membership(2);
    long own = survivor.join();
    survivor.evict(number);
    zombie.leave();
    assertThat(survivor.isAlive(number)).isFalse();
    assertThat(survivor.evict(number)).isFalse();
    assertThat(zombie.join()).as("it may come again").isNotEqualTo(number);
    assertThatThrownBy(() -> survivor.evict(own)).isInstanceOf(IllegalArgumentException.class);
    assertThat(survivor.evict(ParticipantNumber.of(9, 9))).as("never given").isFalse();
  }

  @Test
  void misuseIsRefused() {
    Membership one = village.membership(1);
    assertThatThrownBy(one::self).isInstanceOf(IllegalStateException.class);
    one.join();
    assertThatThrownBy(one::join).isInstanceOf(IllegalStateException.class);
    one.leave();
    one.leave();
    assertThatThrownBy(one::self).isInstanceOf(IllegalStateException.class);
    assertThatThrownBy(() -> village.membership(1L << 31).join())
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("pid=2147483648");
  }

  @Test
  void registrationsAreCounted() {
    village.membership(1).join();
    village.membership(1).join();
    long word = village.memory.getLongVolatile(RegionLayout.STATE);
    assertThat(RegionStateWord.registrations(word)).isEqualTo(2);
    assertThat(RegionStateWord.phase(word)).isEqualTo(RegionStateWord.READY);
  }
}
