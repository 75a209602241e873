package dev.sharelock.properties.queue;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sharelock.Outcome;
import dev.sharelock.SharelockException;
import dev.sharelock.memory.HeapMemory;
import dev.sharelock.model.solo.SoloWorld;
import dev.sharelock.queue.ConditionQueue;
import dev.sharelock.queue.QueueFormat;
import dev.sharelock.queue.QueueLayout;
import java.util.List;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;

/** Any sequence of operations does what the model of the queue does; corrupt words do no harm. */
final class ConditionQueueProperties {

  @Property
  void behavesAsABoundedQueueWithReturnedValuesInFront(
      @ForAll @IntRange(min = 1, max = 9) int capacity,
      @ForAll @IntRange(min = 1, max = 4) int words,
      @ForAll("steps") List<QueueStep> steps) {
    QueueMachine machine = new QueueMachine(capacity, words);
    steps.forEach(machine::run);
  }

  @Provide
  Arbitrary<List<QueueStep>> steps() {
    return QueueStep.any().list().ofMinSize(1).ofMaxSize(80);
  }

  /** Every operation comes to an end, stays in bounds and says what it found. */
  @Property
  void anyWordInAnyPlaceIsAnAnswerAndNoAccident(
      @ForAll @IntRange(min = 2, max = 40) int word, @ForAll long value, @ForAll long value2) {
    QueueLayout layout = new QueueLayout(0, 3, 2, 1);
    SoloWorld world = SoloWorld.bounded(layout.bytes(), 20_000);
    QueueFormat.create(world.memory(), layout);
    ConditionQueue queue = ConditionQueue.open(world.participant(1), 0);
    queue.tryEnqueue(1);
    queue.tryEnqueue(2);
    HeapMemory heap = world.boundedMemory().heap();
    long first = layout.head();
    long words = (layout.bytes() - first) / Long.BYTES;
    heap.setLongVolatile(first + (word * 31L % words) * Long.BYTES, value);
    heap.setLongVolatile(first + (word % 2) * 8 * Long.BYTES * 2, value2);
    assertThat(queue.tryEnqueue(3)).isNotNull();
    assertThat(queue.peek(1)).isNotNull();
    assertThat(queue.pushBack(4)).isNotNull();
    assertThat(queue.tryDequeue()).isNotNull();
    assertThat(queue.dequeue(1)).isNotNull();
    assertThat(queue.closeQueue()).isIn(Outcome.DONE, Outcome.CORRUPT);
    try {
      assertThat(queue.size()).isNotNegative();
    } catch (SharelockException corrupt) {
      assertThat(corrupt.outcome()).isEqualTo(Outcome.CORRUPT);
    }
  }
}
