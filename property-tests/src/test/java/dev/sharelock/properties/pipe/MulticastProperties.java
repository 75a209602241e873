package dev.sharelock.properties.pipe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sharelock.Outcome;
import dev.sharelock.SharelockException;
import dev.sharelock.model.solo.SoloWorld;
import dev.sharelock.pipe.MulticastFormat;
import dev.sharelock.pipe.MulticastLayout;
import dev.sharelock.pipe.Publisher;
import dev.sharelock.pipe.SlowPolicy;
import dev.sharelock.pipe.Subscriber;
import dev.sharelock.waiting.WaitPolicy;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;
import net.jqwik.api.constraints.IntRange;

/** Any sequence of publishing and taking does what the policy says, subscriber by subscriber. */
final class MulticastProperties {
  private static final int SUBSCRIBERS = 3;

  /** What somebody does. */
  record Step(Kind kind, int who) {}

  enum Kind {
    SUBSCRIBE,
    PUBLISH,
    TAKE,
    LEAVE,
    END
  }

  @Provide
  Arbitrary<List<Step>> steps() {
    Arbitrary<Kind> kinds =
        Arbitraries.frequency(
            Tuple.of(4, Kind.SUBSCRIBE),
            Tuple.of(10, Kind.PUBLISH),
            Tuple.of(8, Kind.TAKE),
            Tuple.of(1, Kind.LEAVE),
            Tuple.of(1, Kind.END));
    Arbitrary<Integer> who = Arbitraries.integers().between(0, SUBSCRIBERS - 1);
    return Combinators.combine(kinds, who).as(Step::new).list().ofMinSize(1).ofMaxSize(60);
  }

  @Provide
  Arbitrary<SlowPolicy> policies() {
    return Arbitraries.of(SlowPolicy.BLOCK, SlowPolicy.CONFLATE, SlowPolicy.dropAfter(0));
  }

  @Property
  void everySubscriberGetsWhatThePolicyPromises(
      @ForAll("policies") SlowPolicy policy,
      @ForAll @IntRange(min = 1, max = 5) int capacity,
      @ForAll("steps") List<Step> steps) {
    Machine machine = new Machine(policy, capacity);
    steps.forEach(machine::run);
  }

  /** A multicast, and for each subscriber what it must find. */
  private static final class Machine {
    private final SoloWorld world;
    private final SlowPolicy policy;
    private final int capacity;
    private final Publisher publisher;
    private final Subscriber[] subscribers = new Subscriber[SUBSCRIBERS];
    private final Due[] due = new Due[SUBSCRIBERS];
    private long participants = 1;
    private long next = 1;
    private long dropped;
    private long conflated;
    private boolean ended;

    Machine(SlowPolicy policy, int capacity) {
      this.policy = policy;
      this.capacity = capacity;
      MulticastLayout layout = new MulticastLayout(0, SUBSCRIBERS, capacity, 1);
      world = SoloWorld.bounded(layout.bytes(), 100_000);
      MulticastFormat.create(world.memory(), layout);
      publisher = Publisher.open(world.participant(participants), 0, policy, WaitPolicy.DEFAULT);
    }

    void run(Step step) {
      world.boundedMemory().restartSteps();
      switch (step.kind()) {
        case SUBSCRIBE -> subscribe(step.who());
        case PUBLISH -> publish();
        case TAKE -> take(step.who());
        case LEAVE -> leave(step.who());
        case END -> {
          publisher.end();
          ended = true;
        }
      }
      assertThat(publisher.dropped()).isEqualTo(dropped);
      assertThat(publisher.conflated()).isEqualTo(conflated);
    }

    private void subscribe(int who) {
      if (subscribers[who] == null) {
        subscribers[who] =
            Subscriber.open(world.participant(++participants), 0, WaitPolicy.DEFAULT);
        due[who] = new Due(policy, capacity);
        if (isFullHouse()) {
          assertThatThrownBy(() -> Subscriber.open(world.participant(1_000), 0, WaitPolicy.DEFAULT))
              .isInstanceOfSatisfying(
                  SharelockException.class,
                  refused -> assertThat(refused.outcome()).isEqualTo(Outcome.NO_MEMORY));
        }
      }
    }

    private boolean isFullHouse() {
      for (Subscriber subscriber : subscribers) {
        if (subscriber == null) {
          return false;
        }
      }
      return true;
    }

    private void publish() {
      long value = next++;
      Outcome outcome = publisher.publish(value, 0);
      if (ended) {
        assertThat(outcome).isEqualTo(Outcome.CLOSED);
        return;
      }
      boolean blocked = false;
      for (Due one : due) {
        blocked |= one != null && one.isBlocking();
      }
      if (blocked) {
        assertThat(outcome).isEqualTo(Outcome.WOULD_BLOCK);
        return;
      }
      for (Due one : due) {
        boolean slow = one != null && one.publish(value);
        dropped += slow && policy.kind() == SlowPolicy.Kind.DROP ? 1 : 0;
        conflated += slow && policy.kind() == SlowPolicy.Kind.CONFLATE ? 1 : 0;
      }
      assertThat(outcome).isEqualTo(Outcome.DONE);
    }

    private void take(int who) {
      if (subscribers[who] == null) {
        return;
      }
      Outcome outcome = subscribers[who].take(0);
      Long expected = due[who].take();
      if (expected != null) {
        assertThat(outcome).isEqualTo(Outcome.DONE);
        assertThat(subscribers[who].value()).isEqualTo(expected);
      } else if (due[who].isDropped()) {
        assertThat(outcome).isEqualTo(Outcome.STALE);
      } else {
        assertThat(outcome).isEqualTo(ended ? Outcome.CLOSED : Outcome.WOULD_BLOCK);
      }
    }

    private void leave(int who) {
      if (subscribers[who] != null) {
        subscribers[who].close();
        subscribers[who] = null;
        due[who] = null;
      }
    }
  }
}
