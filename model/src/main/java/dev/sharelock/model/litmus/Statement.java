package dev.sharelock.model.litmus;

import dev.sharelock.model.memory.FenceKind;
import dev.sharelock.model.memory.UpdateKind;
import java.util.List;

/** One statement of a process of a litmus test. A register that is null takes no result. */
public sealed interface Statement {

  /** {@code r1 = acq x}. */
  record Load(String register, String location, LitmusMode mode) implements Statement {}

  /** {@code x = rel 1}. */
  record Store(String location, LitmusMode mode, Expression value) implements Statement {}

  /** {@code r1 = vol add(x, 1)}: the register receives what the location held. */
  record Update(
      String register, UpdateKind kind, String location, LitmusMode mode, Expression operand)
      implements Statement {}

  /**
   * {@code r1 = vol cas(x, 0, 1)}: the register receives what the location held; that of {@code
   * weakcas}, which may fail without a reason, receives 1 or 0 for success or failure.
   */
  record CompareAndSet(
      String register,
      boolean weak,
      String location,
      LitmusMode mode,
      Expression expected,
      Expression value)
      implements Statement {}

  /** {@code fence full}. */
  record Fence(FenceKind kind) implements Statement {}

  /** {@code assume r1 == 1}: an execution in which it does not hold is blocked here. */
  record Assume(Expression condition) implements Statement {}

  /** {@code r2 = r1 + 1}. */
  record Assign(String register, Expression value) implements Statement {}

  /** {@code if r1 == 1 { ... } else { ... }}. */
  record If(Expression condition, List<Statement> then, List<Statement> otherwise)
      implements Statement {}
}
