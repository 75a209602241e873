package dev.sharelock.model.strengthening;

import dev.sharelock.model.memory.AccessMode;
import dev.sharelock.model.trace.EventKind;
import dev.sharelock.model.trace.Failure;
import dev.sharelock.model.trace.TraceEvent;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * What can be made stronger about a failing execution. A line that makes no step in it is none of
 * it: the execution would still be there.
 */
final class Strengthenings {
  private static final AccessMode[] READS = {AccessMode.OPAQUE, AccessMode.ACQUIRE};
  private static final AccessMode[] WRITES = {AccessMode.OPAQUE, AccessMode.RELEASE};

  private Strengthenings() {}

  /** All of them, for each line the weakest first. */
  static List<List<Strengthening>> of(Failure failure) {
    Set<List<Strengthening>> all = new LinkedHashSet<>();
    for (TraceEvent event : failure.events()) {
      if (!event.site().isEmpty()) {
        all.add(of(event));
      }
    }
    all.removeIf(List::isEmpty);
    return List.copyOf(all);
  }

  private static List<Strengthening> of(TraceEvent event) {
    return switch (event.kind()) {
      case READ -> event.offset() < 0 ? List.of() : stronger(event, EventKind.READ, READS);
      case WRITE -> stronger(event, EventKind.WRITE, WRITES);
      case UPDATE, FAILED_UPDATE -> stronger(event, EventKind.UPDATE);
      case DATA_WRITE -> stronger(event, EventKind.DATA_WRITE);
      case FENCE ->
          event.note().startsWith("full")
              ? List.of()
              : List.of(new Strengthening(event.site(), EventKind.FENCE, AccessMode.VOLATILE));
      default -> List.of();
    };
  }

  private static List<Strengthening> stronger(
      TraceEvent event, EventKind kind, AccessMode... between) {
    List<Strengthening> stronger = new ArrayList<>();
    for (AccessMode mode : between) {
      if (event.mode().compareTo(mode) < 0) {
        stronger.add(new Strengthening(event.site(), kind, mode));
      }
    }
    if (kind != EventKind.DATA_WRITE && event.mode() != AccessMode.VOLATILE) {
      stronger.add(new Strengthening(event.site(), kind, AccessMode.VOLATILE));
    }
    stronger.add(new Strengthening(event.site(), kind, null));
    return stronger;
  }
}
