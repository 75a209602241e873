package dev.sharelock.region;

/**
 * What an entry of a {@link Directory} must be.
 *
 * @param name 1 to 72 letters, digits and {@code . _ / -}
 * @param kind what is in the range, by agreement of its users
 * @param bytes the length of the range, at least 1
 */
public record EntryRequest(String name, long kind, long bytes) {

  /**
   * Checks the parts.
   *
   * @param name the name
   * @param kind the kind
   * @param bytes the length
   */
  public EntryRequest {
    requireName(name);
    if (bytes < 1) {
      throw new IllegalArgumentException(
          "length of a directory entry is not positive: name="
              + name
              + ", bytes="
              + bytes
              + "; do: ask for at least 1 byte");
    }
  }

  static void requireName(String name) {
    boolean valid = name != null && !name.isEmpty() && name.length() <= DirectoryLayout.MAX_NAME;
    for (int i = 0; valid && i < name.length(); i++) {
      char c = name.charAt(i);
      boolean letter = c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= '0' && c <= '9';
      valid = letter || "._/-".indexOf(c) >= 0;
    }
    if (!valid) {
      throw new IllegalArgumentException(
          "name of a directory entry is malformed: name="
              + name
              + "; do: use 1 to "
              + DirectoryLayout.MAX_NAME
              + " letters, digits and . _ / -");
    }
  }
}
