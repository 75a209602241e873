package dev.sharelock.model.scenarios;

import dev.sharelock.Outcome;
import dev.sharelock.SharelockException;
import dev.sharelock.doorbell.Doorbell;
import dev.sharelock.doorbell.DoorbellConsumer;
import dev.sharelock.doorbell.DoorbellFormat;
import dev.sharelock.doorbell.DoorbellLayout;
import dev.sharelock.doorbell.DoorbellProducer;
import dev.sharelock.environment.Deadline;
import dev.sharelock.environment.Environment;
import dev.sharelock.environment.ParticipantContext;
import dev.sharelock.memory.SharedMemory;
import dev.sharelock.model.scenario.EndState;
import dev.sharelock.model.scenario.Faults;
import dev.sharelock.model.scenario.ProcessContext;
import dev.sharelock.model.scenario.Scenario;
import dev.sharelock.model.scenario.ScenarioProvider;
import dev.sharelock.request.RequestClient;
import dev.sharelock.request.RequestServer;
import dev.sharelock.waiting.WaitPolicy;
import java.util.List;
import java.util.stream.Stream;

/** Participants of doorbells and rendezvous that are evicted anywhere, and go on. */
public final class BellZombieScenarios implements ScenarioProvider {
  private static final String SURVIVOR = "survivor";
  private static final String SENT = "sent";
  private static final long A_WHILE = 1_000_000_000L;
  private static final String GOT = DoorbellScenarios.GOT;
  private static final WaitPolicy POLICY = WaitPolicy.DEFAULT;

  @Override
  public Stream<Scenario> scenarios() {
    return Stream.of(
        consumerWaits(), keepsItsSlot(), keepsItsRings(), serverEvicted(), clientDoesNotRead());
  }

  private static Scenario.Builder small(Scenario.Builder scenario) {
    return evicting(scenario).exhaustible();
  }

  private static Scenario.Builder evicting(Scenario.Builder scenario) {
    return scenario.faults(Faults.NONE).evictions(1, Zombies.ZOMBIE);
  }

  private static Scenario consumerWaits() {
    return small(
            DoorbellScenarios.bell(
                "zombie-waits", 1, "A consumer that waits is evicted, and told."))
        .process(
            Zombies.ZOMBIE,
            Zombies.leaving(
                context -> {
                  Outcome outcome =
                      DoorbellScenarios.consumer(context.participant(), POLICY)
                          .peek(Deadline.NEVER);
                  context.require(outcome == Outcome.EVICTED, "peek ended with " + outcome);
                }))
        .build();
  }

  private static Scenario keepsItsSlot() {
    return small(
            DoorbellScenarios.bell("zombie-keeps-its-slot", 1, "Nobody sends in a zombie's slot."))
        .process(Zombies.ZOMBIE, Zombies.leaving(BellZombieScenarios::sendOne))
        .process(SURVIVOR, Zombies.leaving(BellZombieScenarios::sendOne))
        .atEnd("D1", BellZombieScenarios::requireAllThatWasSent)
        .build();
  }

  private static void sendOne(ProcessContext context) {
    try (DoorbellProducer producer =
        DoorbellScenarios.producer(context.participant(), WaitPolicy.UNTIL_WOKEN)) {
      DoorbellScenarios.send(context, producer, 1);
      context.record(SENT, context.index());
    } catch (SharelockException e) {
      if (e.outcome() != Outcome.REFUSED) {
        throw e;
      }
    }
  }

  private static void requireAllThatWasSent(EndState end) {
    int sent = end.recorded(Zombies.ZOMBIE, SENT).size() + end.recorded(SURVIVOR, SENT).size();
    ParticipantContext last = AllocatorWorld.lastOf(AllocatorWorld.copyOf(end.memory()));
    DoorbellConsumer consumer = DoorbellScenarios.consumer(last, POLICY);
    int found = 0;
    while (consumer.peek(0) == Outcome.DONE) {
      consumer.release();
      found++;
    }
    end.require(found == sent, "frames: sent=" + sent + ", found=" + found);
  }

  /** D3: a consumer that is slow in releasing would give back what its successor has not read. */
  private static Scenario keepsItsRings() {
    return small(
            DoorbellScenarios.bell(
                "zombie-keeps-its-rings", 1, "Nobody takes in a zombie's place."))
        .setUp(BellZombieScenarios::withTwoFrames)
        .process(Zombies.ZOMBIE, Zombies.leaving(BellZombieScenarios::takeTwo))
        .process(SURVIVOR, BellZombieScenarios::takeTwo)
        .atEnd("D1", BellZombieScenarios::requireTwoFrames)
        .build();
  }

  private static void withTwoFrames(SharedMemory memory, Environment environment) {
    DoorbellFormat.create(
        memory, new DoorbellLayout(DoorbellScenarios.BASE, 1, DoorbellScenarios.CAPACITY));
    DoorbellProducer producer =
        DoorbellScenarios.producer(AllocatorWorld.loner(memory, 100), POLICY);
    for (long number = 0; number < 2; number++) {
      producer.claim(Long.BYTES, 0);
      producer.view().putLong(0, number);
      producer.publish();
    }
  }

  private static void takeTwo(ProcessContext context) {
    try (DoorbellConsumer consumer = DoorbellScenarios.consumer(context.participant(), POLICY)) {
      DoorbellScenarios.take(context, consumer, 0);
      DoorbellScenarios.take(context, consumer, 0);
    } catch (IllegalStateException refused) {
      context.record("refused", true);
    }
  }

  private static void requireTwoFrames(EndState end) {
    List<Object> zombie = end.recorded(Zombies.ZOMBIE, GOT);
    List<Object> survivor = end.recorded(SURVIVOR, GOT);
    int refused =
        end.recorded(Zombies.ZOMBIE, "refused").size() + end.recorded(SURVIVOR, "refused").size();
    end.require(zombie.size() + survivor.size() == 2, "got " + zombie + " and " + survivor);
    end.require(refused <= 1, "nobody was admitted");
  }

  private static Scenario serverEvicted() {
    return small(
            RequestScenarios.rendezvous(
                "zombie-serves", 1, "A server is evicted; its client is told, or answered."))
        .process(
            Zombies.ZOMBIE,
            Zombies.leaving(
                context -> {
                  RequestServer server = RequestScenarios.server(context, POLICY);
                  Outcome outcome =
                      server.run(exchange -> exchange.reply(plusOne(exchange.request())));
                  context.require(outcome == Outcome.EVICTED, "run ended with " + outcome);
                }))
        .process(
            "client",
            context -> {
              RequestClient client = RequestScenarios.client(context, POLICY);
              Outcome outcome = client.call(new byte[] {1}, A_WHILE);
              boolean told = outcome == Outcome.PEER_EVICTED || outcome == Outcome.TIMED_OUT;
              context.require(told || outcome == Outcome.DONE, "call ended with " + outcome);
            })
        .build();
  }

  private static byte[] plusOne(byte[] request) {
    return RequestScenarios.plusOne(request);
  }

  private static void sendTwo(ProcessContext context) {
    RequestClient client = RequestScenarios.client(context, POLICY);
    for (int question = 0; question < 2; question++) {
      Zombies.isDone(context, client.send(new byte[] {(byte) question}, Deadline.NEVER));
    }
  }

  /** Z4: the end does not wait until the zombie has made room for its answers. */
  private static Scenario clientDoesNotRead() {
    return evicting(
            RequestScenarios.rendezvous(
                "zombie-does-not-read", 1, "A client that does not read is evicted."))
        .process(
            Zombies.ZOMBIE,
            context -> {
              Zombies.unlessRefused(context, () -> sendTwo(context));
              Doorbell.attach(context.participant(), RequestScenarios.LAYOUT.requests().base())
                  .close();
            })
        .process(
            "server",
            context -> {
              RequestServer server = RequestScenarios.server(context, POLICY);
              Outcome outcome = server.run(exchange -> exchange.reply(exchange.request()));
              context.require(outcome == Outcome.CLOSED, "run ended with " + outcome);
            })
        .build();
  }
}
