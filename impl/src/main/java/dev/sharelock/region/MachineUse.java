package dev.sharelock.region;

/**
 * Whether the participants of a region wait and fence by kernel calls. The creator decides for all,
 * since a mixture is either slow or wrong.
 */
public enum MachineUse {
  /**
   * By kernel calls if the creator may make them. Then all other participants must be able to, or
   * are refused when they attach.
   */
  AUTOMATIC,
  /** In pure Java: polling, and full fences. Every process can take part. */
  PORTABLE,
  /** By kernel calls; creation fails if the creator may not make them. */
  NATIVE
}
