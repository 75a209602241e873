package dev.sharelock.model.scenario;

/** What machines and kernels may do beyond what engines explore otherwise. */
public enum Leeway {

  /**
   * A death may take stores along that came before others which others see. Otherwise all stores
   * before a death are seen, and none after it. In both cases a store that releases is not seen
   * without all that came before it, nor a store after a fence, a volatile write or an atomic
   * update without those before that.
   */
  WEAK_CRASH_CUTS,

  /**
   * A wake-up may choose any of the processes that sleep on a word. Otherwise it takes those that
   * have slept longest.
   */
  ANY_SLEEPER
}
