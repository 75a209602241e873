package dev.sharelock.model.scenarios;

import dev.sharelock.Outcome;
import dev.sharelock.environment.Deadline;
import dev.sharelock.environment.ParticipantContext;
import dev.sharelock.model.scenario.EndState;
import dev.sharelock.model.scenario.Faults;
import dev.sharelock.model.scenario.ProcessContext;
import dev.sharelock.model.scenario.Scenario;
import dev.sharelock.model.scenario.ScenarioProvider;
import dev.sharelock.model.specimens.Weakening;
import dev.sharelock.model.trace.FailureKind;
import dev.sharelock.pipe.MulticastFormat;
import dev.sharelock.pipe.MulticastLayout;
import dev.sharelock.pipe.Publisher;
import dev.sharelock.pipe.SlowPolicy;
import dev.sharelock.pipe.Subscriber;
import dev.sharelock.waiting.WaitPolicy;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** One publisher, several subscribers, some of them slow or dead. */
public final class MulticastScenarios implements ScenarioProvider {
  private static final MulticastLayout LAYOUT = new MulticastLayout(0, 2, 1, 1);
  private static final MulticastLayout ROOMY = new MulticastLayout(0, 2, 2, 1);
  private static final String PUT = "put";
  private static final String GOT = QueueWorld.GOT;
  private static final String ENDED = QueueWorld.ENDED;
  private static final long PATIENCE = 1_000;

  @Override
  public Stream<Scenario> scenarios() {
    return Stream.of(
        blocked("blocked", LAYOUT),
        blocked("blocked-with-room", ROOMY),
        dropped("dropped", memory -> memory).build(),
        dropped("without-wake-of-the-dropped", Weakening.withoutWakes())
            .mustFailWith(FailureKind.DEADLOCK, FailureKind.LOST_WAKE_UP)
            .exhaustible()
            .build(),
        conflated(),
        subscriberKilled("subscriber-killed", SlowPolicy.BLOCK),
        subscriberKilled("subscriber-killed-conflated", SlowPolicy.CONFLATE),
        onlyOneKilled("only-subscriber-killed", WaitPolicy.DEFAULT).build(),
        onlyOneKilled("without-look-for-the-dead", WaitPolicy.UNTIL_WOKEN)
            .mustFailWith(FailureKind.DEADLOCK, FailureKind.LOST_WAKE_UP)
            .build(),
        publisherKilled());
  }

  private static Scenario.Builder multicast(String name, String about) {
    return multicast(name, about, LAYOUT);
  }

  private static Scenario.Builder multicast(String name, String about, MulticastLayout layout) {
    return Scenario.named("multicast." + name)
        .about(about)
        .bytes(layout.bytes())
        .fields(names -> layout.describe("multicast", names))
        .setUp((memory, environment) -> MulticastFormat.create(memory, layout));
  }

  private static void publish(
      ProcessContext context, Publisher publisher, long first, long timeoutNanos) {
    for (long value = first; value < first + 3; value++) {
      Outcome outcome = publisher.publish(value, timeoutNanos);
      context.require(outcome == Outcome.DONE, "publish ended with " + outcome);
      context.record(PUT, value);
    }
  }

  private static Publisher publisher(ProcessContext context, SlowPolicy policy, WaitPolicy waits) {
    return Publisher.open(context.participant(), 0, policy, waits);
  }

  private static void publishAndEnd(ProcessContext context, SlowPolicy policy, WaitPolicy waits) {
    Publisher publisher = publisher(context, policy, waits);
    publish(context, publisher, 1, Deadline.NEVER);
    publisher.end();
  }

  /** Subscribes and takes until there is nothing more to come. */
  private static void subscribe(ProcessContext context, WaitPolicy waits) {
    Subscriber subscriber = Subscriber.open(context.participant(), 0, waits);
    Outcome outcome = Outcome.DONE;
    while (outcome == Outcome.DONE) {
      outcome = subscriber.take(Deadline.NEVER);
      if (outcome == Outcome.DONE) {
        context.record(GOT, subscriber.value());
      }
    }
    context.record(ENDED, outcome);
  }

  private static List<Long> got(EndState end, String process) {
    List<Long> all = new ArrayList<>();
    end.recorded(process, GOT).forEach(value -> all.add((Long) value));
    return all;
  }

  /** Whatever was taken is what was published from some moment on, to the end. */
  private static void requireSuffix(EndState end, String process) {
    List<Long> got = got(end, process);
    List<Object> put = end.recorded("publisher", PUT);
    boolean fits = got.size() <= put.size();
    fits = fits && put.subList(put.size() - got.size(), put.size()).equals(got);
    end.require(fits, process + " took " + got + " of " + put);
  }

  private static Scenario blocked(String name, MulticastLayout layout) {
    String about = "The publisher waits for everybody; nobody misses anything.";
    return multicast(name, about, layout)
        .process(
            "publisher",
            context -> publishAndEnd(context, SlowPolicy.BLOCK, WaitPolicy.UNTIL_WOKEN))
        .process("one", context -> subscribe(context, WaitPolicy.UNTIL_WOKEN))
        .process("other", context -> subscribe(context, WaitPolicy.UNTIL_WOKEN))
        .atEnd("all of it", end -> requireSuffix(end, "one"))
        .atEnd("all of it, too", end -> requireSuffix(end, "other"))
        .build();
  }

  /** A slow one that is dropped takes what it has got, and then is told. */
  private static Scenario.Builder dropped(String name, Weakening weakening) {
    return multicast(name, "A slow subscriber is dropped while it waits for more.")
        .process(
            "publisher",
            context -> {
              ParticipantContext own =
                  new ParticipantContext(
                      weakening.of(context.memory()),
                      context.environment(),
                      context.participants());
              SlowPolicy policy = SlowPolicy.dropAfter(PATIENCE);
              Publisher publisher = Publisher.open(own, 0, policy, WaitPolicy.UNTIL_WOKEN);
              publish(context, publisher, 1, Deadline.NEVER);
              context.record("dropped", publisher.dropped());
              if (publisher.dropped() == 0) {
                publisher.end();
              }
            })
        .process("slow", MulticastScenarios::subscribeUntilDropped)
        .atEnd("a part of it", MulticastScenarios::requirePart);
  }

  private static void subscribeUntilDropped(ProcessContext context) {
    Subscriber subscriber = Subscriber.open(context.participant(), 0, WaitPolicy.UNTIL_WOKEN);
    Outcome outcome = Outcome.DONE;
    for (int i = 0; i < 3 && outcome == Outcome.DONE; i++) {
      outcome = subscriber.take(i == 0 ? PATIENCE : Deadline.NEVER);
      if (outcome == Outcome.DONE) {
        context.record(GOT, subscriber.value());
      }
    }
    context.record(ENDED, outcome);
  }

  private static void requirePart(EndState end) {
    List<Long> got = got(end, "slow");
    for (int i = 1; i < got.size(); i++) {
      end.require(got.get(i) == got.get(i - 1) + 1, "slow took " + got);
    }
    boolean dropped = end.recorded("publisher", "dropped").contains(1L);
    boolean told = end.recorded("slow", ENDED).contains(Outcome.STALE);
    end.require(dropped || !told, "a subscriber was told that it was dropped, and was not");
  }

  private static Scenario conflated() {
    return multicast("conflated", "Slow subscribers get the newest, and lose others.")
        .process(
            "publisher",
            context -> publishAndEnd(context, SlowPolicy.CONFLATE, WaitPolicy.UNTIL_WOKEN))
        .process("one", context -> subscribe(context, WaitPolicy.UNTIL_WOKEN))
        .process("other", context -> subscribe(context, WaitPolicy.UNTIL_WOKEN))
        .atEnd("newest", end -> requireNewest(end, "one"))
        .atEnd("newest, too", end -> requireNewest(end, "other"))
        .build();
  }

  private static void requireNewest(EndState end, String process) {
    List<Long> got = got(end, process);
    QueueWorld.requireRising(end, process);
    boolean newest = got.isEmpty() || got.getLast() == 3;
    end.require(newest, process + " took " + got + " and not the newest");
  }

  /** The dead hold nobody up, and their place is taken. */
  private static Scenario subscriberKilled(String name, SlowPolicy policy) {
    return multicast(name, "A subscriber dies anywhere, and another one takes its place.")
        .process("publisher", context -> publishAndEnd(context, policy, WaitPolicy.DEFAULT))
        .process("victim", context -> subscribe(context, WaitPolicy.DEFAULT))
        .process("other", context -> subscribe(context, WaitPolicy.DEFAULT))
        .afterDeathOf("victim", "heir", context -> subscribe(context, WaitPolicy.DEFAULT))
        .faults(Faults.NONE.killing(1, "victim"))
        .atEnd("the end of it", end -> requireEnd(end, policy))
        .build();
  }

  /** Nobody but the publisher itself can find out that the subscriber is dead. */
  private static Scenario.Builder onlyOneKilled(String name, WaitPolicy waits) {
    return multicast(name, "The only subscriber dies anywhere, and the publisher goes on.")
        .process("publisher", context -> publishAndEnd(context, SlowPolicy.BLOCK, waits))
        .process("victim", context -> subscribe(context, WaitPolicy.UNTIL_WOKEN))
        .faults(Faults.NONE.killing(1, "victim"));
  }

  private static void requireEnd(EndState end, SlowPolicy policy) {
    for (String process : List.of("other", "heir")) {
      if (policy.kind() == SlowPolicy.Kind.CONFLATE) {
        requireNewest(end, process);
      } else {
        requireSuffix(end, process);
      }
    }
  }

  private static void takeSome(ProcessContext context) {
    try (Subscriber subscriber = Subscriber.open(context.participant(), 0, WaitPolicy.DEFAULT)) {
      Outcome outcome = Outcome.DONE;
      for (int i = 0; i < 5 && outcome != Outcome.CLOSED; i++) {
        outcome = subscriber.take(1_000_000);
        if (outcome == Outcome.DONE) {
          context.record(GOT, subscriber.value());
        }
      }
    }
  }

  /** Its successor goes on; whoever was told of the death has taken all that there was. */
  private static Scenario publisherKilled() {
    return multicast("publisher-killed", "The publisher dies anywhere; another one goes on.")
        .process(
            "publisher",
            context -> {
              publish(
                  context,
                  publisher(context, SlowPolicy.BLOCK, WaitPolicy.DEFAULT),
                  1,
                  Deadline.NEVER);
            })
        .afterDeathOf(
            "publisher",
            "heir",
            context -> {
              Publisher publisher = publisher(context, SlowPolicy.BLOCK, WaitPolicy.DEFAULT);
              publish(context, publisher, 11, Deadline.NEVER);
              publisher.end();
            })
        .process("one", MulticastScenarios::takeSome)
        .faults(Faults.NONE.killing(1, "publisher"))
        .atEnd("in order", end -> QueueWorld.requireRising(end, "one"))
        .build();
  }
}
