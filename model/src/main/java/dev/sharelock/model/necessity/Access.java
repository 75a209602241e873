package dev.sharelock.model.necessity;

import dev.sharelock.model.memory.AccessMode;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;

/**
 * An ordered access that an algorithm makes: all accesses of one method to one field count as one.
 *
 * @param method such as {@code QueueTail.tryPut}; empty for all methods
 * @param field such as {@code queue.slot}, without indexes; for a fence its kind
 * @param sort what kind of access
 * @param mode its order; null for a fence
 */
public record Access(String method, String field, Sort sort, AccessMode mode)
    implements Comparable<Access> {

  /** The kinds of ordered accesses. */
  public enum Sort {
    READ,
    WRITE,
    UPDATE,
    FENCE
  }

  private static final Comparator<Access> ORDER =
      Comparator.comparing(Access::method)
          .thenComparing(Access::field)
          .thenComparing(Access::sort)
          .thenComparing(Access::modeText);

  /** The modes that are one step weaker; null stands for no access at all. */
  List<AccessMode> weaker() {
    List<AccessMode> weaker = new ArrayList<>();
    switch (sort) {
      case READ -> weaker.add(mode == AccessMode.VOLATILE ? AccessMode.ACQUIRE : AccessMode.OPAQUE);
      case WRITE ->
          weaker.add(mode == AccessMode.VOLATILE ? AccessMode.RELEASE : AccessMode.OPAQUE);
      case UPDATE -> {
        if (mode != AccessMode.ACQUIRE) {
          weaker.add(AccessMode.ACQUIRE);
        }
        if (mode != AccessMode.RELEASE) {
          weaker.add(AccessMode.RELEASE);
        }
      }
      case FENCE -> weaker.add(null);
    }
    return weaker;
  }

  private String modeText() {
    return mode == null ? "" : mode.name().toLowerCase(Locale.ROOT);
  }

  @Override
  public int compareTo(Access other) {
    return ORDER.compare(this, other);
  }

  /** Such as {@code QueueTail.tryPut: queue.slot, update volatile}. */
  @Override
  public String toString() {
    String order = sort.name().toLowerCase(Locale.ROOT) + " " + modeText();
    return method + ": " + field + ", " + order.strip();
  }
}
