package dev.sharelock.model.scenarios;

import dev.sharelock.Outcome;
import dev.sharelock.model.scenario.Body;
import dev.sharelock.model.scenario.EndState;
import dev.sharelock.model.scenario.Faults;
import dev.sharelock.model.scenario.ProcessContext;
import dev.sharelock.model.scenario.Scenario;
import dev.sharelock.model.scenario.ScenarioProvider;
import dev.sharelock.queue.ConditionQueue;
import dev.sharelock.queue.QueueFormat;
import dev.sharelock.queue.QueueLayout;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Many processes put and take with time-outs, are killed and come again. Whatever was put is taken
 * once or still there, but for what somebody was taking when it died.
 */
public final class QueueSoakScenarios implements ScenarioProvider {
  private static final int RESTARTS = 2;
  private static final int CAPACITY = 3;
  private static final String PUT = "put";
  private static final long SHORT = 1_000;

  @Override
  public Stream<Scenario> scenarios() {
    return Stream.of(restarts("restarts", 4, 3, 4), restarts("restarts-of-eight", 8, 2, 3));
  }

  /** A scenario of processes that put and take in rounds. */
  static Scenario restarts(String name, int processes, int rounds, int operations) {
    QueueLayout layout = new QueueLayout(0, CAPACITY, 32, 1);
    Rounds all = new Rounds(layout.bytes(), processes, rounds);
    List<String> names = new ArrayList<>();
    Scenario.Builder soak =
        Scenario.named("queue." + name)
            .about(processes + " processes put and take, are killed and come again, in rounds.")
            .bytes(layout.bytes() + all.bytes())
            .fields(fields -> layout.describe("queue", fields))
            .fields(all::describe)
            .setUp((memory, environment) -> QueueFormat.create(memory, layout));
    for (int i = 0; i < processes; i++) {
      int number = i;
      Body body =
          context -> {
            all.join(context, number);
            Worker worker = new Worker(context, number);
            all.run(context, number, any -> worker.steps(operations), worker::requireBounds);
          };
      if (i == 0) {
        soak.process("p0", body);
        names.add("p0");
      } else {
        soak.restarting("p" + i, RESTARTS, body);
        for (int life = 1; life <= RESTARTS + 1; life++) {
          names.add("p" + i + (life == 1 ? "" : "-" + life));
        }
      }
    }
    String[] victims = names.stream().filter(p -> p.matches("p[1-9]")).toArray(String[]::new);
    return soak.faults(Faults.NONE.killing(2 * RESTARTS, victims))
        .atEnd("nothing twice, nothing lost", end -> requireConserved(end, names))
        .build();
  }

  private static void requireConserved(EndState end, Collection<String> processes) {
    Set<Object> taken = new HashSet<>();
    List<Object> put = new ArrayList<>();
    int killed = 0;
    for (String process : processes) {
      killed += end.killed(process) ? 1 : 0;
      put.addAll(end.recorded(process, PUT));
      for (Object value : end.recorded(process, QueueWorld.GOT)) {
        end.require(taken.add(value), "taken twice: " + value);
      }
    }
    ConditionQueue rest =
        QueueWorld.open(AllocatorWorld.lastOf(AllocatorWorld.copyOf(end.memory())));
    while (rest.tryDequeue() == Outcome.DONE) {
      end.require(taken.add(rest.value()), "taken, and still there: " + rest.value());
    }
    put.removeAll(taken);
    end.require(put.size() <= killed, "lost are " + put + ", deaths were " + killed);
  }

  /** One process at the queue. */
  private static final class Worker {
    private final ProcessContext context;
    private final ConditionQueue queue;
    private final Random random;
    private long next;

    Worker(ProcessContext context, int number) {
      this.context = context;
      this.queue = QueueWorld.open(context);
      this.random = new Random(number);
      this.next = 1_000L * (context.index() + 1);
    }

    void steps(int count) {
      for (int i = 0; i < count; i++) {
        if (random.nextBoolean()) {
          put(random.nextInt(3));
        } else {
          take(random.nextInt(3));
        }
      }
    }

    private void put(int patience) {
      next++;
      if (queue.enqueue(next, patience * SHORT) == Outcome.DONE) {
        context.record(PUT, next);
      }
    }

    private void take(int patience) {
      if (queue.dequeue(patience * SHORT) == Outcome.DONE) {
        context.record(QueueWorld.GOT, queue.value());
      }
    }

    void requireBounds() {
      int size = queue.size();
      context.require(size >= 0 && size <= CAPACITY, "the queue holds " + size);
    }
  }
}
