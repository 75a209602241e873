package dev.sharelock.model.engine;

/** The version of the library. */
public final class Version {
  /** As it is printed and written to files. */
  public static final String NUMBER = "0.1.0";

  private Version() {}
}
