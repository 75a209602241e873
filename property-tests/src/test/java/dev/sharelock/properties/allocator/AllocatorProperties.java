package dev.sharelock.properties.allocator;

import dev.sharelock.allocator.HeapCheck;
import dev.sharelock.memory.SharedMemory;
import dev.sharelock.properties.Answer;
import dev.sharelock.properties.allocator.AllocatorStep.Kind;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** Any sequence of operations of three participants does what the model of the heap does. */
final class AllocatorProperties {

  @Property
  void behavesAsASetOfBlocksWithReferences(
      @ForAll int firstGeneration, @ForAll("steps") List<AllocatorStep> steps) {
    AllocatorMachine machine = new AllocatorMachine(firstGeneration);
    steps.forEach(machine::run);
    machine.end();
  }

  /**
   * Whatever a word of the heap says, every operation ends, with a result or with an exception that
   * says what is wrong.
   */
  @Property
  void survivesAnyWord(
      @ForAll("steps") List<AllocatorStep> before,
      @ForAll("offsets") long offset,
      @ForAll("values") long value,
      @ForAll("steps") List<AllocatorStep> after) {
    AllocatorMachine machine = new AllocatorMachine(1);
    before.forEach(machine::run);
    SharedMemory memory = machine.world().memory();
    memory.setLongVolatile(offset, value);
    for (AllocatorStep step : after) {
      Answer.requireAny(() -> machine.run(step));
    }
    Answer.requireAny(() -> HeapCheck.of(memory, AllocatorMachine.BASE));
  }

  /** What is on the way is found by the loader in a word that names no block. */
  @Example
  void survivesThatAnEntryNamesNoBlock() {
    List<AllocatorStep> before = List.of(step(Kind.ALLOCATE), step(Kind.SEND));
    survivesAnyWord(before, 408, 4L << 32 | 0x7FFF_FFFF, List.of(step(Kind.LOAD)));
  }

  private static AllocatorStep step(Kind kind) {
    return new AllocatorStep(kind, 1, 0, 1);
  }

  @Provide
  Arbitrary<List<AllocatorStep>> steps() {
    return AllocatorStep.any().list().ofMinSize(1).ofMaxSize(60);
  }

  /** Words of the heap behind its header, which is checked when it is opened. */
  @Provide
  Arbitrary<Long> offsets() {
    long first = AllocatorMachine.BASE + 128;
    long bytes = AllocatorMachine.GEOMETRY.bytes() - AllocatorMachine.GEOMETRY.dataBytes() - 256;
    return Arbitraries.longs().between(0, bytes / 8 - 1).map(word -> first + 8 * word);
  }

  @Provide
  Arbitrary<Long> values() {
    return Arbitraries.oneOf(
        Arbitraries.of(0L, -1L, 1L, Long.MAX_VALUE, Long.MIN_VALUE, 0xFFFF_FFFFL),
        Arbitraries.longs(),
        Arbitraries.longs().between(0, 64).map(bit -> 1L << bit),
        Arbitraries.longs().between(0, 7).map(kind -> kind << 34 | 0x7FFF_FFFF),
        Arbitraries.longs().between(0, 7).map(kind -> kind << 34 | 3),
        Arbitraries.longs().between(0, 7).map(kind -> 1L << 40 | kind << 32 | 5));
  }
}
