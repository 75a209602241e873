package dev.sharelock.model.exhaustive;

import dev.sharelock.model.memory.AccessMode;

/** The orderings of events as sets of bits. */
final class Mode {
  static final int ACQUIRE = 1;
  static final int RELEASE = 2;
  static final int SC = 4;

  /** Takes part in races. */
  static final int PLAIN = 8;

  /** An access to data that is racy by design. */
  static final int RACY = 16;

  private Mode() {}

  static int of(AccessMode mode) {
    return switch (mode) {
      case PLAIN -> PLAIN;
      case OPAQUE -> 0;
      case ACQUIRE -> ACQUIRE;
      case RELEASE -> RELEASE;
      case VOLATILE -> ACQUIRE | RELEASE | SC;
    };
  }

  /** The mode of a read with this ordering: it does not release. */
  static int ofRead(int mode) {
    return mode & ~RELEASE;
  }

  /** The mode of a write with this ordering: it does not acquire. */
  static int ofWrite(int mode) {
    return mode & ~ACQUIRE;
  }

  static AccessMode toAccessMode(int mode) {
    if ((mode & (PLAIN | RACY)) != 0) {
      return AccessMode.PLAIN;
    }
    if ((mode & SC) != 0) {
      return AccessMode.VOLATILE;
    }
    if ((mode & ACQUIRE) != 0) {
      return AccessMode.ACQUIRE;
    }
    return (mode & RELEASE) != 0 ? AccessMode.RELEASE : AccessMode.OPAQUE;
  }
}
