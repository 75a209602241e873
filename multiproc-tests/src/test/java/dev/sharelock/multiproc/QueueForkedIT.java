package dev.sharelock.multiproc;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Queues and relays in real processes, step by step; see also {@link QueueKilledIT}. */
class QueueForkedIT {

  /** A victim is really killed before its k-th access, and a survivor goes on. */
  @ParameterizedTest
  @CsvSource({
    "queue.producer-killed, 0, 14",
    "queue.consumer-killed, 1, 12",
    "queue.blocks-consumer-killed, 1, 20",
    "queue.blocks-rival-killed, 1, 22",
    "relay.successors, 1, 33"
  })
  void membersAreKilledAtChosenAccesses(String name, int victim, int access) throws Exception {
    RealProcesses.requireSurvived(name, victim, access);
  }

  @ParameterizedTest
  @ValueSource(strings = "relay.put-then-acknowledge")
  void tokensOfMutantsFailInRealProcesses(String name) throws Exception {
    RealProcesses.requireRealFailure(name);
  }
}
