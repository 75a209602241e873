package dev.sharelock.model.litmus;

/** A word, number or sign of a litmus text and where it stands; lines and columns count from 1. */
record Token(Kind kind, String text, int line, int column) {

  enum Kind {
    WORD,
    NUMBER,
    SIGN,
    END
  }

  boolean is(String expected) {
    return kind != Kind.END && text.equals(expected);
  }

  /** The token as an error message shows it. */
  String shown() {
    return kind == Kind.END ? "the end of the line" : "'" + text + "'";
  }
}
