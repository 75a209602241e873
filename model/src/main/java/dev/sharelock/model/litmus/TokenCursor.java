package dev.sharelock.model.litmus;

import java.util.List;

/** Reads tokens one after the other and complains precisely about an unexpected one. */
final class TokenCursor {
  private final String source;
  private final List<Token> tokens;
  private int at;

  /**
   * @param tokens the last one is an end
   */
  TokenCursor(String source, List<Token> tokens) {
    this.source = source;
    this.tokens = tokens;
  }

  Token peek() {
    return peek(0);
  }

  /** The token so many places ahead, or the end. */
  Token peek(int ahead) {
    return tokens.get(Math.min(at + ahead, tokens.size() - 1));
  }

  Token next() {
    Token token = peek();
    at++;
    return token;
  }

  boolean atEnd() {
    return peek().kind() == Token.Kind.END;
  }

  boolean sees(String text) {
    return peek().is(text);
  }

  /** Passes over a word or sign if it is there. */
  boolean accept(String text) {
    boolean there = sees(text);
    if (there) {
      at++;
    }
    return there;
  }

  void expect(String text) {
    if (!accept(text)) {
      throw unexpected("'" + text + "'");
    }
  }

  void expectEnd() {
    if (!atEnd()) {
      throw unexpected("the end of the line");
    }
  }

  String expectWord(String what) {
    if (peek().kind() != Token.Kind.WORD) {
      throw unexpected(what);
    }
    return next().text();
  }

  /** A number with an optional minus sign. */
  long expectNumber() {
    boolean negative = accept("-");
    if (peek().kind() != Token.Kind.NUMBER) {
      throw unexpected("a number");
    }
    Token token = peek();
    try {
      long value = Long.parseLong(negative ? "-" + token.text() : token.text());
      at++;
      return value;
    } catch (NumberFormatException tooLarge) {
      throw unexpected("a number of at most 64 bits");
    }
  }

  /** A complaint about the next token. */
  LitmusSyntaxException unexpected(String expected) {
    return complaint(peek(), expected);
  }

  /** A complaint about a token. */
  LitmusSyntaxException complaint(Token token, String expected) {
    return new LitmusSyntaxException(source, token.line(), token.column(), token.shown(), expected);
  }
}
