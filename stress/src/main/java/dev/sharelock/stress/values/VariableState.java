package dev.sharelock.stress.values;

import dev.sharelock.Outcome;
import dev.sharelock.allocator.Allocator;
import dev.sharelock.allocator.HeapFormat;
import dev.sharelock.allocator.HeapGeometry;
import dev.sharelock.environment.ParticipantContext;
import dev.sharelock.memory.SharedMemory;
import dev.sharelock.stress.allocator.HeapState;
import dev.sharelock.stress.memory.MappedPair.Slots;
import dev.sharelock.stress.memory.Mappings;
import dev.sharelock.stress.memory.Sleepy;
import dev.sharelock.values.SharedTree;
import dev.sharelock.values.SharedValues;
import dev.sharelock.values.SharedVariable;
import dev.sharelock.values.Transaction;
import dev.sharelock.values.VariableLayout;
import java.util.Arrays;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** The state of a test: a variable with the value 1 in memory which no other state uses. */
public abstract class VariableState {
  /** After this time a wake-up counts as lost. */
  protected static final long PATIENCE_NANOS = 5_000_000_000L;

  private static final HeapGeometry GEOMETRY = new HeapGeometry(64, 4, 2, 3, 1);
  private static final long HEAP = 384;
  private static final int LONGS = 4;
  private static final int SLOT_BYTES = (int) (HEAP + GEOMETRY.bytes() + 127 & -128);
  private static final Map<Mappings, Slots> SLOTS = new ConcurrentHashMap<>();

  /** The variable as the first actor sees it. */
  protected final SharedVariable left;

  /** The variable as the second actor sees it. */
  protected final SharedVariable right;

  /** Takes fresh memory, and prepares it. */
  protected VariableState(Mappings mappings) {
    Slots slots = SLOTS.computeIfAbsent(mappings, kind -> new Slots(kind, SLOT_BYTES));
    long base = slots.next();
    SharedMemory memory = slots.pair().left();
    HeapFormat.create(memory, base + HEAP, GEOMETRY, HeapState.GENERATION);
    SharedVariable.create(memory, new VariableLayout(base, 2));
    left = open(memory, 1, base);
    right = open(slots.pair().right(), 2, base);
    left.set(value(1), 0);
  }

  private static SharedVariable open(SharedMemory memory, long number, long base) {
    ParticipantContext context = Sleepy.participant(memory, number);
    return SharedVariable.open(
        new SharedValues(context, Allocator.open(context, base + HEAP)), base);
  }

  /** A value of several words, all the same. */
  protected static long[] value(long number) {
    long[] value = new long[LONGS];
    Arrays.fill(value, number);
    return value;
  }

  /** The number that all words of the value have; -1 if they differ, -2 if there is no value. */
  protected static long read(SharedVariable variable) {
    try (SharedTree tree = variable.get().orElse(null)) {
      if (tree == null) {
        return -2;
      }
      long number = tree.root().asArray().getLong(0);
      for (int i = 1; i < LONGS; i++) {
        number = tree.root().asArray().getLong(i) == number ? number : -1;
      }
      return number;
    }
  }

  /** Adds one in a transaction; returns 1 if that was done. */
  protected static long increment(SharedVariable variable) {
    try (Transaction transaction = variable.transaction()) {
      boolean done =
          transaction.begin(PATIENCE_NANOS) == Outcome.DONE
              && transaction.commit(value(read(variable) + 1)) == Outcome.DONE;
      return done ? 1 : 0;
    }
  }
}
