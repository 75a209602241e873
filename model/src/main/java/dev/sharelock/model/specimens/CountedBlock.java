package dev.sharelock.model.specimens;

import dev.sharelock.environment.Environment;
import dev.sharelock.memory.FieldNames;
import dev.sharelock.memory.SharedMemory;

/**
 * A block as in Neuropod: a mutex, a count of references and a reuse count, which change under the
 * mutex, so they are plain. The mutex does not know who has it.
 */
final class CountedBlock {
  static final long MUTEX = 0;
  static final long COUNT = 8;
  static final long GENERATION = 16;
  static final long MAIL = 24;
  static final long BITS = 32;
  static final long DATA = 64;
  static final long BYTES = 128;

  private CountedBlock() {}

  static void describe(FieldNames names) {
    names.word(MUTEX, Long.BYTES, "block.mutex");
    names.word(COUNT, Long.BYTES, "block.count");
    names.word(GENERATION, Long.BYTES, "block.generation");
    names.word(MAIL, Long.BYTES, "mail");
    names.word(BITS, Long.BYTES, "heap.bits");
    names.data(DATA, 64, "block.data");
  }

  /** One reference, of the owner, to generation 0, which holds 0. */
  static void format(SharedMemory memory) {
    memory.setLongOpaque(COUNT, 1);
    memory.setLongOpaque(BITS, 1);
  }

  static void lock(SharedMemory memory, Environment environment) {
    while (memory.compareAndExchangeLongAcquire(MUTEX, 0, 1) != 0) {
      environment.spinHint();
    }
  }

  static void unlock(SharedMemory memory) {
    memory.setLongRelease(MUTEX, 0);
  }

  static boolean load(SharedMemory memory, Environment environment, long generation) {
    lock(memory, environment);
    boolean valid =
        memory.getLongOpaque(COUNT) != 0 && memory.getLongOpaque(GENERATION) == generation;
    if (valid) {
      memory.setLongOpaque(COUNT, memory.getLongOpaque(COUNT) + 1);
    }
    unlock(memory);
    return valid;
  }

  static boolean loadWithoutGeneration(SharedMemory memory, Environment environment) {
    lock(memory, environment);
    boolean valid = memory.getLongOpaque(COUNT) != 0;
    if (valid) {
      memory.setLongOpaque(COUNT, memory.getLongOpaque(COUNT) + 1);
    }
    unlock(memory);
    return valid;
  }

  static void drop(SharedMemory memory, Environment environment) {
    lock(memory, environment);
    memory.setLongOpaque(COUNT, memory.getLongOpaque(COUNT) - 1);
    unlock(memory);
  }

  static boolean recycle(SharedMemory memory, Environment environment) {
    lock(memory, environment);
    boolean free = memory.getLongOpaque(COUNT) == 0;
    if (free) {
      memory.setLongOpaque(COUNT, 1);
      memory.setLongOpaque(GENERATION, memory.getLongOpaque(GENERATION) + 1);
    }
    unlock(memory);
    return free;
  }

  static void useTwice(SharedMemory memory, Environment environment) {
    drop(memory, environment);
    if (recycle(memory, environment)) {
      memory.writeLong(DATA, 1);
    }
  }
}
