package dev.sharelock.model.cli.terminal;

import dev.sharelock.model.run.Durations;
import java.time.Duration;
import picocli.CommandLine.ITypeConverter;

/** Reads a duration. */
public final class TimeConverter implements ITypeConverter<Duration> {
  @Override
  public Duration convert(String text) {
    return Durations.parse(text);
  }
}
