package dev.sharelock.pipe;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sharelock.Outcome;
import dev.sharelock.memory.WaitOutcome;
import dev.sharelock.queue.ConditionQueue;
import dev.sharelock.testing.TestWorld;
import dev.sharelock.waiting.WaitPolicy;
import org.junit.jupiter.api.Test;

/** What is seen of a pipe whose users die. */
class PipeStatusTest {
  private static final PipeLayout LAYOUT = PipeLayout.of(0, 1, 3, 1);

  private final TestWorld world = new TestWorld(LAYOUT.bytes());

  private PipeStatus look() {
    return PipeStatus.of(world.participant(9), 0);
  }

  private ConditionQueue client(long participant) {
    return PipeClient.open(world.participant(participant), 0, WaitPolicy.DEFAULT).values();
  }

  @Test
  void whoDiesInItsSleepWaitsNoMore() {
    PipeFormat.create(world.memory, LAYOUT);
    PipeServer server = PipeServer.open(world.participant(1), 0, WaitPolicy.DEFAULT);
    assertThat(server.status().served()).isTrue();
    ConditionQueue queue = client(2);
    world.whileAsleep(
        WaitOutcome.WOKEN,
        () -> {
          assertThat(look().queue().waitingForElement()).isOne();
          assertThat(look().queue().waitingForRoom()).isZero();
          world.kill(2);
          assertThat(look().queue().waitingForElement()).isZero();
          queue.tryEnqueue(1);
        });
    assertThat(queue.dequeue()).isEqualTo(Outcome.DONE);
    queue.tryEnqueue(2);
    ConditionQueue other = client(3);
    world.whileAsleep(
        WaitOutcome.WOKEN,
        () -> {
          assertThat(look().queue().waitingForRoom()).isOne();
          world.kill(3);
          assertThat(look().queue().waitingForRoom()).isZero();
          queue.tryDequeue();
        });
    assertThat(other.enqueue(3)).isEqualTo(Outcome.DONE);
    world.kill(1);
    assertThat(look().served()).isFalse();
    assertThat(look().queue().size()).isOne();
  }
}
