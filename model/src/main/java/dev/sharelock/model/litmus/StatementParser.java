package dev.sharelock.model.litmus;

import dev.sharelock.model.memory.FenceKind;
import dev.sharelock.model.memory.UpdateKind;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Reads the statements of one process. */
final class StatementParser {
  static final Map<String, FenceKind> FENCES = new LinkedHashMap<>();
  static final Map<String, UpdateKind> UPDATES = new LinkedHashMap<>();
  private static final Set<String> RESERVED =
      Set.of("if", "else", "assume", "fence", "and", "or", "not", "cas", "weakcas");

  static {
    FENCES.put("full", FenceKind.FULL);
    FENCES.put("acq", FenceKind.ACQUIRE);
    FENCES.put("rel", FenceKind.RELEASE);
    FENCES.put("loadload", FenceKind.LOAD_LOAD);
    FENCES.put("storestore", FenceKind.STORE_STORE);
    FENCES.put("light", FenceKind.LIGHT);
    FENCES.put("heavy", FenceKind.HEAVY);
    UPDATES.put("xchg", UpdateKind.SET);
    UPDATES.put("add", UpdateKind.ADD);
    UPDATES.put("bitor", UpdateKind.OR);
    UPDATES.put("bitand", UpdateKind.AND);
    UPDATES.put("bitxor", UpdateKind.XOR);
  }

  private final TokenCursor cursor;
  private final Set<String> registers = new LinkedHashSet<>();
  private final Set<String> locations = new LinkedHashSet<>();

  StatementParser(TokenCursor cursor) {
    this.cursor = cursor;
  }

  /** The registers that the statements assign, in the order of their appearance. */
  Set<String> registers() {
    return registers;
  }

  /** The locations that the statements access, in the order of their appearance. */
  Set<String> locations() {
    return locations;
  }

  /** All statements up to the end. */
  List<Statement> parse() {
    List<Statement> statements = block();
    if (!cursor.atEnd()) {
      throw cursor.unexpected("a statement");
    }
    return statements;
  }

  private List<Statement> block() {
    List<Statement> statements = new ArrayList<>();
    while (true) {
      while (cursor.accept(";")) {
        // Nothing stands between two semicolons.
      }
      if (cursor.atEnd() || cursor.sees("}")) {
        return List.copyOf(statements);
      }
      statements.add(statement());
      if (!cursor.atEnd() && !cursor.sees("}") && !cursor.sees(";")) {
        throw cursor.unexpected("';' between two statements");
      }
    }
  }

  private Statement statement() {
    if (cursor.accept("fence")) {
      return fence();
    }
    if (cursor.accept("assume")) {
      return new Statement.Assume(expression());
    }
    if (cursor.accept("if")) {
      return branch();
    }
    if (LitmusMode.of(cursor.peek().text()).isPresent()) {
      return update(null);
    }
    String target = name("a statement");
    cursor.expect("=");
    return LitmusTest.isRegister(target) ? assignment(target) : store(target);
  }

  private Statement fence() {
    FenceKind kind = FENCES.get(cursor.peek().text());
    if (kind == null) {
      throw cursor.unexpected("a fence (" + String.join(", ", FENCES.keySet()) + ")");
    }
    cursor.next();
    return new Statement.Fence(kind);
  }

  private Statement branch() {
    Expression condition = expression();
    List<Statement> then = braces();
    int ahead = 0;
    while (cursor.peek(ahead).is(";")) {
      ahead++;
    }
    if (!cursor.peek(ahead).is("else")) {
      return new Statement.If(condition, then, List.of());
    }
    while (cursor.accept(";")) {
      // The brace of the first branch and the else may stand on different lines.
    }
    cursor.expect("else");
    return new Statement.If(condition, then, braces());
  }

  private List<Statement> braces() {
    cursor.expect("{");
    List<Statement> statements = block();
    cursor.expect("}");
    return statements;
  }

  private Statement store(String location) {
    locations.add(location);
    LitmusMode mode = mode(LitmusMode.WRITES, "a mode for a write");
    return new Statement.Store(location, mode, expression());
  }

  private Statement assignment(String register) {
    Optional<LitmusMode> mode = LitmusMode.of(cursor.peek().text());
    Statement statement;
    if (mode.isEmpty()) {
      statement = new Statement.Assign(register, expression());
    } else if (cursor.peek(2).is("(")) {
      statement = update(register);
    } else {
      LitmusMode reading = mode(LitmusMode.READS, "a mode for a read");
      statement = new Statement.Load(register, location(), reading);
    }
    registers.add(register);
    return statement;
  }

  private Statement update(String register) {
    LitmusMode mode = mode(LitmusMode.UPDATES, "a mode for an update");
    Token operation = cursor.peek();
    UpdateKind kind = UPDATES.get(operation.text());
    boolean cas = operation.is("cas") || operation.is("weakcas");
    if (kind == null && !cas) {
      throw cursor.unexpected(
          "an update (" + String.join(", ", UPDATES.keySet()) + ", cas, weakcas)");
    }
    cursor.next();
    cursor.expect("(");
    String location = location();
    cursor.expect(",");
    Expression first = expression();
    Expression second = null;
    if (cas) {
      cursor.expect(",");
      second = expression();
    }
    cursor.expect(")");
    return cas
        ? new Statement.CompareAndSet(
            register, operation.is("weakcas"), location, mode, first, second)
        : new Statement.Update(register, kind, location, mode, first);
  }

  private LitmusMode mode(Set<LitmusMode> allowed, String what) {
    Optional<LitmusMode> mode = LitmusMode.of(cursor.peek().text());
    if (mode.isEmpty() || !allowed.contains(mode.get())) {
      throw cursor.unexpected(what + " (" + LitmusMode.words(allowed) + ")");
    }
    cursor.next();
    return mode.get();
  }

  private String location() {
    Token token = cursor.peek();
    String name = name("a location");
    if (LitmusTest.isRegister(name)) {
      throw cursor.complaint(token, "a location (r and a number is a register)");
    }
    locations.add(name);
    return name;
  }

  private String name(String what) {
    if (RESERVED.contains(cursor.peek().text())) {
      throw cursor.unexpected(what);
    }
    return cursor.expectWord(what);
  }

  private Expression expression() {
    return new ExpressionParser(cursor, this::checkRegister).parse();
  }

  private void checkRegister(Token token) {
    if (!LitmusTest.isRegister(token.text())) {
      throw cursor.complaint(
          token, "a register or a number (read a location into a register first)");
    }
    if (!registers.contains(token.text())) {
      throw cursor.complaint(token, "a register that this process assigned before");
    }
  }
}
