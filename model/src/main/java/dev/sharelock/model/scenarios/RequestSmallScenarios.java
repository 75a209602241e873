package dev.sharelock.model.scenarios;

import dev.sharelock.Outcome;
import dev.sharelock.environment.Deadline;
import dev.sharelock.model.scenario.Faults;
import dev.sharelock.model.scenario.ProcessContext;
import dev.sharelock.model.scenario.Scenario;
import dev.sharelock.model.scenario.ScenarioProvider;
import dev.sharelock.request.ReplyStatus;
import dev.sharelock.request.RequestClient;
import dev.sharelock.request.RequestHandler;
import dev.sharelock.request.RequestServer;
import dev.sharelock.waiting.WaitPolicy;
import java.util.stream.Stream;

/** Rendezvous at which one thing happens, so that every execution can be looked at. */
public final class RequestSmallScenarios implements ScenarioProvider {
  private static final WaitPolicy POLICY = WaitPolicy.UNTIL_WOKEN;

  @Override
  public Stream<Scenario> scenarios() {
    return Stream.of(failure(), lastResponse(), serverFollows(), clientFollows());
  }

  private static Scenario.Builder small(String name, String about) {
    return RequestScenarios.rendezvous(name, 1, about).faults(Faults.NONE).exhaustible();
  }

  private static void serve(ProcessContext context, RequestServer server, RequestHandler handler) {
    Outcome outcome = server.serve(handler, Deadline.NEVER);
    context.require(outcome == Outcome.DONE, "serve ended with " + outcome);
  }

  private static Scenario failure() {
    return small("failure", "A handler fails, and the client is told.")
        .process(
            "client",
            context -> {
              RequestClient client = RequestScenarios.client(context, POLICY);
              Outcome outcome = client.call(new byte[0], Deadline.NEVER);
              context.require(outcome == Outcome.DONE, "call ended with " + outcome);
              context.require(client.status() == ReplyStatus.FAILED, "no failure");
              context.require(client.text().equals("no"), client.text());
            })
        .process(
            "server",
            context ->
                serve(
                    context,
                    RequestScenarios.server(context, POLICY),
                    exchange -> {
                      throw new IllegalStateException("no");
                    }))
        .build();
  }

  private static Scenario lastResponse() {
    return small("last-response", "The server shuts down; its last answer arrives before the end.")
        .process(
            "client",
            context -> {
              RequestClient client = RequestScenarios.client(context, POLICY);
              Outcome outcome = RequestScenarios.ask(context, client, 0);
              context.require(outcome == Outcome.DONE, "call ended with " + outcome);
            })
        .process(
            "server",
            context ->
                serve(
                    context,
                    RequestScenarios.server(context, POLICY),
                    exchange -> {
                      exchange.reply(RequestScenarios.plusOne(exchange.request()));
                      exchange.thenShutDown();
                    }))
        .build();
  }

  private static Scenario serverFollows() {
    return small("server-follows", "A server dies; its successor answers what is open.")
        .process(
            "client",
            context -> {
              RequestClient client = RequestScenarios.client(context, WaitPolicy.DEFAULT);
              Outcome sent = client.send(new byte[] {1}, 0);
              context.require(sent == Outcome.DONE, "send ended with " + sent);
            })
        .process("server", RequestSmallScenarios::serveOnce)
        .afterDeathOf("server", "successor", RequestSmallScenarios::serveOnce)
        .faults(Faults.NONE.killing(1, "server"))
        .build();
  }

  private static void serveOnce(ProcessContext context) {
    RequestServer server = RequestScenarios.server(context, WaitPolicy.DEFAULT);
    Outcome outcome =
        server.serve(exchange -> exchange.reply(RequestScenarios.plusOne(exchange.request())), 0);
    boolean legal = outcome == Outcome.DONE || outcome == Outcome.WOULD_BLOCK;
    context.require(legal, "serve ended with " + outcome);
  }

  /** S17: the slot and its ring of replies are those of the dead one, the answers are not. */
  private static Scenario clientFollows() {
    return small("client-follows", "A client dies; the next one never reads its answers.")
        .process(
            "client",
            context -> {
              RequestClient client = RequestScenarios.client(context, WaitPolicy.DEFAULT);
              client.send(new byte[] {1}, 0);
            })
        .afterDeathOf(
            "client",
            "successor",
            context -> {
              try (RequestServer server = RequestScenarios.server(context, POLICY)) {
                server.serve(exchange -> exchange.reply(exchange.request()), 0);
              }
              RequestClient client = RequestScenarios.client(context, POLICY);
              Outcome outcome = client.receive(0);
              context.require(outcome != Outcome.DONE, "got the answer of the dead one");
            })
        .faults(Faults.NONE.killing(1, "client"))
        .build();
  }
}
