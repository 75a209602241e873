package dev.sharelock.properties;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sharelock.memory.HeapMemory;
import dev.sharelock.memory.MappedMemory;
import dev.sharelock.memory.SharedMemory;
import java.lang.foreign.Arena;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;

/**
 * Every memory behaves like an array of bytes in the order of the machine, whatever the width and
 * the place of an access; and a refused access changes nothing.
 */
final class MemoryProperties {
  private static final int SIZE = 64;

  @Property
  void heapMemoryAgreesWithBytes(@ForAll("accesses") List<Access> accesses) {
    agreesWithBytes(new HeapMemory(SIZE), accesses);
  }

  @Property
  void segmentMemoryAgreesWithBytes(@ForAll("accesses") List<Access> accesses) {
    try (Arena arena = Arena.ofConfined()) {
      agreesWithBytes(new MappedMemory(arena.allocate(SIZE, 8)), accesses);
    }
  }

  @Property
  void bulkAccessAgreesWithBytes(@ForAll("bulkAccesses") List<BulkAccess> accesses) {
    SharedMemory heap = new HeapMemory(SIZE);
    byte[] bytes = new byte[SIZE];
    byte[] content = new byte[SIZE];
    try (Arena arena = Arena.ofConfined()) {
      SharedMemory mapped = new MappedMemory(arena.allocate(SIZE, 8));
      for (BulkAccess access : accesses) {
        boolean done = access.on(bytes);
        for (SharedMemory memory : List.of(heap, mapped)) {
          assertThat(access.on(memory)).as("%s", access).isEqualTo(done);
          memory.readBytes(0, content, 0, SIZE);
          assertThat(content).as("after %s", access).isEqualTo(bytes);
        }
      }
    }
  }

  private static void agreesWithBytes(SharedMemory memory, List<Access> accesses) {
    ByteBuffer bytes = ByteBuffer.allocate(SIZE).order(ByteOrder.nativeOrder());
    byte[] content = new byte[SIZE];
    for (Access access : accesses) {
      Object expected = access.operation().on(bytes, access.offset(), access.value());
      Object actual = access.operation().on(memory, access.offset(), access.value());
      assertThat(actual).as("%s", access).isEqualTo(expected);
      memory.readBytes(0, content, 0, SIZE);
      assertThat(content).as("after %s", access).isEqualTo(bytes.array());
    }
  }

  /** One access to one word or piece of data. */
  record Access(MemoryOperation operation, long offset, long value) {}

  /** A copy within the memory, or a fill; a refused one changes nothing. */
  record BulkAccess(boolean copy, long from, long to, long length) {
    boolean on(SharedMemory memory) {
      try {
        if (copy) {
          memory.copyBytes(from, to, length);
        } else {
          memory.fillBytes(to, length, (byte) from);
          memory.writeByte(0, (byte) (from + 1));
        }
        return true;
      } catch (IndexOutOfBoundsException | IllegalArgumentException e) {
        return false;
      }
    }

    boolean on(byte[] memory) {
      boolean inside = length >= 0 && to >= 0 && to <= memory.length - length;
      if (!inside || copy && (from < 0 || from > memory.length - length)) {
        return false;
      }
      if (copy) {
        System.arraycopy(memory, (int) from, memory, (int) to, (int) length);
      } else {
        Arrays.fill(memory, (int) to, (int) (to + length), (byte) from);
        memory[0] = (byte) (from + 1);
      }
      return true;
    }
  }

  @Provide
  Arbitrary<List<Access>> accesses() {
    Arbitrary<Long> values =
        Arbitraries.oneOf(Arbitraries.longs(), Arbitraries.longs().between(-2, 2));
    return Combinators.combine(Arbitraries.of(MemoryOperation.ALL), offsets(), values)
        .as(Access::new)
        .list()
        .ofMaxSize(40);
  }

  @Provide
  Arbitrary<List<BulkAccess>> bulkAccesses() {
    Arbitrary<Long> lengths =
        Arbitraries.oneOf(Arbitraries.longs().between(0, SIZE / 2), Arbitraries.of(-1L, SIZE + 1L));
    return Combinators.combine(Arbitraries.of(true, false), offsets(), offsets(), lengths)
        .as(BulkAccess::new)
        .list()
        .ofMaxSize(20);
  }

  /** Mostly inside. */
  private static Arbitrary<Long> offsets() {
    return Arbitraries.frequencyOf(
        Tuple.of(20, Arbitraries.longs().between(0, SIZE)),
        Tuple.of(1, Arbitraries.of(-1L, -8L, SIZE + 8L, 1L << 32, Long.MIN_VALUE, Long.MAX_VALUE)));
  }
}
