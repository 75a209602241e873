package dev.sharelock.testing;

import dev.sharelock.environment.Cancellation;
import dev.sharelock.environment.Deadline;
import dev.sharelock.environment.Environment;
import dev.sharelock.environment.ParticipantContext;
import dev.sharelock.environment.ParticipantIdentity;
import dev.sharelock.environment.Participants;
import dev.sharelock.memory.HeapMemory;
import dev.sharelock.memory.SharedMemory;
import dev.sharelock.memory.WaitOutcome;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;

/**
 * A world for tests in one thread: a clock that moves only when somebody waits, participants that
 * live as told, and waits that end as scripted.
 */
public final class TestWorld implements Environment {
  /** For heaps in which all ids are negative numbers with a tag, as in half of all real ones. */
  public static final long GENERATION = 0x8000_0000_0000_0006L;

  private final Deque<Supplier<WaitOutcome>> sleeps = new ArrayDeque<>();
  private final Set<Long> alive = new HashSet<>();
  private final Set<Long> evicted = new HashSet<>();

  /** The words that were woken, in order. */
  public final List<Long> wakes = new ArrayList<>();

  /** What happens on each turn of a spin. */
  public Runnable onSpin = () -> {};

  /** What ends the waits of all. */
  public Cancellation cancellation = Cancellation.NEVER;

  /** The clock. */
  public long now = 1_000;

  /** How long to spin. */
  public int spinLimit;

  /** How many turns were spun. */
  public int spins;

  /** How often somebody slept. */
  public int slept;

  public final SharedMemory memory;

  public TestWorld(long bytes) {
    HeapMemory heap = new HeapMemory(bytes);
    this.memory =
        (SharedMemory)
            Proxy.newProxyInstance(
                TestWorld.class.getClassLoader(),
                new Class<?>[] {SharedMemory.class},
                (proxy, method, arguments) -> call(heap, method, arguments));
  }

  private Object call(HeapMemory heap, Method method, Object[] arguments) throws Throwable {
    switch (method.getName()) {
      case "waitOn":
        return sleep(heap, (long) arguments[0], (int) arguments[1], (long) arguments[2]);
      case "wake":
        wakes.add((Long) arguments[0]);
        return 0;
      default:
        try {
          return method.invoke(heap, arguments);
        } catch (InvocationTargetException thrown) {
          throw thrown.getCause();
        }
    }
  }

  private WaitOutcome sleep(HeapMemory heap, long word, int expected, long deadline) {
    if (heap.getIntVolatile(word) != expected) {
      return WaitOutcome.CHANGED;
    }
    slept++;
    if (!sleeps.isEmpty()) {
      return sleeps.remove().get();
    }
    if (deadline == Deadline.NEVER) {
      throw new AssertionError("sleeps for ever: word=" + word);
    }
    now = Math.max(now, deadline);
    return WaitOutcome.TIMED_OUT;
  }

  /** Scripts one sleep: what others do meanwhile, and how it ends. */
  public TestWorld whileAsleep(WaitOutcome end, Runnable work) {
    sleeps.add(
        () -> {
          work.run();
          return end;
        });
    return this;
  }

  /** A participant that lives. */
  public ParticipantContext participant(long number) {
    alive.add(number);
    return new ParticipantContext(
        memory,
        this,
        new Participants() {
          @Override
          public long self() {
            return number;
          }

          @Override
          public boolean isAlive(long participant) {
            return alive.contains(participant);
          }

          @Override
          public boolean isEvicted(long participant) {
            return evicted.contains(participant);
          }
        });
  }

  public void kill(long number) {
    alive.remove(number);
  }

  public void evict(long number) {
    evicted.add(number);
  }

  @Override
  public long nanoTime() {
    return now;
  }

  @Override
  public ParticipantIdentity self() {
    return new ParticipantIdentity(1, 1, 1);
  }

  @Override
  public boolean isAlive(ParticipantIdentity identity) {
    return true;
  }

  @Override
  public void spinHint() {
    spins++;
    onSpin.run();
  }

  @Override
  public int spinLimit() {
    return spinLimit;
  }

  @Override
  public long nextGeneration() {
    return 1;
  }

  @Override
  public Cancellation cancellation() {
    return cancellation;
  }
}
