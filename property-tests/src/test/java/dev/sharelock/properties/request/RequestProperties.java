package dev.sharelock.properties.request;

import dev.sharelock.properties.Steps;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;
import net.jqwik.api.constraints.IntRange;

/**
 * Whatever clients and servers do that come, die and succeed each other: each client gets the
 * answers to its own requests, and a client that does not read holds up nobody else.
 */
final class RequestProperties {

  @Provide
  Arbitrary<List<RequestStep>> steps() {
    Arbitrary<RequestStep.Kind> kinds =
        Arbitraries.frequency(
            Tuple.of(4, RequestStep.Kind.JOIN),
            Tuple.of(14, RequestStep.Kind.SEND),
            Tuple.of(8, RequestStep.Kind.RECEIVE),
            Tuple.of(10, RequestStep.Kind.SERVE),
            Tuple.of(2, RequestStep.Kind.FAIL),
            Tuple.of(3, RequestStep.Kind.DEFER),
            Tuple.of(3, RequestStep.Kind.REPLY),
            Tuple.of(1, RequestStep.Kind.DIE),
            Tuple.of(1, RequestStep.Kind.LEAVE),
            Tuple.of(1, RequestStep.Kind.SUCCEED),
            Tuple.of(1, RequestStep.Kind.SHUT_DOWN));
    return Steps.of(kinds, RequestMachine.MAX_CLIENTS, RequestStep::new);
  }

  @Property
  void everyClientGetsItsOwnAnswers(
      @ForAll @IntRange(min = 1, max = RequestMachine.MAX_CLIENTS) int clients,
      @ForAll("steps") List<RequestStep> steps) {
    RequestMachine machine = new RequestMachine(clients);
    steps.forEach(machine::run);
    machine.answerAll();
  }
}
