package dev.sharelock.model.litmus.benchmarks;

import dev.sharelock.memory.SharedMemory;
import dev.sharelock.model.exhaustive.Ordering;
import dev.sharelock.model.exhaustive.Program;
import dev.sharelock.model.exhaustive.ThreadContext;
import dev.sharelock.model.memory.FenceKind;
import dev.sharelock.model.memory.UpdateKind;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.LongUnaryOperator;

/**
 * Counts the executions of a program under sequential consistency in the simplest way: all
 * interleavings, step by step; two are the same execution if every read reads the same write and
 * the writes of each word are in the same order. It has nothing of the engine. A thread that gives
 * a hint that it waits, or whose assumption fails, goes no further, and the execution is not
 * complete.
 */
final class Interleavings {

  /** An access: which write was read, if any, and whether it wrote. */
  private record Access(int source, long found, boolean wrote) {}

  /** What has happened: the accesses of each thread, and the writes of each word in their order. */
  private record State(List<List<Access>> threads, Map<Long, List<long[]>> words) {
    String key() {
      StringBuilder key = new StringBuilder();
      for (List<Access> accesses : threads) {
        accesses.forEach(a -> key.append(a.source).append(a.wrote ? 'w' : 'r'));
        key.append('|');
      }
      words.forEach(
          (word, writes) -> {
            key.append(word);
            writes.forEach(write -> key.append(' ').append(write[0]));
          });
      return key.toString();
    }
  }

  private static final class Stop extends RuntimeException {
    private static final long serialVersionUID = 1L;
    private final boolean stuck;

    Stop(boolean stuck) {
      super(null, null, false, false);
      this.stuck = stuck;
    }
  }

  private static final int STRIDE = 100;
  private static final int INITIAL = -1;

  private final Program program;
  private final Set<String> seen = new HashSet<>();
  private final Deque<State> open = new ArrayDeque<>();
  private long complete;

  private Interleavings(Program program) {
    this.program = program;
  }

  /** The number of complete executions. */
  static long count(Program program) {
    Interleavings all = new Interleavings(program);
    List<List<Access>> none = new ArrayList<>();
    program.threads().forEach(thread -> none.add(List.of()));
    all.open.push(new State(none, new TreeMap<>()));
    while (!all.open.isEmpty()) {
      all.step(all.open.pop());
    }
    return all.complete;
  }

  private void step(State state) {
    boolean ended = true;
    for (int t = 0; t < program.threads().size(); t++) {
      Replay replay = new Replay(t, state);
      try {
        program.threads().get(t).run(replay);
      } catch (Stop stop) {
        ended = false;
        if (!stop.stuck && seen.add(replay.next.key())) {
          open.push(replay.next);
        }
      }
    }
    complete += ended ? 1 : 0;
  }

  /** Repeats what a thread did and makes one more access. */
  private final class Replay implements ThreadContext {
    private final int index;
    private final State state;
    private int at;
    private State next;

    Replay(int index, State state) {
      this.index = index;
      this.state = state;
    }

    @Override
    public int index() {
      return index;
    }

    @Override
    public SharedMemory memory() {
      return new InterleavedMemory(this);
    }

    private Access access(long word, LongUnaryOperator writes, boolean reads, Long expected) {
      List<Access> done = state.threads.get(index);
      if (at < done.size()) {
        return done.get(at++);
      }
      List<long[]> before = state.words.getOrDefault(word, List.of());
      long[] initial = {INITIAL, program.initialWords().getOrDefault(word, 0L)};
      long[] latest = before.isEmpty() ? initial : before.getLast();
      boolean wrote = writes != null && (expected == null || expected == latest[1]);
      List<List<Access>> threads = new ArrayList<>(state.threads);
      List<Access> own = new ArrayList<>(done);
      own.add(new Access(reads ? (int) latest[0] : -2, latest[1], wrote));
      threads.set(index, own);
      Map<Long, List<long[]>> words = new TreeMap<>(state.words);
      if (wrote) {
        List<long[]> after = new ArrayList<>(before);
        after.add(new long[] {index * STRIDE + at, writes.applyAsLong(latest[1])});
        words.put(word, after);
      }
      next = new State(threads, words);
      throw new Stop(false);
    }

    @Override
    public long load(long offset, Ordering ordering) {
      return access(offset, null, true, null).found;
    }

    @Override
    public void store(long offset, Ordering ordering, long value) {
      access(offset, found -> value, false, null);
    }

    @Override
    public long update(long offset, Ordering ordering, UpdateKind kind, long operand) {
      return access(offset, found -> kind.apply(found, operand), true, null).found;
    }

    @Override
    public long compareAndExchange(long offset, Ordering ordering, long expected, long value) {
      return access(offset, found -> value, true, expected).found;
    }

    @Override
    public boolean weakCompareAndSet(long offset, Ordering ordering, long expected, long value) {
      throw new UnsupportedOperationException("weak updates are not counted here");
    }

    @Override
    public void fence(FenceKind kind) {
      // Orders nothing here.
    }

    @Override
    public void assume(boolean condition) {
      if (!condition) {
        throw new Stop(true);
      }
    }

    @Override
    public void spinHint() {
      throw new Stop(true);
    }

    @Override
    public int choose(int alternatives) {
      throw new UnsupportedOperationException("choices are not counted here");
    }

    @Override
    public void observe(long value) {
      // Observes nothing.
    }
  }
}
