package dev.sharelock.model.scenarios;

import static dev.sharelock.model.scenarios.AllocatorWorld.CHUNK;
import static dev.sharelock.model.scenarios.AllocatorWorld.LARGE;
import static dev.sharelock.model.scenarios.AllocatorWorld.SMALL;

import dev.sharelock.Outcome;
import dev.sharelock.allocator.Allocator;
import dev.sharelock.allocator.AllocatorOptions;
import dev.sharelock.allocator.BlockId;
import dev.sharelock.allocator.HeapGeometry;
import dev.sharelock.model.scenario.Body;
import dev.sharelock.model.scenario.Faults;
import dev.sharelock.model.scenario.ProcessContext;
import dev.sharelock.model.scenario.Scenario;
import dev.sharelock.model.scenario.ScenarioProvider;
import java.util.Random;
import java.util.stream.Stream;

/**
 * Many participants do everything at once, at random: allocate, load what others have mailed, send
 * and accept, release, trim, recover; some of them die, and others come in their place.
 */
public final class AllocatorSoakScenarios implements ScenarioProvider {
  /** How often a process comes again. */
  private static final int RESTARTS = 2;

  private static final int[] SIZES = {SMALL, SMALL, CHUNK, LARGE};

  @Override
  public Stream<Scenario> scenarios() {
    return Stream.of(
        soak("soak", 4, 12),
        soak("soak-of-eight", 8, 6),
        zombieSoak("zombie-soak", 4, 12),
        restarts("restarts", 4, 3, 5),
        restarts("restarts-of-eight", 8, 2, 3));
  }

  /**
   * A scenario in which every process but the first is killed and comes again up to twice. In each
   * round, when all have done their operations, the heap is consistent.
   */
  static Scenario restarts(String name, int processes, int rounds, int operations) {
    Rounds all = new Rounds(AllocatorWorld.SIGNAL + Long.BYTES, processes, rounds);
    int lives = 1 + (processes - 1) * (RESTARTS + 1);
    HeapGeometry geometry = new HeapGeometry(64, 2, 6, Math.min(32, lives + 1), 2);
    String[] victims = new String[processes - 1];
    Scenario.Builder soak =
        AllocatorWorld.heap(
                name, processes + " participants are killed and come again, in rounds.", geometry)
            .fields(all::describe);
    for (int i = 0; i < processes; i++) {
      int number = i;
      Body body =
          context -> {
            all.join(context, number);
            Worker worker = new Worker(context, number);
            worker.allocator.recover();
            all.run(context, number, any -> worker.steps(operations), worker::requireConsistent);
          };
      if (i == 0) {
        soak.process("p0", body);
      } else {
        victims[i - 1] = "p" + i;
        soak.restarting("p" + i, RESTARTS, body);
      }
    }
    return soak.faults(Faults.NONE.killing(2 * RESTARTS, victims)).build();
  }

  /** A scenario of some processes, each of which does some operations; two may die. */
  static Scenario soak(String name, int processes, int operations) {
    HeapGeometry geometry = new HeapGeometry(64, 2, 4, processes + 3, 2);
    Scenario.Builder soak =
        AllocatorWorld.heap(
            name, processes + " participants do everything, and two of them die.", geometry);
    for (int i = 0; i < processes; i++) {
      soak.process("p" + i, body(i, operations));
    }
    return soak.afterDeathOf("p0", "heir0", body(processes, operations))
        .afterDeathOf("p1", "heir1", body(processes + 1, operations))
        .faults(Faults.NONE.killing(2, "p0", "p1"))
        .build();
  }

  /** The same with two evictions besides one death. */
  static Scenario zombieSoak(String name, int processes, int operations) {
    HeapGeometry geometry = new HeapGeometry(64, 2, 4, processes + 3, 2);
    Scenario.Builder soak =
        AllocatorWorld.heap(
            name, processes + " participants do everything; evicted ones go on.", geometry);
    for (int i = 0; i < processes; i++) {
      Body body = body(i, operations);
      soak.process("p" + i, i < 3 ? Zombies.refusable(body) : body);
    }
    return soak.afterDeathOf("p0", "heir0", body(processes, operations))
        .faults(Faults.NONE.killing(1, "p0"))
        .evictions(2, "p0", "p1", "p2")
        .build();
  }

  private static Body body(int number, int operations) {
    return context -> {
      Worker worker = new Worker(context, number);
      worker.steps(operations);
    };
  }

  /** One participant, which holds at most one block at a time. */
  private static final class Worker {
    private final ProcessContext context;
    private final Allocator allocator;
    private final Random random;
    private long held = BlockId.NONE;

    Worker(ProcessContext context, int number) {
      this.context = context;
      AllocatorOptions options = AllocatorOptions.usual().cache(number % 2 * CHUNK, 1);
      this.allocator = Allocator.open(context.participant(), AllocatorWorld.HEAP, options);
      this.random = new Random(number);
    }

    void steps(int count) {
      for (int i = 0; i < count; i++) {
        step();
      }
    }

    /** While nobody else does anything. */
    void requireConsistent() {
      AllocatorWorld.requireConsistent(context.memory());
    }

    private void step() {
      switch (random.nextInt(held == BlockId.NONE ? 6 : 4)) {
        case 0 -> release();
        case 1 -> mail();
        case 2 -> send();
        case 3 -> allocator.trim();
        case 4 -> allocator.recover();
        default -> get();
      }
    }

    private void get() {
      switch (random.nextInt(3)) {
        case 0 -> load();
        case 1 -> accept();
        default -> allocate();
      }
    }

    private void allocate() {
      int bytes = SIZES[random.nextInt(SIZES.length)];
      held = AllocatorWorld.allocateSigned(context, allocator, bytes);
    }

    private void load() {
      long id = context.memory().getLongAcquire(AllocatorWorld.MAIL);
      if (id != BlockId.NONE && allocator.load(id) == Outcome.DONE) {
        held = id;
      }
    }

    private void accept() {
      long ticket = context.memory().getLongAcquire(AllocatorWorld.SIGNAL);
      held = ticket == 0 ? BlockId.NONE : allocator.accept(ticket);
    }

    private void release() {
      if (held != BlockId.NONE) {
        AllocatorWorld.requireSigned(context, allocator, held);
        allocator.release(held);
        held = BlockId.NONE;
      } else {
        allocate();
      }
    }

    private void mail() {
      if (held != BlockId.NONE) {
        context.memory().setLongRelease(AllocatorWorld.MAIL, held);
      }
    }

    private void send() {
      long ticket = held == BlockId.NONE ? 0 : allocator.send(held);
      if (ticket != 0) {
        context.memory().setLongRelease(AllocatorWorld.SIGNAL, ticket);
        held = BlockId.NONE;
      }
    }
  }
}
