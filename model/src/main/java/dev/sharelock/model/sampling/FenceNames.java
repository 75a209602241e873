package dev.sharelock.model.sampling;

import dev.sharelock.model.memory.FenceKind;
import java.util.Locale;

/** How fences are called in traces. */
final class FenceNames {
  private FenceNames() {}

  /** Such as {@code full fence} or {@code store-store fence}. */
  static String of(FenceKind kind) {
    return kind.name().toLowerCase(Locale.ROOT).replace('_', '-') + " fence";
  }
}
