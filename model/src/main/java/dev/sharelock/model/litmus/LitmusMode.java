package dev.sharelock.model.litmus;

import dev.sharelock.model.exhaustive.Ordering;
import dev.sharelock.model.memory.AccessMode;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * How an access of a litmus test is ordered. It is richer than what a {@code VarHandle} offers: an
 * atomic update may also be opaque, or acquire and release at once.
 */
public enum LitmusMode {
  PLAIN("plain"),
  OPAQUE("opq"),
  ACQUIRE("acq"),
  RELEASE("rel"),
  ACQUIRE_RELEASE("acqrel"),
  VOLATILE("vol");

  /** The modes of a read. */
  public static final Set<LitmusMode> READS = EnumSet.of(PLAIN, OPAQUE, ACQUIRE, VOLATILE);

  /** The modes of a write. */
  public static final Set<LitmusMode> WRITES = EnumSet.of(PLAIN, OPAQUE, RELEASE, VOLATILE);

  /** The modes of an atomic update. */
  public static final Set<LitmusMode> UPDATES =
      EnumSet.of(OPAQUE, ACQUIRE, RELEASE, ACQUIRE_RELEASE, VOLATILE);

  private final String word;

  LitmusMode(String word) {
    this.word = word;
  }

  /** The word for it in the text format. */
  public String word() {
    return word;
  }

  /** The same for the exhaustive engine. */
  public Ordering ordering() {
    return switch (this) {
      case PLAIN -> Ordering.PLAIN;
      case OPAQUE -> Ordering.OPAQUE;
      case ACQUIRE -> Ordering.ACQUIRE;
      case RELEASE -> Ordering.RELEASE;
      case ACQUIRE_RELEASE -> Ordering.ACQUIRE_RELEASE;
      case VOLATILE -> Ordering.VOLATILE;
    };
  }

  /** The mode of the reading half of an update in this mode, and of the read if a CAS fails. */
  public AccessMode reading() {
    return switch (this) {
      case PLAIN -> AccessMode.PLAIN;
      case OPAQUE, RELEASE -> AccessMode.OPAQUE;
      case ACQUIRE, ACQUIRE_RELEASE -> AccessMode.ACQUIRE;
      case VOLATILE -> AccessMode.VOLATILE;
    };
  }

  /** The mode of the writing half of an update in this mode. */
  public AccessMode writing() {
    return switch (this) {
      case PLAIN -> AccessMode.PLAIN;
      case OPAQUE, ACQUIRE -> AccessMode.OPAQUE;
      case RELEASE, ACQUIRE_RELEASE -> AccessMode.RELEASE;
      case VOLATILE -> AccessMode.VOLATILE;
    };
  }

  static Optional<LitmusMode> of(String word) {
    return Arrays.stream(values()).filter(mode -> mode.word.equals(word)).findFirst();
  }

  static String words(Set<LitmusMode> modes) {
    return modes.stream().map(LitmusMode::word).collect(Collectors.joining(", "));
  }
}
