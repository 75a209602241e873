package dev.sharelock.model.run;

/** The memory models that a scenario can be checked under. */
public enum MemoryModel {
  /** Sequential consistency: one memory, one step after the other. */
  SC,
  /** What x86 processors do: writes are delayed in a buffer. */
  TSO,
  /** The repaired model of C11, as which the access modes of Java are read. */
  RC11,
  /** RC11 without release sequences. */
  JMM;

  /** Whether writes may become visible late. */
  public boolean weak() {
    return this != SC;
  }
}
