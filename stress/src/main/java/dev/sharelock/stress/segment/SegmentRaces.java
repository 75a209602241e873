package dev.sharelock.stress.segment;

import dev.sharelock.segment.Segment;
import dev.sharelock.stress.memory.Mappings;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Expect;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.II_Result;
import org.openjdk.jcstress.infra.results.I_Result;

/** A segment is handed over while the other member looks for it, waits for it, or competes. */
public final class SegmentRaces {
  private SegmentRaces() {}

  /** What was written before the transfer is read after it. */
  @JCStressTest
  @Outcome(id = "7", expect = Expect.ACCEPTABLE, desc = "it has arrived, with its contents")
  @Outcome(id = "-1", expect = Expect.ACCEPTABLE, desc = "it was not there yet")
  @Outcome(expect = Expect.FORBIDDEN, desc = "it has arrived without its contents")
  @State
  public static class HandoverOneMapping extends SegmentState {
    /** Prepares the segment. */
    public HandoverOneMapping() {
      super(Mappings.ONE);
    }

    /** The one side. */
    @Actor
    public void left() {
      write(segment, 7);
      sender.send(segment, receiver.member());
    }

    /** The other side. */
    @Actor
    public void right(I_Result r) {
      r.r1 = receive(receiver, 0);
    }
  }

  /** The same between two mappings. */
  @JCStressTest
  @Outcome(id = "7", expect = Expect.ACCEPTABLE, desc = "it has arrived, with its contents")
  @Outcome(id = "-1", expect = Expect.ACCEPTABLE, desc = "it was not there yet")
  @Outcome(expect = Expect.FORBIDDEN, desc = "it has arrived without its contents")
  @State
  public static class HandoverTwoMappings extends SegmentState {
    /** Prepares the segment. */
    public HandoverTwoMappings() {
      super(Mappings.TWO);
    }

    /** The one side. */
    @Actor
    public void left() {
      write(segment, 7);
      sender.send(segment, receiver.member());
    }

    /** The other side. */
    @Actor
    public void right(I_Result r) {
      r.r1 = receive(receiver, 0);
    }
  }

  /** The receiver sleeps until the segment comes. */
  @JCStressTest
  @Outcome(id = "7", expect = Expect.ACCEPTABLE, desc = "it has arrived, with its contents")
  @Outcome(expect = Expect.FORBIDDEN, desc = "it has not arrived, or without its contents")
  @State
  public static class AwaitedWithKernel extends SegmentState {
    /** Prepares the segment. */
    public AwaitedWithKernel() {
      super(Mappings.TWO_WITH_KERNEL);
    }

    /** The one side. */
    @Actor
    public void left() {
      write(segment, 7);
      sender.send(segment, receiver.member());
    }

    /** The other side. */
    @Actor
    public void right(I_Result r) {
      r.r1 = receive(receiver, PATIENCE_NANOS);
    }
  }

  /** What was sent is received or taken back. */
  @JCStressTest
  @Outcome(id = "7, -1", expect = Expect.ACCEPTABLE, desc = "it was taken back")
  @Outcome(id = "-1, 7", expect = Expect.ACCEPTABLE, desc = "it was received")
  @Outcome(expect = Expect.FORBIDDEN, desc = "both or none have it, or not its contents")
  @State
  public static class TakenBackOrReceived extends SegmentState {
    /** Prepares a segment that is on its way. */
    public TakenBackOrReceived() {
      super(Mappings.TWO);
      write(segment, 7);
      sender.send(segment, receiver.member());
    }

    /** The one side. */
    @Actor
    public void left(II_Result r) {
      Segment back = sender.takeBack(segment);
      r.r1 = back == null ? -1 : read(back);
    }

    /** The other side. */
    @Actor
    public void right(II_Result r) {
      r.r2 = receive(receiver, 0);
    }
  }
}
