package dev.sharelock.model.cli;

import dev.sharelock.model.run.Seed;
import picocli.CommandLine.ITypeConverter;

/** Reads a seed. */
final class SeedConverter implements ITypeConverter<Seed> {
  @Override
  public Seed convert(String text) {
    return Seed.parse(text);
  }
}
