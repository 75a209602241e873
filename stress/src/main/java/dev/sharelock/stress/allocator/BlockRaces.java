package dev.sharelock.stress.allocator;

import dev.sharelock.stress.memory.Mappings;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.Expect;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.JJ_Result;

/** Loading a block by its id against releasing it and using it again. */
public final class BlockRaces {
  private BlockRaces() {}

  /** A block is loaded while its owner releases it. */
  @JCStressTest
  @Outcome(id = "0, 0", expect = Expect.ACCEPTABLE, desc = "it was released first")
  @Outcome(id = "1, 0", expect = Expect.ACCEPTABLE, desc = "it was loaded first")
  @Outcome(expect = Expect.FORBIDDEN, desc = "a reference is lost, or leads to another use")
  @State
  public static class LoadReleasedOneMapping extends HeapState {
    /** Prepares the heap. */
    public LoadReleasedOneMapping() {
      super(Mappings.ONE, false);
    }

    /** The one side. */
    @Actor
    public void left() {
      owner.release(id);
    }

    /** The other side. */
    @Actor
    public void right(JJ_Result r) {
      r.r1 = visit();
    }

    /** What is left. */
    @Arbiter
    public void atEnd(JJ_Result r) {
      r.r2 = allocated();
    }
  }

  /** A block is loaded while its owner releases it and uses it again. */
  @JCStressTest
  @Outcome(id = "0, 1", expect = Expect.ACCEPTABLE, desc = "it was released first")
  @Outcome(
      id = "1, 1",
      expect = Expect.ACCEPTABLE,
      desc = "it was loaded first, and shows its own content")
  @Outcome(expect = Expect.FORBIDDEN, desc = "a reference is lost, or leads to another use")
  @State
  public static class LoadRecycledOneMapping extends HeapState {
    /** Prepares the heap. */
    public LoadRecycledOneMapping() {
      super(Mappings.ONE, false);
    }

    /** The one side. */
    @Actor
    public void left() {
      useAgain();
    }

    /** The other side. */
    @Actor
    public void right(JJ_Result r) {
      r.r1 = visit();
    }

    /** What is left. */
    @Arbiter
    public void atEnd(JJ_Result r) {
      r.r2 = allocated();
    }
  }

  /** A block is loaded while its owner releases it. */
  @JCStressTest
  @Outcome(id = "0, 0", expect = Expect.ACCEPTABLE, desc = "it was released first")
  @Outcome(id = "1, 0", expect = Expect.ACCEPTABLE, desc = "it was loaded first")
  @Outcome(expect = Expect.FORBIDDEN, desc = "a reference is lost, or leads to another use")
  @State
  public static class LoadReleasedTwoMappings extends HeapState {
    /** Prepares the heap. */
    public LoadReleasedTwoMappings() {
      super(Mappings.TWO, false);
    }

    /** The one side. */
    @Actor
    public void left() {
      owner.release(id);
    }

    /** The other side. */
    @Actor
    public void right(JJ_Result r) {
      r.r1 = visit();
    }

    /** What is left. */
    @Arbiter
    public void atEnd(JJ_Result r) {
      r.r2 = allocated();
    }
  }

  /** A block is loaded while its owner releases it and uses it again. */
  @JCStressTest
  @Outcome(id = "0, 1", expect = Expect.ACCEPTABLE, desc = "it was released first")
  @Outcome(
      id = "1, 1",
      expect = Expect.ACCEPTABLE,
      desc = "it was loaded first, and shows its own content")
  @Outcome(expect = Expect.FORBIDDEN, desc = "a reference is lost, or leads to another use")
  @State
  public static class LoadRecycledTwoMappings extends HeapState {
    /** Prepares the heap. */
    public LoadRecycledTwoMappings() {
      super(Mappings.TWO, false);
    }

    /** The one side. */
    @Actor
    public void left() {
      useAgain();
    }

    /** The other side. */
    @Actor
    public void right(JJ_Result r) {
      r.r1 = visit();
    }

    /** What is left. */
    @Arbiter
    public void atEnd(JJ_Result r) {
      r.r2 = allocated();
    }
  }

  /** The same, and the owner keeps the block in between. */
  @JCStressTest
  @Outcome(id = "0, 1", expect = Expect.ACCEPTABLE, desc = "it was released first")
  @Outcome(
      id = "1, 1",
      expect = Expect.ACCEPTABLE,
      desc = "it was loaded first, and shows its own content")
  @Outcome(expect = Expect.FORBIDDEN, desc = "a reference is lost, or leads to another use")
  @State
  public static class LoadKeptTwoMappings extends HeapState {
    /** Prepares the heap. */
    public LoadKeptTwoMappings() {
      super(Mappings.TWO, true);
    }

    /** The one side. */
    @Actor
    public void left() {
      useAgain();
    }

    /** The other side. */
    @Actor
    public void right(JJ_Result r) {
      r.r1 = visit();
    }

    /** What is left. */
    @Arbiter
    public void atEnd(JJ_Result r) {
      r.r2 = allocated();
    }
  }

  /** The id of a new block is told, and its content comes with it. */
  @JCStressTest
  @Outcome(id = "0, 1", expect = Expect.ACCEPTABLE, desc = "nothing was told yet")
  @Outcome(id = "2, 1", expect = Expect.ACCEPTABLE, desc = "the whole block was there")
  @Outcome(expect = Expect.FORBIDDEN, desc = "a reference is lost, or leads to another use")
  @State
  public static class ContentTwoMappings extends HeapState {
    /** Prepares the heap. */
    public ContentTwoMappings() {
      super(Mappings.TWO, true);
    }

    /** The one side. */
    @Actor
    public void left() {
      left.setLongRelease(mail, useAgain());
    }

    /** The other side. */
    @Actor
    public void right(JJ_Result r) {
      r.r1 = contentOf(right.getLongAcquire(mail));
    }

    /** What is left. */
    @Arbiter
    public void atEnd(JJ_Result r) {
      r.r2 = allocated();
    }
  }
}
