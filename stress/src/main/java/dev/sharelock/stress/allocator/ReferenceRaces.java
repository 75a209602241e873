package dev.sharelock.stress.allocator;

import dev.sharelock.allocator.BlockId;
import dev.sharelock.stress.memory.Mappings;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.Expect;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.JJ_Result;

/** The last two references to a block, and the only one when it is on its way in a ticket. */
public final class ReferenceRaces {
  private ReferenceRaces() {}

  /** A heap of which both actors have the same block. */
  public abstract static class Shared extends HeapState {
    /** Gives the guest a reference. */
    protected Shared(Mappings mappings) {
      super(mappings, false);
      guest.load(id);
    }

    /** How many blocks can be allocated. */
    protected final long room() {
      long count = 0;
      while (count < 5 && owner.tryAllocate(BYTES) != BlockId.NONE) {
        count++;
      }
      return count;
    }
  }

  /** Both release their references at once; one of them frees the block. */
  @JCStressTest
  @Outcome(id = "0, 2", expect = Expect.ACCEPTABLE, desc = "it was freed once")
  @Outcome(expect = Expect.FORBIDDEN, desc = "it was not freed, or twice")
  @State
  public static class LastReleaseOneMapping extends Shared {
    /** Prepares the heap. */
    public LastReleaseOneMapping() {
      super(Mappings.ONE);
    }

    /** The one side. */
    @Actor
    public void left() {
      owner.release(id);
    }

    /** The other side. */
    @Actor
    public void right() {
      guest.release(id);
    }

    /** What is left. */
    @Arbiter
    public void atEnd(JJ_Result r) {
      r.r1 = allocated();
      r.r2 = room();
    }
  }

  /** Both release their references at once; one of them frees the block. */
  @JCStressTest
  @Outcome(id = "0, 2", expect = Expect.ACCEPTABLE, desc = "it was freed once")
  @Outcome(expect = Expect.FORBIDDEN, desc = "it was not freed, or twice")
  @State
  public static class LastReleaseTwoMappings extends Shared {
    /** Prepares the heap. */
    public LastReleaseTwoMappings() {
      super(Mappings.TWO);
    }

    /** The one side. */
    @Actor
    public void left() {
      owner.release(id);
    }

    /** The other side. */
    @Actor
    public void right() {
      guest.release(id);
    }

    /** What is left. */
    @Arbiter
    public void atEnd(JJ_Result r) {
      r.r1 = allocated();
      r.r2 = room();
    }
  }

  /** What a block holds arrives with the ticket, by plain accesses. */
  @JCStressTest
  @Outcome(id = "0, 1", expect = Expect.ACCEPTABLE, desc = "the ticket was not there yet")
  @Outcome(id = "2, 0", expect = Expect.ACCEPTABLE, desc = "it has arrived with the content")
  @Outcome(expect = Expect.FORBIDDEN, desc = "another content, or the reference is lost")
  @State
  public static class TicketDeliversOneMapping extends HeapState {
    /** Prepares the heap. */
    public TicketDeliversOneMapping() {
      super(Mappings.ONE, false);
    }

    /** The one side. */
    @Actor
    public void left() {
      left.writeLong(owner.offset(id), SECOND);
      left.setLongRelease(mail, owner.send(id));
    }

    /** The other side. */
    @Actor
    public void right(JJ_Result r) {
      long ticket = right.getLongAcquire(mail);
      if (ticket != 0) {
        long taken = guest.accept(ticket);
        r.r1 = right.readLong(guest.offset(taken));
        guest.release(taken);
      }
    }

    /** What is left. */
    @Arbiter
    public void atEnd(JJ_Result r) {
      r.r2 = allocated();
    }
  }

  /** What a block holds arrives with the ticket, by plain accesses. */
  @JCStressTest
  @Outcome(id = "0, 1", expect = Expect.ACCEPTABLE, desc = "the ticket was not there yet")
  @Outcome(id = "2, 0", expect = Expect.ACCEPTABLE, desc = "it has arrived with the content")
  @Outcome(expect = Expect.FORBIDDEN, desc = "another content, or the reference is lost")
  @State
  public static class TicketDeliversTwoMappings extends HeapState {
    /** Prepares the heap. */
    public TicketDeliversTwoMappings() {
      super(Mappings.TWO, false);
    }

    /** The one side. */
    @Actor
    public void left() {
      left.writeLong(owner.offset(id), SECOND);
      left.setLongRelease(mail, owner.send(id));
    }

    /** The other side. */
    @Actor
    public void right(JJ_Result r) {
      long ticket = right.getLongAcquire(mail);
      if (ticket != 0) {
        long taken = guest.accept(ticket);
        r.r1 = right.readLong(guest.offset(taken));
        guest.release(taken);
      }
    }

    /** What is left. */
    @Arbiter
    public void atEnd(JJ_Result r) {
      r.r2 = allocated();
    }
  }

  /** A ticket is taken back while it is accepted. */
  @JCStressTest
  @Outcome(id = "1, 0", expect = Expect.ACCEPTABLE, desc = "it came back")
  @Outcome(id = "0, 1", expect = Expect.ACCEPTABLE, desc = "it was delivered")
  @Outcome(expect = Expect.FORBIDDEN, desc = "both, or none")
  @State
  public static class CancelOrAcceptTwoMappings extends HeapState {
    private final long ticket;

    /** Prepares the heap. */
    public CancelOrAcceptTwoMappings() {
      super(Mappings.TWO, false);
      ticket = owner.send(id);
    }

    /** The one side. */
    @Actor
    public void left(JJ_Result r) {
      r.r1 = owner.cancel(ticket) ? 1 : 0;
    }

    /** The other side. */
    @Actor
    public void right(JJ_Result r) {
      r.r2 = guest.accept(ticket) == id ? 1 : 0;
    }
  }
}
