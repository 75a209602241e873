package dev.sharelock.examples;

import dev.sharelock.Outcome;
import dev.sharelock.named.NamedRequests;
import dev.sharelock.region.Region;
import dev.sharelock.region.RegionOptions;
import dev.sharelock.request.Exchange;
import dev.sharelock.request.RequestClient;
import dev.sharelock.request.RequestServer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.HexFormat;

/**
 * A server in a process of its own answers requests over rings in shared memory, as barretenberg's
 * does for proofs. After {@code mvn package -DskipTests}:
 *
 * <pre>
 *   java -cp impl/target/classes:examples/target/classes dev.sharelock.examples.HashServer
 * </pre>
 *
 * <p>The first server dies while it works. Its request is still in the ring, and the next server
 * answers it: the client hears of the death, but does not ask again.
 */
public final class HashServer {
  private static final int CLIENTS = 4;
  private static final long RING_BYTES = 1 << 16;
  private static final long SECONDS = 1_000_000_000L;

  /** A request that is too much for the first server. */
  private static final String HARD = "hard";

  private HashServer() {}

  public static void main(String[] arguments) throws Exception {
    if (arguments.length == 0) {
      ask("hash-server-" + ProcessHandle.current().pid());
    } else {
      serve(arguments[0], arguments[1].equals("fragile"));
    }
  }

  private static void serve(String name, boolean fragile) {
    try (Region region = Jvm.attach(name);
        RequestServer server = rendezvous(region).server()) {
      server.run(exchange -> handle(exchange, fragile));
    }
  }

  private static void handle(Exchange exchange, boolean fragile) throws Exception {
    String text = new String(exchange.request(), StandardCharsets.UTF_8);
    if (text.equals(HARD) && fragile) {
      Jvm.crash();
    }
    if (text.isEmpty()) {
      throw new IllegalArgumentException("nothing to hash: length=0; do: send some text");
    }
    if (text.equals("quit")) {
      exchange.thenShutDown();
    }
    byte[] hash = MessageDigest.getInstance("SHA-256").digest(exchange.request());
    exchange.reply(HexFormat.of().formatHex(hash, 0, 4).getBytes(StandardCharsets.UTF_8));
  }

  private static void ask(String name) throws Exception {
    try (Region region = Region.create(RegionOptions.of(name, 1 << 20));
        RequestClient client = rendezvous(region).client()) {
      Process first = Jvm.start(HashServer.class, name, "fragile");
      print(client, "one", call(client, "one"));
      sendMany(client);
      print(client, "no text", call(client, ""));

      Outcome outcome = call(client, HARD);
      System.out.println(HARD + ": " + outcome + ", server ended with " + first.waitFor());
      Process second = Jvm.start(HashServer.class, name, "steady");
      while (outcome == Outcome.PEER_DEAD) {
        Thread.sleep(1);
        outcome = client.receive(60 * SECONDS);
      }
      print(client, HARD + ", second server", outcome);

      print(client, "quit", call(client, "quit"));
      System.out.println("then: " + call(client, "more"));
      second.waitFor();
    }
    Region.unlink(name);
  }

  /** Several requests are on their way at once. Answers tell which request they are for. */
  private static void sendMany(RequestClient client) {
    long before = client.lastId();
    for (String text : new String[] {"red", "green", "blue"}) {
      client.send(text.getBytes(StandardCharsets.UTF_8), 60 * SECONDS);
    }
    for (int i = 0; i < 3; i++) {
      Outcome outcome = client.receive(60 * SECONDS);
      print(client, "answer to request " + (client.id() - before) + " of 3", outcome);
    }
  }

  private static NamedRequests rendezvous(Region region) {
    return NamedRequests.open(region, "hashes", CLIENTS, RING_BYTES);
  }

  private static Outcome call(RequestClient client, String text) {
    return client.call(text.getBytes(StandardCharsets.UTF_8), 60 * SECONDS);
  }

  private static void print(RequestClient client, String what, Outcome outcome) {
    String answer = outcome == Outcome.DONE ? client.status() + " " + client.text() : "";
    System.out.println((what + ": " + outcome + " " + answer).strip());
  }
}
