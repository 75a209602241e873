package dev.sharelock.stress.record;

import dev.sharelock.doorbell.Doorbell;
import dev.sharelock.doorbell.DoorbellConsumer;
import dev.sharelock.doorbell.DoorbellFormat;
import dev.sharelock.doorbell.DoorbellLayout;
import dev.sharelock.doorbell.DoorbellProducer;
import dev.sharelock.stress.memory.MappedPair.Slots;
import dev.sharelock.stress.memory.Mappings;
import dev.sharelock.stress.memory.Sleepy;
import dev.sharelock.waiting.WaitPolicy;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Expect;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.I_Result;

/** The consumer of a doorbell sleeps for real, and looks around only when it is woken. */
public final class BellSleep {
  private static final long PATIENCE_NANOS = 5_000_000_000L;
  private static final int CAPACITY = 64;
  private static final int SLOT_BYTES = ((int) DoorbellLayout.bytes(1, CAPACITY) + 127) & -128;
  private static final Map<Mappings, Slots> SLOTS = new ConcurrentHashMap<>();

  private BellSleep() {}

  /** A doorbell with one slot. */
  public abstract static class Bell {
    private final Doorbell bell;
    private final DoorbellProducer producer;
    private final DoorbellConsumer consumer;

    /** Takes fresh memory, and creates a doorbell in it. */
    protected Bell(Mappings mappings) {
      Slots slots = SLOTS.computeIfAbsent(mappings, kind -> new Slots(kind, SLOT_BYTES));
      DoorbellLayout layout = new DoorbellLayout(slots.next(), 1, CAPACITY);
      DoorbellFormat.create(slots.pair().left(), layout);
      bell = Doorbell.attach(Sleepy.participant(slots.pair().left(), 1), layout.base());
      producer = bell.openProducer(WaitPolicy.UNTIL_WOKEN);
      consumer =
          Doorbell.attach(Sleepy.participant(slots.pair().right(), 2), layout.base())
              .openConsumer(WaitPolicy.UNTIL_WOKEN);
    }

    /** Publishes a frame. */
    protected final void send(int value) {
      producer.claim(Integer.BYTES, 0);
      producer.view().putInt(0, value);
      producer.publish();
    }

    /** Closes the doorbell. */
    protected final void end() {
      bell.close();
    }

    /** Waits for a frame; a negative number if there is none. */
    protected final int take() {
      dev.sharelock.Outcome outcome = consumer.peek(PATIENCE_NANOS);
      if (outcome != dev.sharelock.Outcome.DONE) {
        return -outcome.ordinal();
      }
      int value = consumer.view().getInt(0);
      consumer.release();
      return value;
    }
  }

  /** The consumer sleeps until there is a frame. */
  @JCStressTest
  @Outcome(id = "7", expect = Expect.ACCEPTABLE, desc = "the frame was taken")
  @Outcome(expect = Expect.FORBIDDEN, desc = "the consumer was not woken, or took something else")
  @State
  public static class Frame extends Bell {
    /** Prepares the doorbell. */
    public Frame() {
      super(Mappings.TWO);
    }

    /** The one side. */
    @Actor
    public void left() {
      send(7);
    }

    /** The other side. */
    @Actor
    public void right(I_Result r) {
      r.r1 = take();
    }
  }

  /** The same with the calls of the kernel. */
  @JCStressTest
  @Outcome(id = "7", expect = Expect.ACCEPTABLE, desc = "the frame was taken")
  @Outcome(expect = Expect.FORBIDDEN, desc = "the consumer was not woken, or took something else")
  @State
  public static class FrameWithKernel extends Bell {
    /** Prepares the doorbell. */
    public FrameWithKernel() {
      super(Mappings.TWO_WITH_KERNEL);
    }

    /** The one side. */
    @Actor
    public void left() {
      send(7);
    }

    /** The other side. */
    @Actor
    public void right(I_Result r) {
      r.r1 = take();
    }
  }

  /** The consumer sleeps until the doorbell is closed; the frame comes before the end. */
  @JCStressTest
  @Outcome(id = "7", expect = Expect.ACCEPTABLE, desc = "the frame was taken")
  @Outcome(expect = Expect.FORBIDDEN, desc = "the end before the frame, or no end at all")
  @State
  public static class FrameAndEnd extends Bell {
    /** Prepares the doorbell. */
    public FrameAndEnd() {
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
    public void right(I_Result r) {
      r.r1 = take();
    }
  }
}
