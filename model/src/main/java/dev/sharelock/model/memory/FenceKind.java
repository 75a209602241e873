package dev.sharelock.model.memory;

/** The fences of {@link dev.sharelock.memory.Fences}. */
public enum FenceKind {
  FULL,
  ACQUIRE,
  RELEASE,
  LOAD_LOAD,
  STORE_STORE,
  LIGHT,
  HEAVY
}
