package dev.sharelock.model.scenarios;

import dev.sharelock.Outcome;
import dev.sharelock.SharelockException;
import dev.sharelock.environment.Environment;
import dev.sharelock.environment.ParticipantContext;
import dev.sharelock.environment.Participants;
import dev.sharelock.memory.SharedMemory;
import dev.sharelock.model.scenario.EndState;
import dev.sharelock.model.scenario.Faults;
import dev.sharelock.model.scenario.ProcessContext;
import dev.sharelock.model.scenario.Scenario;
import dev.sharelock.model.scenario.ScenarioProvider;
import dev.sharelock.model.specimens.Weakening;
import dev.sharelock.model.trace.FailureKind;
import dev.sharelock.pipe.PipeClient;
import dev.sharelock.pipe.PipeFormat;
import dev.sharelock.pipe.PipeLayout;
import dev.sharelock.pipe.PipeServer;
import dev.sharelock.queue.ConditionQueue;
import dev.sharelock.waiting.WaitPolicy;
import java.util.stream.Stream;

/** Servers and clients of a pipe: succession, death, the end. */
public final class PipeScenarios implements ScenarioProvider {
  private static final PipeLayout LAYOUT = PipeLayout.of(0, 2, 4, 1);

  /** The participant that the second process is. */
  private static final long SUCCESSOR = 2;

  private static final String ENDED = QueueWorld.ENDED;

  @Override
  public Stream<Scenario> scenarios() {
    return Stream.of(
        succession("succession", memory -> memory).build(),
        succession("without-wake-of-takeover", Weakening.withoutWakes())
            .mustFailWith(FailureKind.DEADLOCK, FailureKind.LOST_WAKE_UP)
            .build(),
        successionForRoom(),
        serverDead(),
        serverLeaves(),
        oneServer("one-server", memory -> memory).build(),
        oneServer("without-server-update", Weakening.splitUpdates(LAYOUT.server()))
            .mustFailWith(FailureKind.ASSERTION)
            .build(),
        successors());
  }

  static Scenario.Builder pipe(String name, String about) {
    return Scenario.named("pipe." + name)
        .about(about)
        .bytes(LAYOUT.bytes())
        .fields(names -> LAYOUT.describe("pipe", names))
        .setUp((memory, environment) -> PipeFormat.create(memory, LAYOUT));
  }

  /** Becomes the server and puts a value; what it can do for the clients ends with the wake-up. */
  private static void serve(ProcessContext context, Weakening weakening, WaitPolicy policy) {
    ParticipantContext own =
        new ParticipantContext(
            weakening.of(context.memory()), context.environment(), context.participants());
    PipeServer.open(own, 0, policy);
    context.record("serves", context.index());
  }

  private static PipeClient client(ProcessContext context, WaitPolicy policy) {
    return PipeClient.open(context.participant(), 0, policy);
  }

  /** A client of the dead server waits until it is told of the new one. */
  private static Scenario.Builder succession(String name, Weakening weakening) {
    return pipe(name, "A client waits for a dead server, whose successor wakes it.")
        .setUp(PipeScenarios::servedByTheDead)
        .process(
            "client",
            context -> {
              PipeClient client = client(context, WaitPolicy.UNTIL_WOKEN);
              if (client.knownServer() != SUCCESSOR) {
                Outcome outcome = client.values().dequeue();
                context.require(outcome == Outcome.STALE, "dequeue ended with " + outcome);
                client.renew();
              }
              context.require(client.knownServer() == SUCCESSOR, "unknown server");
            })
        .process("successor", context -> serve(context, weakening, WaitPolicy.UNTIL_WOKEN))
        .faults(Faults.NONE)
        .exhaustible();
  }

  /** The same for a client that waits for room: it puts nothing, or into the room there is. */
  private static Scenario successionForRoom() {
    return pipe(
            "succession-for-room", "A client waits for room at a dead server, which is succeeded.")
        .setUp(PipeScenarios::filledByTheDead)
        .process("client", PipeScenarios::putUnlessSucceeded)
        .process(
            "successor",
            context -> {
              PipeServer server = PipeServer.open(context.participant(), 0, WaitPolicy.UNTIL_WOKEN);
              try (ConditionQueue queue = server.values()) {
                QueueWorld.takeAll(context, queue, 1);
              }
            })
        .atEnd("put or not", PipeScenarios::requirePutOnce)
        .faults(Faults.NONE)
        .exhaustible()
        .build();
  }

  private static void filledByTheDead(SharedMemory memory, Environment environment) {
    PipeFormat.create(memory, LAYOUT);
    PipeServer server = PipeServer.open(AllocatorWorld.lastOf(memory), 0, WaitPolicy.UNTIL_WOKEN);
    try (ConditionQueue queue = server.values()) {
      while (!queue.isFull()) {
        queue.tryEnqueue(1);
      }
    }
  }

  private static void putUnlessSucceeded(ProcessContext context) {
    PipeClient client = client(context, WaitPolicy.UNTIL_WOKEN);
    long known = client.knownServer();
    try (ConditionQueue queue = client.values()) {
      Outcome outcome = queue.enqueue(2);
      boolean stale = outcome == Outcome.STALE && known != SUCCESSOR;
      context.require(stale || outcome == Outcome.DONE, "enqueue ended with " + outcome);
      context.record(ENDED, outcome);
    }
  }

  private static void requirePutOnce(EndState end) {
    ParticipantContext last = AllocatorWorld.lastOf(AllocatorWorld.copyOf(end.memory()));
    boolean put = end.recorded("client", ENDED).contains(Outcome.DONE);
    try (ConditionQueue queue = PipeClient.open(last, 0, WaitPolicy.DEFAULT).values()) {
      end.require(queue.size() == (put ? 2 : 1), "put: " + put + ", there are " + queue.size());
    }
  }

  private static void servedByTheDead(SharedMemory memory, Environment environment) {
    PipeFormat.create(memory, LAYOUT);
    PipeServer.open(AllocatorWorld.lastOf(memory), 0, WaitPolicy.DEFAULT);
  }

  /** What the server has put is taken before anybody is told that it is dead. */
  private static Scenario serverDead() {
    return pipe("server-dead", "The server dies anywhere, and nobody takes its place.")
        .process(
            "server",
            context -> {
              try (PipeServer server =
                      PipeServer.open(context.participant(), 0, WaitPolicy.DEFAULT);
                  ConditionQueue queue = server.values()) {
                QueueWorld.put(context, queue, 1, 2);
                queue.closeQueue();
              }
            })
        .process(
            "client",
            context -> {
              PipeClient client = client(context, WaitPolicy.DEFAULT);
              client.awaitServer(1_000_000_000);
              boolean known = client.knownServer() != Participants.NOBODY;
              ConditionQueue queue = client.values();
              Outcome outcome = Outcome.DONE;
              while (outcome == Outcome.DONE) {
                outcome = QueueWorld.take(context, queue, 1_000_000_000);
              }
              context.record(ENDED, outcome);
              boolean fine =
                  outcome == Outcome.CLOSED
                      || outcome == Outcome.PEER_DEAD
                      || !known && outcome == Outcome.TIMED_OUT;
              context.require(fine, "dequeue ended with " + outcome);
            })
        .faults(Faults.NONE.killing(1, "server"))
        .atEnd("nothing is left", PipeScenarios::requireNothingLeft)
        .build();
  }

  private static void requireNothingLeft(EndState end) {
    ParticipantContext last = AllocatorWorld.lastOf(AllocatorWorld.copyOf(end.memory()));
    try (ConditionQueue queue = PipeClient.open(last, 0, WaitPolicy.DEFAULT).values()) {
      int left = queue.size();
      boolean dead = end.recorded("client", ENDED).contains(Outcome.PEER_DEAD);
      end.require(!dead || left == 0, "client was told of the death, and left " + left);
    }
    QueueWorld.requireRising(end, "client");
  }

  private static Scenario serverLeaves() {
    return pipe("server-leaves", "A client waits for a server that leaves.")
        .process(
            "server",
            context -> PipeServer.open(context.participant(), 0, WaitPolicy.UNTIL_WOKEN).close())
        .process(
            "client",
            context -> {
              PipeClient client = client(context, WaitPolicy.UNTIL_WOKEN);
              if (client.knownServer() != Participants.NOBODY) {
                Outcome outcome = client.values().dequeue();
                context.require(outcome == Outcome.PEER_DEAD, "dequeue ended with " + outcome);
              }
            })
        .faults(Faults.NONE)
        .exhaustible()
        .build();
  }

  private static Scenario.Builder oneServer(String name, Weakening weakening) {
    return pipe(name, "Two want to be the server, and one is.")
        .process("one", context -> tryToServe(context, weakening))
        .process("other", context -> tryToServe(context, weakening))
        .atEnd(
            "one",
            end -> {
              int servers =
                  end.recorded("one", "serves").size() + end.recorded("other", "serves").size();
              end.require(servers == 1, servers + " processes are the server");
            })
        .faults(Faults.NONE)
        .exhaustible();
  }

  private static void tryToServe(ProcessContext context, Weakening weakening) {
    try {
      serve(context, weakening, WaitPolicy.DEFAULT);
    } catch (SharelockException refused) {
      context.require(refused.outcome() == Outcome.REFUSED, "refused by " + refused.outcome());
    }
  }

  /** Servers die one after the other; the client goes on with each, and gets what each has put. */
  private static Scenario successors() {
    return pipe("successors", "Servers die anywhere, and the client goes on with the next.")
        .process("first", context -> serveToTheEnd(context, 10))
        .afterDeathOf("first", "second", context -> serveToTheEnd(context, 20))
        .afterDeathOf("second", "third", context -> serveToTheEnd(context, 30))
        .process(
            "client",
            context -> {
              PipeClient client = client(context, WaitPolicy.DEFAULT);
              ConditionQueue queue = client.values();
              Outcome outcome = Outcome.DONE;
              while (outcome != Outcome.CLOSED) {
                outcome = QueueWorld.take(context, queue, 1_000_000);
                if (outcome == Outcome.STALE || outcome == Outcome.PEER_DEAD) {
                  outcome = client.awaitServer(1_000_000);
                }
              }
            })
        .faults(Faults.NONE.killing(2, "first", "second"))
        .atEnd("in order", end -> QueueWorld.requireRising(end, "client"))
        .atEnd("whatever was put", PipeScenarios::requireAllOfThem)
        .build();
  }

  private static void serveToTheEnd(ProcessContext context, long first) {
    PipeServer server = PipeServer.open(context.participant(), 0, WaitPolicy.DEFAULT);
    ConditionQueue queue = server.values();
    for (long value = first; value < first + 2; value++) {
      Outcome outcome = queue.enqueue(value);
      if (outcome == Outcome.DONE) {
        context.record("put", value);
      }
    }
    queue.closeQueue();
    queue.close();
  }

  private static void requireAllOfThem(EndState end) {
    for (String server : new String[] {"first", "second", "third"}) {
      for (Object value : end.recorded(server, "put")) {
        end.require(end.recorded("client", QueueWorld.GOT).contains(value), value + " is lost");
      }
    }
  }
}
