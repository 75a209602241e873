package dev.sharelock.region;

/** Kinds of directory entries for people: those that spell a word are shown as that word. */
final class EntryKind {
  private static final int SHORTEST_WORD = 3;

  private EntryKind() {}

  static String text(long kind) {
    StringBuilder word = new StringBuilder();
    for (long rest = kind; rest != 0; rest >>>= Byte.SIZE) {
      char letter = (char) (rest & 0xff);
      if (letter < 'A' || letter > 'Z') {
        return Long.toString(kind);
      }
      word.append(letter);
    }
    return word.length() < SHORTEST_WORD ? Long.toString(kind) : word.reverse().toString();
  }
}
