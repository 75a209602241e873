package dev.sharelock.stress.record;

import dev.sharelock.stress.memory.Mappings;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Expect;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.II_Result;

/** What is in a record when it arrives. Nobody waits. */
public final class RecordTraffic {
  private RecordTraffic() {}

  /** One sends, the other receives. */
  @JCStressTest
  @Outcome(id = "7, 7", expect = Expect.ACCEPTABLE, desc = "the record was there, and whole")
  @Outcome(id = "7, -1", expect = Expect.ACCEPTABLE, desc = "it was not there yet")
  @Outcome(expect = Expect.FORBIDDEN, desc = "half a record, or the answer of something else")
  @State
  public static class Publication extends RecordState {
    /** Prepares the channel. */
    public Publication() {
      super(Mappings.TWO);
    }

    /** The one side. */
    @Actor
    public void left(II_Result r) {
      r.r1 = send(7);
    }

    /** The other side. */
    @Actor
    public void right(II_Result r) {
      r.r2 = receive();
    }
  }

  /** One sends the last record and ends the stream, the other receives twice. */
  @JCStressTest
  @Outcome(id = "7, -3", expect = Expect.ACCEPTABLE, desc = "the record, then the end")
  @Outcome(id = "7, -1", expect = Expect.ACCEPTABLE, desc = "the record, and no end yet")
  @Outcome(id = "-1, 7", expect = Expect.ACCEPTABLE, desc = "nothing yet, then the record")
  @Outcome(id = "-1, -1", expect = Expect.ACCEPTABLE, desc = "nothing yet")
  @Outcome(expect = Expect.FORBIDDEN, desc = "the end before the last record")
  @State
  public static class LastRecord extends RecordState {
    /** Prepares the channel. */
    public LastRecord() {
      super(Mappings.TWO);
    }

    /** The one side. */
    @Actor
    public void left() {
      send(7);
      end();
    }

    /** The other side. */
    @Actor
    public void right(II_Result r) {
      r.r1 = receive();
      r.r2 = receive();
    }
  }
}
