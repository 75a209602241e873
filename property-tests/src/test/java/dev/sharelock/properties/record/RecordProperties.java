package dev.sharelock.properties.record;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sharelock.allocator.Allocator;
import dev.sharelock.allocator.HeapFormat;
import dev.sharelock.allocator.HeapGeometry;
import dev.sharelock.model.solo.SoloWorld;
import dev.sharelock.properties.Answer;
import dev.sharelock.record.Channel;
import dev.sharelock.record.ChannelKind;
import dev.sharelock.record.ChannelRole;
import dev.sharelock.record.ChannelShape;
import dev.sharelock.record.TableLayout;
import dev.sharelock.record.ThreadContext;
import java.util.List;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;

/** Any sequence of operations does what the model does; corrupt words do no harm. */
final class RecordProperties {
  private static final ChannelShape SHAPE = new ChannelShape(ChannelKind.MPMC, 2, 4);

  @Property
  void behavesAsChannelsOfRecordsWhoeverDies(@ForAll("steps") List<RecordStep> steps) {
    RecordMachine machine = new RecordMachine();
    steps.forEach(machine::run);
    machine.end();
  }

  @Provide
  Arbitrary<List<RecordStep>> steps() {
    return RecordStep.any().list().ofMinSize(1).ofMaxSize(60);
  }

  /** Every operation comes to an end, stays in bounds and says what it found. */
  @Property
  void anyWordInTheTableOrTheChannelIsAnAnswerAndNoAccident(
      @ForAll @IntRange(max = 89) int word, @ForAll long value, @ForAll boolean small) {
    TableLayout table = new TableLayout(0, 2);
    HeapGeometry geometry = new HeapGeometry(64, 64, 20, 5, 2);
    long heap = 128;
    SoloWorld world = SoloWorld.bounded(heap + geometry.bytes(), 200_000);
    HeapFormat.create(world.memory(), heap, geometry, SoloWorld.GENERATION);
    Allocator first = Allocator.open(world.participant(1), heap);
    ThreadContext thread = ThreadContext.over(world.participant(1), first, table);
    Channel channel = thread.addChannel(7, SHAPE, ChannelRole.PRODUCER);
    channel.send(thread.allocateRecord(8), 0);
    long base = first.offset(channel.generation());
    long at = word < 10 ? word * 8L : base + (word - 10) * 8L;
    world.boundedMemory().heap().setLongVolatile(at, small ? value & 0xff : value);
    Allocator second = Allocator.open(world.participant(2), heap);
    ThreadContext other = ThreadContext.over(world.participant(2), second, table);
    Answer.require(() -> other.addChannel(7, SHAPE, ChannelRole.CONSUMER).receive(0));
    Answer.require(() -> assertThat(other.channels()).hasSizeLessThan(3));
    Answer.require(() -> other.channels().forEach(other::removeChannel));
    Answer.require(channel::hasProducers);
    Answer.require(() -> channel.send(thread.allocateRecord(8), 0));
    Answer.require(other::recover);
  }
}
