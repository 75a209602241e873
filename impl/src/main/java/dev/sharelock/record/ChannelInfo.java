package dev.sharelock.record;

import java.util.Optional;

/**
 * What a snapshot says of a channel or segment.
 *
 * @param number its number
 * @param kind of the channel; empty for a segment
 * @param generation tells it from others of the same number, before and after
 */
public record ChannelInfo(int number, Optional<ChannelKind> kind, long generation) {}
