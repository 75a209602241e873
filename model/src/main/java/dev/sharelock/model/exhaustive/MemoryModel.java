package dev.sharelock.model.exhaustive;

/** The memory models of the exhaustive engine, from the strongest to the weakest. */
public enum MemoryModel {
  /** Sequential consistency: one interleaving explains everything. */
  SC,
  /** Total store order: what x86 does. */
  TSO,
  /** The repaired C11 model, with release sequences through atomic updates. */
  RC11,
  /** RC11 without release sequences: the weakest reading of the Java access modes. */
  JMM
}
