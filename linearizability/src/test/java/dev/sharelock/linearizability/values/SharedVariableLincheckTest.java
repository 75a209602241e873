package dev.sharelock.linearizability.values;

import static org.jetbrains.lincheck.datastructures.ManagedStrategyGuaranteeKt.forClasses;

import dev.sharelock.Outcome;
import dev.sharelock.allocator.Allocator;
import dev.sharelock.allocator.HeapFormat;
import dev.sharelock.allocator.HeapGeometry;
import dev.sharelock.environment.ParticipantContext;
import dev.sharelock.linearizability.Budget;
import dev.sharelock.memory.HeapMemory;
import dev.sharelock.model.solo.SoloWorld;
import dev.sharelock.values.SharedTree;
import dev.sharelock.values.SharedValues;
import dev.sharelock.values.SharedVariable;
import dev.sharelock.values.Transaction;
import dev.sharelock.values.VariableLayout;
import org.jetbrains.lincheck.datastructures.IntGen;
import org.jetbrains.lincheck.datastructures.Operation;
import org.jetbrains.lincheck.datastructures.Param;
import org.junit.jupiter.api.Test;

/** A variable without waiting is a register that can be compared and locked. */
final class SharedVariableLincheckTest {
  /** Lincheck cannot follow its VarHandles; nothing in it is shared. */
  private static final String PRIVATE_BYTES = "dev.sharelock.memory.ByteValues";

  @Test
  void isARegisterWithTransactionsUnderModelChecking() {
    Budget.modelChecking(25)
        .addGuarantee(forClasses(PRIVATE_BYTES).allMethods().ignore())
        .sequentialSpecification(Register.class)
        .check(Variable.class);
  }

  @Test
  void isARegisterWithTransactionsUnderStress() {
    Budget.stress().sequentialSpecification(Register.class).check(Variable.class);
  }

  /** The variable itself, with a handle for each of two participants. */
  @Param(name = "value", gen = IntGen.class, conf = "0:3")
  public static final class Variable {
    private static final VariableLayout LAYOUT = new VariableLayout(0, 2);
    private static final HeapGeometry GEOMETRY = new HeapGeometry(64, 8, 2, 3, 1);
    private static final long HEAP = 384;

    private final SharedVariable left;
    private final SharedVariable right;
    private Transaction transaction;

    public Variable() {
      SoloWorld world = SoloWorld.over(new HeapMemory(HEAP + GEOMETRY.bytes()));
      HeapFormat.create(world.memory(), HEAP, GEOMETRY, SoloWorld.GENERATION);
      SharedVariable.create(world.memory(), LAYOUT);
      left = open(world.participant(1));
      right = open(world.participant(2));
    }

    private static SharedVariable open(ParticipantContext context) {
      Allocator allocator = Allocator.open(context, HEAP);
      return SharedVariable.open(new SharedValues(context, allocator), 0);
    }

    private static String read(SharedVariable variable) {
      try (SharedTree tree = variable.get().orElse(null)) {
        return tree == null ? "nothing" : tree.toJava().toString();
      }
    }

    @Operation(nonParallelGroup = "left")
    public String getLeft() {
      return read(left);
    }

    @Operation(nonParallelGroup = "right")
    public String getRight() {
      return read(right);
    }

    @Operation(nonParallelGroup = "left")
    public Outcome setLeft(@Param(name = "value") int value) {
      return transaction == null ? left.set(value, 0) : Outcome.REFUSED;
    }

    @Operation(nonParallelGroup = "right")
    public Outcome setRight(@Param(name = "value") int value) {
      return right.set(value, 0);
    }

    @Operation(nonParallelGroup = "right")
    public Outcome clearRight() {
      return right.clear(0);
    }

    @Operation(nonParallelGroup = "left")
    public Outcome begin() {
      if (transaction != null) {
        return Outcome.REFUSED;
      }
      Transaction next = left.transaction();
      Outcome outcome = next.begin(0);
      transaction = outcome == Outcome.DONE ? next : null;
      return outcome;
    }

    @Operation(nonParallelGroup = "left")
    public Outcome commit(@Param(name = "value") int value) {
      if (transaction == null) {
        return Outcome.REFUSED;
      }
      Outcome outcome = transaction.commit(value);
      transaction = null;
      return outcome;
    }

    @Operation(nonParallelGroup = "left")
    public Outcome rollback() {
      if (transaction == null) {
        return Outcome.REFUSED;
      }
      Outcome outcome = transaction.rollback();
      transaction = null;
      return outcome;
    }

    @Operation(nonParallelGroup = "right")
    public boolean breakTransaction() {
      return right.breakTransaction();
    }
  }

  /** The same, sequentially. */
  public static final class Register {
    private String value = "nothing";
    private boolean begun;
    private boolean locked;

    public String getLeft() {
      return value;
    }

    public String getRight() {
      return value;
    }

    public Outcome setLeft(int next) {
      if (begun) {
        return Outcome.REFUSED;
      }
      value = Integer.toString(next);
      return Outcome.DONE;
    }

    public Outcome setRight(int next) {
      return change(Integer.toString(next));
    }

    public Outcome clearRight() {
      return change("nothing");
    }

    private Outcome change(String next) {
      if (locked) {
        return Outcome.WOULD_BLOCK;
      }
      value = next;
      return Outcome.DONE;
    }

    public Outcome begin() {
      if (begun) {
        return Outcome.REFUSED;
      }
      begun = true;
      locked = true;
      return Outcome.DONE;
    }

    public Outcome commit(int next) {
      if (locked) {
        value = Integer.toString(next);
      }
      return end();
    }

    public Outcome rollback() {
      return end();
    }

    private Outcome end() {
      Outcome outcome = !begun ? Outcome.REFUSED : locked ? Outcome.DONE : Outcome.STALE;
      begun = false;
      locked = false;
      return outcome;
    }

    public boolean breakTransaction() {
      boolean broken = locked;
      locked = false;
      return broken;
    }
  }
}
