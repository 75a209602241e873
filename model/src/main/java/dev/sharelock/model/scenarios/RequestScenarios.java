package dev.sharelock.model.scenarios;

import dev.sharelock.Outcome;
import dev.sharelock.doorbell.Doorbell;
import dev.sharelock.environment.Deadline;
import dev.sharelock.model.scenario.EndState;
import dev.sharelock.model.scenario.Faults;
import dev.sharelock.model.scenario.ProcessContext;
import dev.sharelock.model.scenario.Scenario;
import dev.sharelock.model.scenario.ScenarioProvider;
import dev.sharelock.request.Address;
import dev.sharelock.request.ReplyStatus;
import dev.sharelock.request.RequestClient;
import dev.sharelock.request.RequestFormat;
import dev.sharelock.request.RequestLayout;
import dev.sharelock.request.RequestServer;
import dev.sharelock.waiting.WaitPolicy;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Queue;
import java.util.stream.Stream;

/** Clients ask for a number plus one; each answer is recognisable as the one to its question. */
public final class RequestScenarios implements ScenarioProvider {
  private static final long BASE = 0;
  private static final int CAPACITY = 64;
  private static final WaitPolicy POLICY = WaitPolicy.DEFAULT;
  static final RequestLayout LAYOUT = RequestLayout.of(BASE, 1, CAPACITY);
  static final String ANSWER = "answer";
  private static final String ENDED = "ended";

  @Override
  public Stream<Scenario> scenarios() {
    return Stream.of(
        oneCall(),
        twoClients(),
        pipelined(),
        handlerFails(),
        deferred(),
        slotOfTheDead(),
        serverKilled());
  }

  static Scenario.Builder rendezvous(String name, int clients, String about) {
    return rendezvous(name, clients, CAPACITY, about);
  }

  private static Scenario.Builder rendezvous(String name, int clients, int capacity, String about) {
    RequestLayout layout = RequestLayout.of(BASE, clients, capacity);
    return Scenario.named("request." + name)
        .about(about)
        .bytes(RequestLayout.bytes(clients, capacity))
        .fields(names -> layout.describe("rpc", names))
        .setUp((memory, environment) -> RequestFormat.create(memory, layout));
  }

  static RequestServer server(ProcessContext context, WaitPolicy policy) {
    return RequestServer.open(context.participant(), BASE, policy);
  }

  static RequestClient client(ProcessContext context, WaitPolicy policy) {
    return RequestClient.open(context.participant(), BASE, policy);
  }

  /** Asks questions that no other client asks, and checks each answer. */
  static Outcome ask(ProcessContext context, RequestClient client, int question) {
    byte[] request = {(byte) (context.index() * 10 + question)};
    Outcome outcome = client.call(request, Deadline.NEVER);
    if (outcome == Outcome.DONE) {
      context.require(client.status() == ReplyStatus.OK, client.text());
      context.require(client.reply()[0] == request[0] + 1, "answer is " + client.reply()[0]);
      context.record(ANSWER, question);
    }
    return outcome;
  }

  static void asker(ProcessContext context, int questions, WaitPolicy policy) {
    try (RequestClient client = client(context, policy)) {
      for (int question = 0; question < questions; question++) {
        Outcome outcome = ask(context, client, question);
        context.require(outcome == Outcome.DONE, "call ended with " + outcome);
      }
    }
  }

  static byte[] plusOne(byte[] request) {
    return new byte[] {(byte) (request[0] + 1)};
  }

  static void answer(ProcessContext context, RequestServer server, int count) {
    for (int i = 0; i < count; i++) {
      Outcome outcome =
          server.serve(exchange -> exchange.reply(plusOne(exchange.request())), Deadline.NEVER);
      context.require(outcome == Outcome.DONE, "serve ended with " + outcome);
    }
  }

  private static Scenario oneCall() {
    return rendezvous("one-call", 1, "One client, one server, one call.")
        .process("client", context -> asker(context, 1, WaitPolicy.UNTIL_WOKEN))
        .process("server", context -> answer(context, server(context, WaitPolicy.UNTIL_WOKEN), 1))
        .faults(Faults.NONE)
        .exhaustible()
        .build();
  }

  private static Scenario twoClients() {
    return rendezvous("two-clients", 2, "Each client gets its own answers.")
        .process("first", context -> asker(context, 2, WaitPolicy.UNTIL_WOKEN))
        .process("second", context -> asker(context, 2, WaitPolicy.UNTIL_WOKEN))
        .process("server", context -> answer(context, server(context, WaitPolicy.UNTIL_WOKEN), 4))
        .build();
  }

  private static Scenario pipelined() {
    return rendezvous("pipelined", 2, "A client that does not read is held back, and nobody else.")
        .process(
            "first",
            context -> {
              RequestClient client = client(context, WaitPolicy.UNTIL_WOKEN);
              for (int question = 0; question < 3; question++) {
                Outcome sent = client.send(new byte[] {(byte) question}, Deadline.NEVER);
                context.require(sent == Outcome.DONE, "send ended with " + sent);
              }
              for (int question = 0; question < 3; question++) {
                Outcome got = client.receive(Deadline.NEVER);
                context.require(got == Outcome.DONE, "receive ended with " + got);
                context.require(client.id() == question + 1, "id is " + client.id());
                context.require(client.reply()[0] == question + 1, "wrong answer");
              }
            })
        .process("second", context -> asker(context, 1, WaitPolicy.UNTIL_WOKEN))
        .daemon("server", context -> answer(context, server(context, WaitPolicy.UNTIL_WOKEN), 9))
        .build();
  }

  private static Scenario handlerFails() {
    return rendezvous("handler-fails", 1, 128, "A failing handler, no answer, then the last one.")
        .process(
            "client",
            context -> {
              RequestClient client = client(context, WaitPolicy.UNTIL_WOKEN);
              for (String expected :
                  List.of("no", "handler gave no answer", "reply is too long", "bye")) {
                Outcome outcome = client.call(new byte[0], Deadline.NEVER);
                context.require(outcome == Outcome.DONE, "call ended with " + outcome);
                context.require(client.text().startsWith(expected), client.text());
              }
              Outcome outcome = client.call(new byte[0], Deadline.NEVER);
              context.require(outcome == Outcome.CLOSED, "call ended with " + outcome);
            })
        .process(
            "server",
            context -> {
              RequestServer server = server(context, WaitPolicy.UNTIL_WOKEN);
              server.serve(
                  exchange -> {
                    throw new IllegalStateException("no");
                  },
                  Deadline.NEVER);
              server.serve(exchange -> {}, Deadline.NEVER);
              server.serve(exchange -> exchange.reply(new byte[999]), Deadline.NEVER);
              Outcome outcome =
                  server.run(
                      exchange -> {
                        exchange.reply("bye".getBytes(java.nio.charset.StandardCharsets.UTF_8));
                        exchange.thenShutDown();
                      });
              context.require(outcome == Outcome.CLOSED, "run ended with " + outcome);
            })
        .faults(Faults.NONE)
        .build();
  }

  private static Scenario deferred() {
    return rendezvous("deferred", 2, "Answers are given later, the last question first.")
        .process("first", context -> asker(context, 1, WaitPolicy.UNTIL_WOKEN))
        .process("second", context -> asker(context, 1, WaitPolicy.UNTIL_WOKEN))
        .process(
            "server",
            context -> {
              RequestServer server = server(context, WaitPolicy.UNTIL_WOKEN);
              Queue<Address> addresses = new ArrayDeque<>();
              Queue<byte[]> answers = new ArrayDeque<>();
              while (addresses.size() < 2) {
                server.serve(
                    exchange -> {
                      addresses.add(exchange.address());
                      answers.add(plusOne(exchange.request()));
                      exchange.defer();
                    },
                    Deadline.NEVER);
              }
              addresses.add(addresses.remove());
              answers.add(answers.remove());
              while (!addresses.isEmpty()) {
                server.reply(addresses.remove(), ReplyStatus.OK, answers.remove());
              }
            })
        .build();
  }

  private static Scenario slotOfTheDead() {
    return rendezvous("slot-of-the-dead", 1, "A new client never gets its predecessor's answers.")
        .process(
            "client",
            context -> {
              asker(context, 2, POLICY);
              context.record(ENDED, true);
            })
        .afterDeathOf(
            "client",
            "successor",
            context -> {
              asker(context, 1, POLICY);
              context.record(ENDED, true);
            })
        .daemon(
            "server",
            context -> {
              RequestServer server = server(context, POLICY);
              while (true) {
                answer(context, server, 1);
              }
            })
        .faults(Faults.NONE.killing(1, "client"))
        .atEnd("everybody alive is served", RequestScenarios::requireServed)
        .build();
  }

  private static void requireServed(EndState end) {
    String who = end.killed("client") ? "successor" : "client";
    end.require(!end.recorded(who, ENDED).isEmpty(), who + " was not served");
  }

  private static Scenario serverKilled() {
    return rendezvous("server-killed", 1, "A server dies and another one answers in its place.")
        .process(
            "client",
            context -> {
              try (RequestClient client = client(context, POLICY)) {
                for (int question = 0; question < 2; question++) {
                  Outcome outcome = ask(context, client, question);
                  while (outcome == Outcome.PEER_DEAD) {
                    context.environment().spinHint();
                    outcome = ask(context, client, question);
                  }
                  context.require(outcome == Outcome.DONE, "call ended with " + outcome);
                }
              }
              Doorbell.attach(context.participant(), LAYOUT.requests().base()).close();
            })
        .process("server", context -> serveUntilServed(context))
        .afterDeathOf("server", "successor", context -> serveUntilServed(context))
        .faults(Faults.NONE.killing(1, "server"))
        .build();
  }

  private static void serveUntilServed(ProcessContext context) {
    RequestServer server = server(context, POLICY);
    Outcome outcome = Outcome.DONE;
    while (outcome == Outcome.DONE) {
      outcome =
          server.serve(exchange -> exchange.reply(plusOne(exchange.request())), Deadline.NEVER);
    }
    context.require(outcome == Outcome.CLOSED, "serve ended with " + outcome);
  }
}
