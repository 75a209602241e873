package dev.sharelock.model.necessity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sharelock.model.catalogue.Catalogue;
import dev.sharelock.model.engine.Budget;
import dev.sharelock.model.engine.Verdict;
import dev.sharelock.model.memory.AccessMode;
import dev.sharelock.model.necessity.Access.Sort;
import dev.sharelock.model.necessity.Necessity.Finding;
import dev.sharelock.model.necessity.Necessity.Weaker;
import dev.sharelock.model.scenario.Scenario;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Which ordered accesses are needed, and that the search for them can fail. */
class NecessityTest {
  private static final Budget BUDGET = new Budget(Duration.ofMinutes(1), 20_000, 20_000);

  /** Without its order, each of these words makes a scenario fail; see docs/ORDERS.md. */
  @ParameterizedTest
  @CsvSource({
    "queue.slot, READ, VOLATILE, ACQUIRE, queue.across-queues",
    "queue.slot, UPDATE, VOLATILE, ACQUIRE, queue.answers",
    "queue.slot, UPDATE, VOLATILE, RELEASE, queue.across-queues",
    "queue.head, READ, VOLATILE, ACQUIRE, queue.across-full-queues",
    "queue.head, UPDATE, VOLATILE, ACQUIRE, queue.across-full-queues",
    "queue.head, UPDATE, VOLATILE, RELEASE, queue.across-queues-returned",
    "queue.tail, READ, ACQUIRE, OPAQUE, queue.answers-both",
    "queue.tail, WRITE, RELEASE, OPAQUE, queue.answers-both",
    "queue.seat.taking, READ, ACQUIRE, OPAQUE, queue.blocks-seat-taken-over",
    "queue.seat.taking, READ, ACQUIRE, OPAQUE, queue.blocks-end-after-the-dead",
    "queue.seat.taking, WRITE, RELEASE, OPAQUE, queue.blocks-end-after-the-dead",
    "store store fence, FENCE, , , queue.blocks-seat-taken-over",
    "pipe0.queue.seat.taking, READ, ACQUIRE, OPAQUE, relay.end-comes-back",
    "multicast.active, READ, VOLATILE, ACQUIRE, multicast.succeeds-the-dead",
    "multicast.active, WRITE, VOLATILE, RELEASE, multicast.succeeds-the-dead",
    "acquire fence, FENCE, , , multicast.blocks-drops-or-takes",
    "light fence, FENCE, , , queue.return-wakes",
    "heavy fence, FENCE, , , queue.return-wakes",
    "bell.owner, UPDATE, VOLATILE, RELEASE, doorbell.scarce-slots",
    "bell.owner, UPDATE, RELEASE, ACQUIRE, doorbell.scarce-slots",
    "light fence, FENCE, , , doorbell.one-producer",
    "heavy fence, FENCE, , , doorbell.one-producer",
    "table.segment.state, UPDATE, RELEASE, ACQUIRE, segment.take-back-against-receive",
    "table.segment.state, READ, ACQUIRE, OPAQUE, segment.take-back-against-receive",
    "table.format, WRITE, RELEASE, OPAQUE, segment.created-while-opened",
    "table.format, READ, ACQUIRE, OPAQUE, segment.created-while-opened",
    "light fence, FENCE, , , segment.send-and-receive",
    "heavy fence, FENCE, , , segment.send-and-receive",
    "variable.place.participant, UPDATE, VOLATILE, ACQUIRE, variable.broken-transaction",
    "variable.place.participant, UPDATE, VOLATILE, RELEASE, variable.broken-transaction",
    "variable.root, UPDATE, VOLATILE, ACQUIRE, variable.broken-transaction",
    "variable.root, READ, ACQUIRE, OPAQUE, variable.broken-transaction",
    "variable.place.value1, WRITE, RELEASE, OPAQUE, variable.failed-replacement",
    "variable.place.value1, READ, ACQUIRE, OPAQUE, variable.failed-replacement",
    "acquire fence, FENCE, , , variable.failed-replacement",
    "directory.state, UPDATE, VOLATILE, ACQUIRE, directory.waiter-is-woken",
    "directory.state, READ, ACQUIRE, OPAQUE, directory.waiter-is-woken",
    "directory.signal, UPDATE, VOLATILE, ACQUIRE, directory.waiter-is-woken",
    "directory.signal, READ, ACQUIRE, OPAQUE, directory.waiter-is-woken",
    "acquire fence, FENCE, , , directory.removed-and-created-under-a-reader",
    "region.state, UPDATE, VOLATILE, ACQUIRE, region.two-retire",
    "region.state, READ, ACQUIRE, OPAQUE, region.two-retire",
    "participants.owner, UPDATE, VOLATILE, ACQUIRE, region.dead-slot-for-two",
    "participants.owner, UPDATE, VOLATILE, RELEASE, region.dead-slot-for-two",
    "participants.owner, READ, ACQUIRE, OPAQUE, region.leave-against-question",
    "participants.tenure, WRITE, RELEASE, OPAQUE, region.dead-slot-for-two",
    "participants.tenure, READ, ACQUIRE, OPAQUE, region.dead-slot-for-two",
    "region.magic, WRITE, RELEASE, OPAQUE, region.attach-during-creation",
    "region.magic, READ, ACQUIRE, OPAQUE, region.attach-during-creation"
  })
  void everyOrderIsNecessary(
      String field, Sort sort, AccessMode mode, AccessMode weaker, String caughtBy) {
    Scenario scenario = Catalogue.installed().get(caughtBy);
    Weaker less = new Weaker(new Access("", field, sort, mode), weaker);
    Verdict verdict = Necessity.check(scenario, less, BUDGET);
    assertThat(verdict.failure()).as(less.toString()).isPresent();
  }

  @Test
  void whatIsNeededIsToldFromWhatIsNot() {
    Scenario answers = Catalogue.installed().get("queue.answers");
    Necessity necessity = new Necessity(List.of(answers), BUDGET);
    Access put = new Access("QueueTail.publish", "queue.slot", Sort.UPDATE, AccessMode.VOLATILE);
    Access seat = new Access("Seats.tryTake", "queue.seat.owner", Sort.UPDATE, AccessMode.VOLATILE);
    assertThat(necessity.accesses()).contains(put, seat);
    Weaker needed = new Weaker(put, AccessMode.ACQUIRE);
    Weaker idle = new Weaker(seat, AccessMode.RELEASE);
    assertThat(necessity.candidates()).contains(needed, idle);
    assertThat(necessity.find(needed).fails()).contains(answers);
    Finding nothing = necessity.find(idle);
    assertThat(nothing.fails()).isEmpty();
    assertThat(nothing.exhausted()).isTrue();
  }

  @Test
  void aScenarioThatFailsAsItIsIsRefused() {
    Scenario mutant = Catalogue.installed().get("queue.without-wake");
    assertThatThrownBy(() -> new Necessity(List.of(mutant), BUDGET))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("scenario fails as it is: name=queue.without-wake");
  }
}
