package dev.sharelock.model.scenarios;

import dev.sharelock.Outcome;
import dev.sharelock.environment.Deadline;
import dev.sharelock.environment.Environment;
import dev.sharelock.environment.ParticipantContext;
import dev.sharelock.environment.Participants;
import dev.sharelock.memory.SharedMemory;
import dev.sharelock.model.scenario.EndState;
import dev.sharelock.model.scenario.ProcessContext;
import dev.sharelock.model.scenario.Scenario;
import dev.sharelock.queue.ConditionQueue;
import dev.sharelock.queue.QueueFormat;
import dev.sharelock.queue.QueueLayout;
import dev.sharelock.waiting.WaitPolicy;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** What the scenarios of the condition queue have in common. */
final class QueueWorld {
  static final String GOT = "got";
  static final String ENDED = "ended";
  static final String HISTORY = "history";

  private QueueWorld() {}

  /** A scenario over an empty queue with a seat for every process. */
  static Scenario.Builder queue(String name, String about, int capacity) {
    QueueLayout layout = layout(capacity);
    return Scenario.named("queue." + name)
        .about(about)
        .bytes(turn(capacity) + Long.BYTES)
        .fields(names -> layout.describe("queue", names))
        .fields(names -> names.word(turn(capacity), Long.BYTES, "turn"))
        .setUp((memory, environment) -> QueueFormat.create(memory, layout));
  }

  /** Creates a queue that is full: it holds the values from 1 on. */
  static void createWith(SharedMemory memory, Environment environment, int capacity) {
    createWith(memory, environment, layout(capacity), capacity);
  }

  /** Creates a queue that holds the values from 1 on. */
  static void createWith(
      SharedMemory memory, Environment environment, QueueLayout layout, int count) {
    QueueFormat.create(memory, layout);
    ParticipantContext stranger =
        new ParticipantContext(memory, environment, Stranger.BEFORE_THE_START);
    try (ConditionQueue queue = ConditionQueue.open(stranger, layout.base())) {
      for (long value = 1; value <= count; value++) {
        queue.tryEnqueue(value);
      }
    }
  }

  /** A participant that is none of the processes. */
  private enum Stranger implements Participants {
    BEFORE_THE_START;

    @Override
    public long self() {
      return 100;
    }

    @Override
    public boolean isAlive(long participant) {
      return true;
    }
  }

  static QueueLayout layout(int capacity) {
    return new QueueLayout(0, capacity, 4, 1);
  }

  /** A word that says whose turn it is to open the queue. */
  private static long turn(int capacity) {
    return layout(capacity).bytes();
  }

  /** Opens the queue when all processes that come before in the scenario have done so. */
  static ConditionQueue openInTurn(
      ProcessContext context, ParticipantContext participant, int capacity) {
    Turns.await(context, turn(capacity));
    ConditionQueue queue = open(participant);
    Turns.pass(context, turn(capacity));
    return queue;
  }

  static ConditionQueue open(ProcessContext context) {
    return open(context.participant());
  }

  static ConditionQueue open(ParticipantContext participant) {
    return ConditionQueue.open(participant, 0, WaitPolicy.UNTIL_WOKEN);
  }

  /** Puts values that follow each other, waiting for room. */
  static void put(ProcessContext context, ConditionQueue queue, long first, int count) {
    for (long value = first; value < first + count; value++) {
      Outcome outcome = queue.enqueue(value);
      context.require(outcome == Outcome.DONE, "enqueue ended with " + outcome);
      context.record("put", value);
    }
  }

  /** Takes one value and records it; returns how it ended. */
  static Outcome take(ProcessContext context, ConditionQueue queue, long timeoutNanos) {
    Outcome outcome = queue.dequeue(timeoutNanos);
    if (outcome == Outcome.DONE) {
      context.record(GOT, queue.value());
    }
    return outcome;
  }

  static void takeAll(ProcessContext context, ConditionQueue queue, int count) {
    for (int i = 0; i < count; i++) {
      Outcome outcome = take(context, queue, Deadline.NEVER);
      context.require(outcome == Outcome.DONE, "dequeue ended with " + outcome);
    }
  }

  static void takeUntilClosed(ProcessContext context, ConditionQueue queue) {
    Outcome outcome = Outcome.DONE;
    while (outcome == Outcome.DONE) {
      outcome = take(context, queue, Deadline.NEVER);
    }
    context.record(ENDED, outcome);
    context.require(outcome == Outcome.CLOSED, "dequeue ended with " + outcome);
  }

  /** Runs one operation without waiting and records it. */
  static Outcome act(
      ProcessContext context, ConditionQueue queue, QueueOperation.Kind kind, long value) {
    Outcome outcome =
        switch (kind) {
          case PUT -> queue.tryEnqueue(value);
          case TAKE -> queue.tryDequeue();
          case RETURN -> queue.pushBack(value);
          case PEEK -> queue.peek(0);
          case SIZE -> Outcome.DONE;
          case CLOSE -> queue.closeQueue();
        };
    long result =
        switch (kind) {
          case PUT, RETURN -> value;
          case TAKE, PEEK -> outcome == Outcome.DONE ? queue.value() : 0;
          case SIZE -> queue.size();
          case CLOSE -> 0;
        };
    context.record(HISTORY, new QueueOperation(kind, outcome, result));
    return outcome;
  }

  /** The answers of all processes fit some order of their operations. */
  static void requireSequential(EndState end, int capacity, String... processes) {
    List<List<QueueOperation>> histories = new ArrayList<>();
    for (String process : processes) {
      histories.add(
          end.recorded(process, HISTORY).stream().map(QueueOperation.class::cast).toList());
    }
    end.require(QueueModel.explains(capacity, histories), "no order explains " + histories);
  }

  /** What was taken by some processes, in the order of one after the other. */
  static List<Long> got(EndState end, String... processes) {
    List<Long> all = new ArrayList<>();
    for (String process : processes) {
      end.recorded(process, GOT).forEach(value -> all.add((Long) value));
    }
    return all;
  }

  /** Each value from one on was taken exactly once, whoever took it. */
  static void requireAll(EndState end, int count, String... processes) {
    List<Long> sorted = new ArrayList<>(got(end, processes));
    Collections.sort(sorted);
    for (int i = 0; i < Math.max(count, sorted.size()); i++) {
      boolean fits = i < count && i < sorted.size() && sorted.get(i) == i + 1L;
      end.require(fits, "taken were " + sorted + ", put were 1 to " + count);
    }
  }

  /** One process took values in the order in which they were put. */
  static void requireRising(EndState end, String process) {
    List<Long> got = got(end, process);
    for (int i = 1; i < got.size(); i++) {
      end.require(got.get(i - 1) < got.get(i), process + " took " + got);
    }
  }
}
