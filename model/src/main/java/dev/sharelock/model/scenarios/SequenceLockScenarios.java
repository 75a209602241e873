package dev.sharelock.model.scenarios;

import dev.sharelock.memory.SharedMemory;
import dev.sharelock.model.scenario.Body;
import dev.sharelock.model.scenario.Scenario;
import dev.sharelock.model.scenario.ScenarioProvider;
import dev.sharelock.model.trace.FailureKind;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Stream;

/**
 * A sequence lock: the classical structure whose data is read while it is written. The reader looks
 * at a counter before and after; if it has not changed and is even, what was read in between is
 * whole. Each of its four orderings is needed.
 */
public final class SequenceLockScenarios implements ScenarioProvider {
  private static final long COUNTER = 0;
  private static final long PAYLOAD = 64;
  private static final long HALVES = 0x0000_0001_0000_0001L;

  private enum Ordering {
    /** Before the data is changed, the counter is odd. */
    WRITER_FENCE,
    /** The data is changed before the counter is even again. */
    RELEASE,
    /** The data is read after the counter. */
    ACQUIRE,
    /** The counter is looked at again after the data. */
    READER_FENCE
  }

  @Override
  public Stream<Scenario> scenarios() {
    Set<Ordering> all = EnumSet.allOf(Ordering.class);
    Stream<Scenario> sound =
        Stream.of(
            lock("read", "a reader gets a whole value or none", all).build(),
            world("two-readers", "readers are not in each other's way", all)
                .identical("reader", 2, reader(all))
                .build());
    return Stream.concat(sound, all.stream().map(SequenceLockScenarios::without));
  }

  private static Scenario without(Ordering missing) {
    String name = missing.name().toLowerCase(Locale.ROOT).replace('_', '-');
    return lock(
            "without-" + name,
            "a reader may get a torn value or an old one",
            EnumSet.complementOf(EnumSet.of(missing)))
        .mustFailWith(FailureKind.ASSERTION)
        .needsWeakMemory()
        .build();
  }

  private static Scenario.Builder lock(String name, String about, Set<Ordering> orderings) {
    return world(name, about, orderings).process("reader", reader(orderings));
  }

  private static Scenario.Builder world(String name, String about, Set<Ordering> orderings) {
    return Scenario.named("sequence-lock." + name)
        .about(about)
        .bytes(128)
        .fields(names -> names.word(COUNTER, Integer.BYTES, "lock.counter"))
        .fields(names -> names.data(PAYLOAD, Long.BYTES, "lock.payload"))
        .racyByDesign("lock.payload")
        .process("writer", writer(orderings))
        .exhaustible();
  }

  private static Body writer(Set<Ordering> orderings) {
    return context -> {
      SharedMemory memory = context.memory();
      for (int value = 1; value <= 2; value++) {
        memory.setIntOpaque(COUNTER, 2 * value - 1);
        if (orderings.contains(Ordering.WRITER_FENCE)) {
          memory.releaseFence();
        }
        memory.writeLong(PAYLOAD, value * HALVES);
        if (orderings.contains(Ordering.RELEASE)) {
          memory.setIntRelease(COUNTER, 2 * value);
        } else {
          memory.setIntOpaque(COUNTER, 2 * value);
        }
      }
    };
  }

  private static Body reader(Set<Ordering> orderings) {
    return context -> {
      SharedMemory memory = context.memory();
      boolean acquires = orderings.contains(Ordering.ACQUIRE);
      int before = acquires ? memory.getIntAcquire(COUNTER) : memory.getIntOpaque(COUNTER);
      long value = memory.readLong(PAYLOAD);
      if (orderings.contains(Ordering.READER_FENCE)) {
        memory.acquireFence();
      }
      boolean whole = before % 2 == 0 && memory.getIntOpaque(COUNTER) == before;
      context.require(
          !whole || value == before / 2 * HALVES,
          "value is not that of the counter: counter=" + before + ", value=" + value);
    };
  }
}
