package dev.sharelock.model.memory;

/** What an unconditional atomic update does with the value it finds. */
public enum UpdateKind {
  SET,
  ADD,
  OR,
  AND,
  XOR;

  /** Computes the new value; 32-bit words are sign-extended by the caller. */
  public long apply(long found, long operand) {
    return switch (this) {
      case SET -> operand;
      case ADD -> found + operand;
      case OR -> found | operand;
      case AND -> found & operand;
      case XOR -> found ^ operand;
    };
  }
}
