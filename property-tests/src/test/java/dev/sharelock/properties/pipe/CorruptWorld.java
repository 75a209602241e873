package dev.sharelock.properties.pipe;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sharelock.Outcome;
import dev.sharelock.SharelockException;
import dev.sharelock.environment.ParticipantContext;
import dev.sharelock.memory.HeapMemory;
import dev.sharelock.model.solo.SoloWorld;
import dev.sharelock.properties.FieldList;
import java.util.List;
import java.util.function.Supplier;

/**
 * A structure between two walls of other data, whose words somebody has overwritten. Whatever is
 * done then must come to an end, with a documented result, and leave the walls alone.
 */
final class CorruptWorld {
  static final long WALL = 512;
  private static final long STEP_LIMIT = 400_000;
  private static final byte BRICK = (byte) 0xA5;

  /** It is corrupt; it is not ready; somebody else has it; there is no place or seat left. */
  private static final List<Outcome> DOCUMENTED =
      List.of(Outcome.CORRUPT, Outcome.WOULD_BLOCK, Outcome.REFUSED, Outcome.NO_MEMORY);

  private final SoloWorld world;
  private final HeapMemory heap;
  private final FieldList fields = new FieldList();
  private long participants;

  /** A word and what it holds after the accident. */
  record Accident(int word, long value) {}

  CorruptWorld(long bytes) {
    world = SoloWorld.bounded(WALL + bytes + WALL, STEP_LIMIT);
    heap = world.boundedMemory().heap();
    heap.fillBytes(0, WALL, BRICK);
    heap.fillBytes(WALL + bytes, WALL, BRICK);
  }

  SoloWorld world() {
    return world;
  }

  FieldList fields() {
    return fields;
  }

  /** Somebody who was not there before. */
  ParticipantContext somebody() {
    world.boundedMemory().restartSteps();
    participants++;
    return world.participant(participants);
  }

  /** The number of whoever came last. */
  long last() {
    return participants;
  }

  void corrupt(List<Accident> accidents) {
    List<String> words = fields.words();
    for (Accident accident : accidents) {
      String field = words.get(accident.word() % words.size());
      if (fields.length(field) == Integer.BYTES) {
        heap.setIntVolatile(fields.offset(field), (int) accident.value());
      } else {
        heap.setLongVolatile(fields.offset(field), accident.value());
      }
    }
  }

  /**
   * Runs an operation; it must end, and may refuse, but only as documented.
   *
   * @return its result, or null if it was refused
   */
  <T> T attempt(Supplier<T> operation) {
    world.boundedMemory().restartSteps();
    T result = null;
    try {
      result = operation.get();
      assertThat(result).isNotNull();
    } catch (SharelockException e) {
      assertThat(e.outcome()).isIn(DOCUMENTED);
      assertThat(e).hasMessageMatching("(?s).+: .*\\w+=.*; do: .+");
    }
    wallsStand();
    return result;
  }

  void attempt(Runnable operation) {
    attempt(
        () -> {
          operation.run();
          return true;
        });
  }

  private void wallsStand() {
    for (long i = 0; i < WALL; i++) {
      assertThat(heap.readByte(i)).isEqualTo(BRICK);
      assertThat(heap.readByte(heap.size() - 1 - i)).isEqualTo(BRICK);
    }
  }
}
