package dev.sharelock.waiting;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sharelock.Outcome;
import dev.sharelock.environment.Deadline;
import dev.sharelock.memory.WaitOutcome;
import dev.sharelock.testing.TestWorld;
import org.junit.jupiter.api.Test;

class WaiterTest {
  private static final long WORD = 64;
  private static final long FLAG = 128;

  private final TestWorld world = new TestWorld(256);
  private Outcome peer = Outcome.WOULD_BLOCK;
  private Runnable duringLookForPeer = () -> {};
  private final Awaited flag =
      new Awaited() {
        @Override
        public Outcome look() {
          boolean set = world.memory.getIntAcquire(FLAG) != 0;
          return set ? Outcome.DONE : Outcome.WOULD_BLOCK;
        }

        @Override
        public Outcome lookAround() {
          return look();
        }

        @Override
        public Outcome lookForPeer() {
          Outcome outcome = look();
          duringLookForPeer.run();
          return outcome == Outcome.DONE ? Outcome.DONE : peer;
        }
      };

  private Waiter waiter(WaitPolicy policy) {
    return new Waiter(world.memory, world, policy);
  }

  private void set() {
    world.memory.setIntRelease(FLAG, 1);
    waiter(WaitPolicy.DEFAULT).wake(WORD);
  }

  @Test
  void triesOnceWithoutTimeout() {
    assertThat(waiter(WaitPolicy.DEFAULT).await(flag, WORD, 0)).isEqualTo(Outcome.WOULD_BLOCK);
    assertThat(world.slept).isZero();
  }

  @Test
  void refusesNegativeTimeout() {
    assertThatThrownBy(() -> waiter(WaitPolicy.DEFAULT).await(flag, WORD, -1))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("timeoutNanos=-1");
  }

  @Test
  void refusesPolicyWithoutSlice() {
    assertThatThrownBy(() -> new WaitPolicy(0))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("sliceNanos=0");
  }

  @Test
  void isWokenAndLeavesTheWordAwake() {
    world.whileAsleep(WaitOutcome.WOKEN, this::set);
    assertThat(waiter(WaitPolicy.UNTIL_WOKEN).await(flag, WORD, Deadline.NEVER))
        .isEqualTo(Outcome.DONE);
    assertThat(world.wakes).containsExactly(WORD);
    assertThat(world.memory.getIntPlain(WORD)).isEqualTo(Waiter.AWAKE);
  }

  @Test
  void doesNotWakeWhenNobodySleeps() {
    set();
    assertThat(world.wakes).isEmpty();
  }

  @Test
  void goesOnSleepingAfterWakeUpsWithoutReason() {
    world.whileAsleep(WaitOutcome.WOKEN, () -> {});
    world.whileAsleep(WaitOutcome.WOKEN, () -> {});
    world.whileAsleep(WaitOutcome.WOKEN, this::set);
    assertThat(waiter(WaitPolicy.DEFAULT).await(flag, WORD, 1_000)).isEqualTo(Outcome.DONE);
    assertThat(world.slept).isEqualTo(3);
  }

  @Test
  void timesOutAtTheDeadlineAlthoughWokenBefore() {
    world.whileAsleep(WaitOutcome.WOKEN, () -> world.now += 400);
    Outcome outcome = waiter(WaitPolicy.DEFAULT).await(flag, WORD, 1_000);
    assertThat(outcome).isEqualTo(Outcome.TIMED_OUT);
    assertThat(world.now).isEqualTo(2_000);
    assertThat(world.memory.getIntPlain(WORD)).isEqualTo(Waiter.AWAKE);
  }

  @Test
  void findsTheConditionThatCameWithTheTimeOut() {
    world.whileAsleep(
        WaitOutcome.TIMED_OUT,
        () -> {
          world.now += 1_000;
          world.memory.setIntRelease(FLAG, 1);
        });
    assertThat(waiter(WaitPolicy.DEFAULT).await(flag, WORD, 1_000)).isEqualTo(Outcome.DONE);
  }

  /** The look at the end of a slice was before the time-out, however long it has taken. */
  @Test
  void looksOnceMoreWhenTheTimePassesDuringALook() {
    duringLookForPeer =
        () -> {
          world.now += 60;
          world.memory.setIntRelease(FLAG, 1);
        };
    assertThat(waiter(new WaitPolicy(100)).await(flag, WORD, 150)).isEqualTo(Outcome.DONE);
    assertThat(world.now).isEqualTo(1_160);
  }

  /** However often it is woken: it need not come to a sleep that lasts until the deadline. */
  @Test
  void timesOutWhenItIsWokenAfterTheDeadline() {
    world.whileAsleep(WaitOutcome.WOKEN, () -> world.now += 1_000);
    Outcome outcome = waiter(WaitPolicy.DEFAULT).await(flag, WORD, 1_000);
    assertThat(outcome).isEqualTo(Outcome.TIMED_OUT);
    assertThat(world.slept).isOne();
  }

  @Test
  void asksForThePeerAfterEachSliceOnly() {
    peer = Outcome.PEER_DEAD;
    Outcome outcome = waiter(new WaitPolicy(100)).await(flag, WORD, Deadline.NEVER);
    assertThat(outcome).isEqualTo(Outcome.PEER_DEAD);
    assertThat(world.now).isEqualTo(1_100);
  }

  @Test
  void sleepsInSlicesUntilTheDeadline() {
    assertThat(waiter(new WaitPolicy(100)).await(flag, WORD, 250)).isEqualTo(Outcome.TIMED_OUT);
    assertThat(world.slept).isEqualTo(3);
    assertThat(world.now).isEqualTo(1_250);
  }

  @Test
  void returnsWhenInterrupted() {
    world.whileAsleep(WaitOutcome.INTERRUPTED, () -> {});
    assertThat(waiter(WaitPolicy.DEFAULT).await(flag, WORD, Deadline.NEVER))
        .isEqualTo(Outcome.INTERRUPTED);
  }

  @Test
  void prefersTheConditionToTheInterrupt() {
    world.whileAsleep(WaitOutcome.INTERRUPTED, this::set);
    assertThat(waiter(WaitPolicy.DEFAULT).await(flag, WORD, Deadline.NEVER))
        .isEqualTo(Outcome.DONE);
  }

  @Test
  void spinsBeforeItSleeps() {
    world.spinLimit = 10;
    world.onSpin = () -> world.memory.setIntRelease(FLAG, world.spins == 7 ? 1 : 0);
    assertThat(waiter(WaitPolicy.DEFAULT).await(flag, WORD, 1_000)).isEqualTo(Outcome.DONE);
    assertThat(world.spins).isEqualTo(7);
    assertThat(world.slept).isZero();
  }

  @Test
  void spinsLessWhenItDoesNotPayAndTriesAgainLater() {
    world.spinLimit = 16;
    Waiter waiter = waiter(WaitPolicy.DEFAULT);
    waiter.await(flag, WORD, 10);
    waiter.await(flag, WORD, 10);
    waiter.await(flag, WORD, 10);
    assertThat(world.spins).isEqualTo(16 + 4 + 1);
    for (int i = 0; i < 15; i++) {
      waiter.await(flag, WORD, 10);
    }
    assertThat(world.spins).isEqualTo(16 + 4 + 1);
    waiter.await(flag, WORD, 10);
    assertThat(world.spins).isEqualTo(16 + 4 + 1 + 16);
  }

  @Test
  void stopsSpinningAtTheDeadline() {
    world.spinLimit = 1 << 20;
    world.onSpin = () -> world.now += 1;
    assertThat(waiter(WaitPolicy.DEFAULT).await(flag, WORD, 100)).isEqualTo(Outcome.TIMED_OUT);
    assertThat(world.spins).isEqualTo(256);
  }
}
