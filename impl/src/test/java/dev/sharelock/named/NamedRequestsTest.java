package dev.sharelock.named;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sharelock.Outcome;
import dev.sharelock.SharelockException;
import dev.sharelock.environment.Deadline;
import dev.sharelock.region.AttachOptions;
import dev.sharelock.region.Region;
import dev.sharelock.region.RegionOptions;
import dev.sharelock.request.Address;
import dev.sharelock.request.Exchange;
import dev.sharelock.request.ReplyStatus;
import dev.sharelock.request.RequestClient;
import dev.sharelock.request.RequestServer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class NamedRequestsTest {

  @TempDir Path folder;
  private Region region;

  @BeforeEach
  void create() {
    region = Region.create(RegionOptions.of("test", 1 << 18).in(folder.toString()));
  }

  @AfterEach
  void close() {
    region.close();
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private static void shout(Exchange exchange) {
    String text = new String(exchange.request(), StandardCharsets.UTF_8);
    exchange.reply(bytes(text.toUpperCase(Locale.ROOT)));
    if (text.equals("bye")) {
      exchange.thenShutDown();
    }
  }

  @Test
  void anotherThreadAnswersUntilItIsToldToStop() throws Exception {
    CompletableFuture<Outcome> served =
        CompletableFuture.supplyAsync(
            () -> {
              try (Region own = Region.attach(AttachOptions.of("test").in(folder.toString()));
                  RequestServer server = NamedRequests.open(own, "shout", 2, 256).server()) {
                return server.run(NamedRequestsTest::shout);
              }
            });
    try (RequestClient client = NamedRequests.open(region, "shout", 2, 256).client()) {
      for (String word : List.of("one", "", "two", "bye")) {
        assertThat(client.call(bytes(word), Deadline.NEVER)).isEqualTo(Outcome.DONE);
        assertThat(client.status()).isEqualTo(ReplyStatus.OK);
        assertThat(client.text()).isEqualTo(word.toUpperCase(Locale.ROOT));
      }
      assertThat(served.get()).isEqualTo(Outcome.CLOSED);
      assertThat(client.call(bytes("late"), Deadline.NEVER)).isEqualTo(Outcome.CLOSED);
    }
  }

  @Test
  void requestsAreServedInTurns() {
    NamedRequests requests = NamedRequests.open(region, "turns", 2, 1024);
    List<Long> order = new ArrayList<>();
    try (RequestServer server = requests.server();
        Region other = Region.attach(AttachOptions.of("test").in(folder.toString()));
        RequestClient first = requests.client();
        RequestClient second = NamedRequests.open(other, "turns", 2, 1024).client()) {
      for (int i = 0; i < 3; i++) {
        assertThat(first.send(bytes("a"), 0)).isEqualTo(Outcome.DONE);
      }
      assertThat(second.send(bytes("b"), 0)).isEqualTo(Outcome.DONE);
      for (int i = 0; i < 4; i++) {
        server.serve(
            exchange -> {
              order.add((long) exchange.address().slot());
              exchange.reply(new byte[0]);
            },
            0);
      }
      assertThat(order).containsExactly(0L, 1L, 0L, 0L);
    }
  }

  @Test
  void aClientThatDoesNotReadIsHeldBackAlone() {
    NamedRequests requests = NamedRequests.open(region, "slow", 2, 128);
    try (RequestServer server = requests.server();
        Region other = Region.attach(AttachOptions.of("test").in(folder.toString()));
        RequestClient slow = requests.client();
        RequestClient quick = NamedRequests.open(other, "slow", 2, 128).client()) {
      int sent = 0;
      while (slow.send(bytes("s"), 0) == Outcome.DONE) {
        server.serve(exchange -> exchange.reply(new byte[40]), 0);
        sent++;
      }
      assertThat(sent).isBetween(3, 12);
      assertThat(quick.send(bytes("q"), 0)).isEqualTo(Outcome.DONE);
      assertThat(server.serve(exchange -> exchange.reply(new byte[40]), 0)).isEqualTo(Outcome.DONE);
      assertThat(quick.receive(0)).isEqualTo(Outcome.DONE);
      int got = 0;
      while (got < sent) {
        Outcome outcome = slow.receive(0);
        if (outcome == Outcome.DONE) {
          got++;
        }
        server.serve(exchange -> exchange.reply(new byte[40]), 0);
        assertThat(slow.id()).isEqualTo(got);
      }
    }
  }

  @Test
  void answersCanBeDeferred() {
    NamedRequests requests = NamedRequests.open(region, "later", 1, 256);
    try (RequestServer server = requests.server();
        RequestClient client = requests.client()) {
      client.send(bytes("x"), 0);
      List<Address> addresses = new ArrayList<>();
      server.serve(
          exchange -> {
            addresses.add(exchange.address());
            exchange.defer();
          },
          0);
      assertThat(client.receive(0)).isEqualTo(Outcome.WOULD_BLOCK);
      server.reply(addresses.getFirst(), ReplyStatus.FAILED, bytes("sorry"));
      assertThat(client.receive(0)).isEqualTo(Outcome.DONE);
      assertThat(client.status()).isEqualTo(ReplyStatus.FAILED);
      assertThat(client.text()).isEqualTo("sorry");
      assertThatIllegalArgumentException()
          .isThrownBy(() -> server.reply(new Address(9, 1, 1), ReplyStatus.OK, new byte[0]))
          .withMessageContaining("slot=9");
    }
  }

  @Test
  void rolesAndSlotsAreLimited() {
    NamedRequests requests = NamedRequests.open(region, "one", 1, 256);
    try (RequestServer server = requests.server();
        RequestClient client = requests.client()) {
      assertThat(client.send(new byte[256], 0)).isEqualTo(Outcome.TOO_LARGE);
      assertThat(server.serve(exchange -> {}, 0)).isEqualTo(Outcome.WOULD_BLOCK);
      try (Region other = Region.attach(AttachOptions.of("test").in(folder.toString()))) {
        NamedRequests same = NamedRequests.open(other, "one", 1, 256);
        assertThatIllegalStateException().isThrownBy(same::server).withMessageContaining("holder");
        assertThatThrownBy(same::client)
            .isInstanceOfSatisfying(
                SharelockException.class, e -> assertThat(e.outcome()).isEqualTo(Outcome.REFUSED))
            .hasMessageContaining("slots=1");
      }
    }
    requests.client().close();
    requests.server().close();
  }
}
