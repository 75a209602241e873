package dev.sharelock.model.cli.pipe;

import java.io.File;

/**
 * A region as a user names it: by its name, or by a path.
 *
 * @param directory where its files are; null for the default
 * @param name its name; empty if only the directory was given
 */
public record RegionName(String directory, String name) {

  /** Takes an argument such as {@code orders} or {@code ./orders} apart. */
  public static RegionName of(String argument) {
    int slash = argument.lastIndexOf(File.separatorChar);
    String directory =
        slash < 0 ? null : slash == 0 ? File.separator : argument.substring(0, slash);
    return new RegionName(directory, argument.substring(slash + 1));
  }
}
