package dev.sharelock.properties.record;

import dev.sharelock.properties.record.RecordStep.Kind;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A block that was sent as a record, has arrived, and is a channel now. */
final class RecordReuseTest {

  /** Its sender still knows of the way there, and is the last to leave the channel all the same. */
  @Test
  void whoeverLeavesSuchAChannelAsTheLastRecoversWhatTheDeadHad() {
    RecordMachine machine = new RecordMachine();
    List.of(
            new RecordStep(Kind.SEND, 0, 0, 0),
            new RecordStep(Kind.SEND, 0, 0, 0),
            new RecordStep(Kind.SEND, 0, 1, 1017),
            new RecordStep(Kind.RECEIVE, 1, 1, 0),
            new RecordStep(Kind.REMOVE, 0, 1, 0),
            new RecordStep(Kind.LEAVE, 0, 1, 0),
            new RecordStep(Kind.SEND, 0, 1, 0),
            new RecordStep(Kind.SEND, 2, 0, 0),
            new RecordStep(Kind.KILL, 2, 0, 0),
            new RecordStep(Kind.CLOSE, 0, 0, 0),
            new RecordStep(Kind.SEND, 0, 0, 0))
        .forEach(machine::run);
    machine.end();
  }
}
