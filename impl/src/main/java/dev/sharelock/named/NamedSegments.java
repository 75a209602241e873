package dev.sharelock.named;

import dev.sharelock.region.DirectoryEntry;
import dev.sharelock.region.EntryRequest;
import dev.sharelock.region.Region;
import dev.sharelock.segment.SegmentAccess;
import dev.sharelock.segment.SegmentLayout;
import dev.sharelock.segment.SegmentTable;
import java.util.Objects;

/**
 * Segments with one owner at a time, with a name in a region. Whoever opens it first creates it;
 * their contents are blocks of the region, which must have been created with {@link
 * dev.sharelock.region.RegionOptions#blocks}.
 *
 * <p>Confined to the thread of the {@link Region} handle, like all that it gives out. It owns no
 * words of its own: the name is the region's, the segments are {@link SegmentTable}.
 *
 * <p><b>Memory consistency.</b> What a member does before it gives a segment up is visible to
 * whoever has it next.
 */
public final class NamedSegments {

  /** What stands in the directory, so that segments are not taken for anything else. */
  private static final long KIND = 0x53_45_47_53;

  /** How long to wait for another participant that is creating them right now. */
  private static final long PATIENCE_NANOS = 10_000_000_000L;

  private final Region region;
  private final DirectoryEntry entry;

  private NamedSegments(Region region, DirectoryEntry entry) {
    this.region = region;
    this.entry = entry;
  }

  /**
   * Finds the segments of a name, or creates an empty table of them.
   *
   * @param region where
   * @param name 1 to 72 letters, digits and {@code . _ / -}
   * @param shape how large it is
   * @return the segments
   * @throws IllegalArgumentException if the shape is impossible, or the name is in use with another
   *     shape or for something else
   * @throws dev.sharelock.SharelockException if there is no space for it, or the participant that
   *     creates it does not come to an end
   */
  public static NamedSegments open(Region region, String name, SegmentShape shape) {
    Objects.requireNonNull(region, "region");
    DirectoryEntry entry =
        region
            .directory()
            .getOrCreate(
                new EntryRequest(name, KIND, shape.at(0).bytes()),
                (offset, bytes) -> SegmentTable.create(region.memory(), shape.at(offset)),
                PATIENCE_NANOS);
    SegmentLayout found = SegmentLayout.read(region.memory(), entry.offset());
    if (!found.equals(shape.at(entry.offset()))) {
      throw new IllegalArgumentException(
          "segments have another shape: name="
              + name
              + ", found="
              + found
              + ", wanted="
              + shape
              + "; do: open them with the shape they were created with");
    }
    return new NamedSegments(region, entry);
  }

  /**
   * Becomes a member, which reaches contents by handles that check each access.
   *
   * @return the handle of the member
   * @throws IllegalStateException if the region has no blocks
   * @throws dev.sharelock.SharelockException if there have been as many members as there can be
   */
  public SegmentTable join() {
    return join(SegmentAccess.CHECKED);
  }

  /**
   * Becomes a member.
   *
   * @param access how it reaches the contents of its segments
   * @return the handle of the member
   * @throws IllegalStateException if the region has no blocks
   * @throws dev.sharelock.SharelockException if there have been as many members as there can be
   */
  public SegmentTable join(SegmentAccess access) {
    return SegmentTable.open(region.context(), region.allocator(), entry.offset(), access);
  }

  /**
   * Tells where the segments are.
   *
   * @return the entry of the directory of the region
   */
  public DirectoryEntry entry() {
    return entry;
  }
}
