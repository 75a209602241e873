package dev.sharelock.model.scenarios;

import dev.sharelock.Outcome;
import dev.sharelock.SharelockException;
import dev.sharelock.environment.ParticipantContext;
import dev.sharelock.model.scenario.EndState;
import dev.sharelock.model.scenario.Faults;
import dev.sharelock.model.scenario.ProcessContext;
import dev.sharelock.model.scenario.Scenario;
import dev.sharelock.model.scenario.ScenarioProvider;
import dev.sharelock.queue.ConditionQueue;
import dev.sharelock.queue.QueueFormat;
import dev.sharelock.queue.QueueLayout;
import dev.sharelock.waiting.WaitPolicy;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** Participants that are evicted anywhere in an operation at a queue of values, and go on. */
public final class QueueZombieScenarios implements ScenarioProvider {
  private static final String SURVIVOR = "survivor";
  private static final String PUT = "put";
  private static final long A_WHILE = 1_000_000_000L;
  private static final QueueLayout ONE_SEAT = new QueueLayout(0, 2, 1, 1);

  @Override
  public Stream<Scenario> scenarios() {
    return Stream.of(puts(), takes(), returns(), sleeps(), waits(), keepsItsSeat());
  }

  private static Scenario.Builder zombie(String name, String about, int capacity) {
    return QueueWorld.queue("zombie-" + name, about, capacity)
        .faults(Faults.NONE)
        .evictions(1, Zombies.ZOMBIE);
  }

  private static ConditionQueue open(ProcessContext context) {
    return ConditionQueue.open(context.participant(), 0, WaitPolicy.DEFAULT);
  }

  private static void put(ProcessContext context, ConditionQueue queue, long value) {
    Outcome outcome = queue.enqueue(value, 0);
    if (outcome != Outcome.WOULD_BLOCK && Zombies.isDone(context, outcome)) {
      context.record(PUT, value);
    }
  }

  private static void take(ProcessContext context, ConditionQueue queue) {
    Outcome outcome = QueueWorld.take(context, queue, 0);
    if (outcome != Outcome.WOULD_BLOCK) {
      Zombies.isDone(context, outcome);
    }
  }

  /** Whoever puts was evicted: its values are whole, in order, and each is there once. */
  private static Scenario puts() {
    return zombie("puts", "A producer is evicted; others put and take.", 2)
        .process(
            Zombies.ZOMBIE,
            Zombies.leaving(
                context -> {
                  ConditionQueue queue = open(context);
                  put(context, queue, 1);
                  put(context, queue, 2);
                }))
        .process(
            SURVIVOR,
            context -> {
              ConditionQueue queue = open(context);
              put(context, queue, 10);
              take(context, queue);
              take(context, queue);
            })
        .atEnd("what was put, each once", end -> requireWhatWasPut(end, Zombies.ZOMBIE, SURVIVOR))
        .exhaustible()
        .build();
  }

  private static Scenario takes() {
    return zombie("takes", "A consumer is evicted; others take what is there.", 2)
        .setUp((memory, environment) -> QueueWorld.createWith(memory, environment, 2))
        .process(
            Zombies.ZOMBIE,
            Zombies.leaving(
                context -> {
                  ConditionQueue queue = open(context);
                  take(context, queue);
                  take(context, queue);
                }))
        .process(
            SURVIVOR,
            context -> {
              ConditionQueue queue = open(context);
              take(context, queue);
              take(context, queue);
            })
        .atEnd("each once", end -> requireEachOnce(end, 1L, 2L))
        .exhaustible()
        .build();
  }

  /** The word at the front never recurs, so a zombie that returns a value late fails there. */
  private static Scenario returns() {
    return zombie("returns", "Who returns a value is evicted; others take and return.", 2)
        .setUp((memory, environment) -> QueueWorld.createWith(memory, environment, 2))
        .process(Zombies.ZOMBIE, Zombies.leaving(QueueZombieScenarios::takeAndReturn))
        .process(SURVIVOR, QueueZombieScenarios::takeAndReturn)
        .atEnd("each is there", end -> requireEachOnce(end, 1L, 2L))
        .exhaustible()
        .build();
  }

  private static void takeAndReturn(ProcessContext context) {
    ConditionQueue queue = open(context);
    if (queue.tryDequeue() == Outcome.DONE) {
      context.require(queue.pushBack(queue.value()) == Outcome.DONE, "no room in front");
    }
  }

  /** A wake-up that the zombie was chosen for costs the others one slice, and no more. */
  private static Scenario sleeps() {
    return zombie("sleeps", "One of two that wait is evicted; the other gets the value.", 2)
        .process(Zombies.ZOMBIE, Zombies.leaving(context -> sleep(context, open(context))))
        .process(SURVIVOR, context -> sleep(context, open(context)))
        .process(
            "producer",
            context -> {
              ConditionQueue queue = open(context);
              put(context, queue, 1);
              put(context, queue, 2);
            })
        .atEnd("what was put, each once", end -> requireWhatWasPut(end, "producer"))
        .atEnd(
            "it is not held up",
            end -> end.require(end.recorded(SURVIVOR, QueueWorld.GOT).size() == 1, "stranded"))
        .build();
  }

  private static void sleep(ProcessContext context, ConditionQueue queue) {
    Zombies.isDone(context, QueueWorld.take(context, queue, A_WHILE));
  }

  private static Scenario waits() {
    return zombie("waits", "Who waits without limit is evicted, and told.", 2)
        .process(
            Zombies.ZOMBIE,
            Zombies.leaving(
                context -> {
                  Outcome outcome = open(context).dequeue();
                  context.require(outcome == Outcome.EVICTED, "dequeue ended with " + outcome);
                }))
        .exhaustible()
        .build();
  }

  /** Q4: who comes gets no seat whose lane the zombie may write. */
  private static Scenario keepsItsSeat() {
    return Scenario.named("queue.zombie-keeps-its-seat")
        .about("Nobody puts in the lane of a zombie.")
        .bytes(ONE_SEAT.bytes())
        .fields(names -> ONE_SEAT.describe("queue", names))
        .setUp((memory, environment) -> QueueFormat.create(memory, ONE_SEAT))
        .faults(Faults.NONE)
        .evictions(1, Zombies.ZOMBIE)
        .process(Zombies.ZOMBIE, Zombies.leaving(context -> putIfSeated(context, 1)))
        .process(SURVIVOR, context -> putIfSeated(context, 2))
        .atEnd("what was put, each once", end -> requireWhatWasPut(end, Zombies.ZOMBIE, SURVIVOR))
        .exhaustible()
        .build();
  }

  private static void putIfSeated(ProcessContext context, long value) {
    try {
      put(context, open(context), value);
    } catch (SharelockException e) {
      if (e.outcome() != Outcome.NO_MEMORY) {
        throw e;
      }
    }
  }

  private static void requireWhatWasPut(EndState end, String... producers) {
    List<Long> put = new ArrayList<>();
    for (String producer : producers) {
      end.recorded(producer, PUT).forEach(value -> put.add((Long) value));
    }
    requireEachOnce(end, put.toArray(Long[]::new));
  }

  private static void requireEachOnce(EndState end, Long... expected) {
    List<Long> all = QueueWorld.got(end, Zombies.ZOMBIE, SURVIVOR);
    ParticipantContext last = AllocatorWorld.lastOf(AllocatorWorld.copyOf(end.memory()));
    try (ConditionQueue queue = QueueWorld.open(last)) {
      queue.drain(all::add, 100);
    }
    List<Long> sorted = all.stream().sorted().toList();
    end.require(
        sorted.equals(Stream.of(expected).sorted().toList()), "there are " + all + " in all");
  }
}
