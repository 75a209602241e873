package dev.sharelock.model.litmus;

import java.util.ArrayList;
import java.util.List;

/** Cuts one line of a litmus text into tokens; {@code #} starts a comment. */
final class LitmusLexer {
  private static final List<String> LONG_SIGNS = List.of("||", "==", "!=", "<=", ">=");
  private static final String SHORT_SIGNS = "=<>+-*(){},;:";

  private final String source;
  private final String line;
  private final int number;
  private final List<Token> tokens = new ArrayList<>();
  private int at;

  private LitmusLexer(String source, String line, int number) {
    this.source = source;
    this.line = line;
    this.number = number;
  }

  /** The tokens of a line, the last of which is its end. */
  static List<Token> tokens(String source, String line, int number) {
    LitmusLexer lexer = new LitmusLexer(source, line, number);
    while (lexer.at < line.length() && line.charAt(lexer.at) != '#') {
      lexer.next();
    }
    lexer.tokens.add(new Token(Token.Kind.END, "", number, lexer.at + 1));
    return lexer.tokens;
  }

  private void next() {
    char c = line.charAt(at);
    if (Character.isWhitespace(c)) {
      at++;
    } else if (isWordStart(c)) {
      int end = at;
      while (end < line.length() && isWordPart(line.charAt(end))) {
        end++;
      }
      take(Token.Kind.WORD, end);
    } else if (isDigit(c)) {
      int end = at;
      while (end < line.length() && isDigit(line.charAt(end))) {
        end++;
      }
      take(Token.Kind.NUMBER, end);
    } else if (LONG_SIGNS.stream().anyMatch(sign -> line.startsWith(sign, at))) {
      take(Token.Kind.SIGN, at + 2);
    } else if (SHORT_SIGNS.indexOf(c) >= 0) {
      take(Token.Kind.SIGN, at + 1);
    } else {
      throw new LitmusSyntaxException(
          source, number, at + 1, "'" + c + "'", "a name, a number or one of " + SHORT_SIGNS);
    }
  }

  private void take(Token.Kind kind, int end) {
    tokens.add(new Token(kind, line.substring(at, end), number, at + 1));
    at = end;
  }

  private static boolean isDigit(char c) {
    return c >= '0' && c <= '9';
  }

  private static boolean isWordStart(char c) {
    return c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c == '_';
  }

  private static boolean isWordPart(char c) {
    return isWordStart(c) || isDigit(c) || c == '.' || c == '[' || c == ']';
  }
}
