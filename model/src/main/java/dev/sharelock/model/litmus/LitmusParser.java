package dev.sharelock.model.litmus;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Reads litmus tests from text.
 *
 * <pre>
 * litmus MP/rel-acq              # starts a test
 * note message passing
 * init x = 0, y = 0              # optional; 0 unless stated
 * x = opq 1 || r1 = acq y        # one lane per process, row by row ...
 * y = rel 1 || r2 = opq x
 * P3: r3 = opq x                 # ... or by the name of the process
 * observe r1, r2, r3             # optional; all registers unless stated
 * exists r1 == 1 and r2 == 0     # the asked outcome; or: forbid (1,0,0)
 * expect sc 12 executions: (0,0,0) (0,0,1)
 * expect tso 12 executions: sc + (1,1,0)   # what is known; a line may continue another
 *   (1,1,1)
 * </pre>
 *
 * <p>Registers are named r and a number; every other name is a location. A lane without a name gets
 * P and its number.
 */
public final class LitmusParser {
  private static final Set<String> CLAUSES =
      Set.of("litmus", "note", "init", "observe", "exists", "forbid", "expect");

  private final String source;
  private final List<LitmusTest> tests = new ArrayList<>();
  private Draft draft;

  private LitmusParser(String source) {
    this.source = source;
  }

  /**
   * Reads all tests of a text.
   *
   * @param source where the text comes from, for messages
   * @throws LitmusSyntaxException if it is malformed
   */
  public static List<LitmusTest> parse(String source, String text) {
    LitmusParser parser = new LitmusParser(source);
    List<String> lines = text.lines().toList();
    for (int i = 0; i < lines.size(); i++) {
      parser.line(lines.get(i), i + 1);
    }
    parser.finish(lines.size());
    return parser.tests;
  }

  private void line(String line, int number) {
    String words = line.strip();
    if (words.startsWith("note ") && draft != null) {
      draft.note = words.substring("note ".length()).strip();
      return;
    }
    if (words.startsWith("litmus ")) {
      start(words.substring("litmus ".length()).strip(), line, number);
      return;
    }
    List<Token> tokens = LitmusLexer.tokens(source, line, number);
    TokenCursor cursor = new TokenCursor(source, tokens);
    if (cursor.atEnd()) {
      return;
    }
    if (draft == null) {
      throw cursor.unexpected("'litmus' and the name of a test");
    }
    if (CLAUSES.contains(cursor.peek().text())) {
      draft.clause(cursor, tokens);
    } else if (cursor.sees("(")) {
      draft.moreOutcomes(cursor, tokens);
    } else {
      draft.lanes(tokens);
    }
  }

  private void start(String rest, String line, int number) {
    String name = rest.replaceFirst("\\s*#.*", "");
    if (name.isEmpty() || name.matches(".*\\s.*")) {
      int column = line.indexOf("litmus") + "litmus ".length() + 1;
      throw new LitmusSyntaxException(
          source, number, column, "'" + name + "'", "the name of the test, one word");
    }
    finish(number);
    draft = new Draft(source, name);
  }

  private void finish(int line) {
    if (draft != null) {
      tests.add(draft.finish(line));
      draft = null;
    }
  }

  /** What is known of a test so far. */
  private static final class Draft {
    private final String source;
    private final String name;
    private String note = "";
    private final Map<String, Long> initial = new LinkedHashMap<>();
    private final Map<String, List<Token>> code = new LinkedHashMap<>();
    private TokenCursor observe;
    private TokenCursor question;
    private final List<List<Token>> expectations = new ArrayList<>();

    private final List<LitmusProcess> processes = new ArrayList<>();
    private final Map<String, String> owners = new LinkedHashMap<>();
    private final Map<String, Long> locations = new LinkedHashMap<>();
    private List<String> observed = new ArrayList<>();

    Draft(String source, String name) {
      this.source = source;
      this.name = name;
    }

    void clause(TokenCursor cursor, List<Token> tokens) {
      switch (cursor.peek().text()) {
        case "init" -> initialValues(cursor);
        case "observe" -> {
          once(observe, cursor);
          observe = cursor;
        }
        case "exists", "forbid" -> {
          once(question, cursor);
          question = cursor;
        }
        case "expect" -> expectations.add(tokens);
        default -> throw cursor.unexpected("a statement or a clause with its text");
      }
    }

    /** Takes a line that continues the outcomes of an expectation. */
    void moreOutcomes(TokenCursor cursor, List<Token> tokens) {
      if (expectations.isEmpty()) {
        throw cursor.unexpected("a statement");
      }
      List<Token> begun = expectations.getLast();
      begun.removeLast();
      begun.addAll(tokens);
    }

    private static void once(TokenCursor before, TokenCursor cursor) {
      if (before != null) {
        throw cursor.unexpected("no second such line in this test");
      }
    }

    private void initialValues(TokenCursor cursor) {
      cursor.next();
      do {
        Token token = cursor.peek();
        String location = cursor.expectWord("a location");
        if (LitmusTest.isRegister(location) || initial.containsKey(location)) {
          throw cursor.complaint(token, "a location without an initial value");
        }
        cursor.expect("=");
        initial.put(location, cursor.expectNumber());
      } while (cursor.accept(","));
      cursor.expectEnd();
    }

    /** Adds the cells of a row to the processes. */
    void lanes(List<Token> row) {
      Token end = row.get(row.size() - 1);
      int lane = 0;
      int from = 0;
      for (int i = 0; i < row.size(); i++) {
        if (row.get(i).is("||") || row.get(i) == end) {
          cell(row.subList(from, i), lane, row.get(i));
          lane++;
          from = i + 1;
        }
      }
    }

    private void cell(List<Token> tokens, int lane, Token after) {
      boolean named =
          tokens.size() >= 2 && tokens.get(0).kind() == Token.Kind.WORD && tokens.get(1).is(":");
      String process = named ? tokens.get(0).text() : laneName(lane);
      List<Token> all = code.computeIfAbsent(process, unused -> new ArrayList<>());
      all.addAll(named ? tokens.subList(2, tokens.size()) : tokens);
      all.add(new Token(Token.Kind.SIGN, ";", after.line(), after.column()));
    }

    private String laneName(int lane) {
      List<String> names = List.copyOf(code.keySet());
      return lane < names.size() ? names.get(lane) : "P" + (lane + 1);
    }

    LitmusTest finish(int line) {
      if (code.isEmpty()) {
        throw new LitmusSyntaxException(source, line, 1, "no process in " + name, "a statement");
      }
      locations.putAll(initial);
      code.forEach(this::process);
      observed();
      Optional<LitmusTest.Question> asked = Optional.ofNullable(question).map(this::ask);
      Map<String, Expectation> known = new LinkedHashMap<>();
      for (List<Token> expectation : expectations) {
        TokenCursor cursor = new TokenCursor(source, expectation);
        cursor.next();
        new ExpectationParser(cursor, observed.size()).parseInto(known);
      }
      return new LitmusTest(name, note, locations, processes, observed, asked, known);
    }

    private void process(String process, List<Token> tokens) {
      Token last = tokens.get(tokens.size() - 1);
      List<Token> all = new ArrayList<>(tokens);
      all.add(new Token(Token.Kind.END, "", last.line(), last.column()));
      TokenCursor cursor = new TokenCursor(source, all);
      StatementParser parser = new StatementParser(cursor);
      processes.add(new LitmusProcess(process, parser.parse()));
      parser.locations().forEach(location -> locations.putIfAbsent(location, 0L));
      for (String register : parser.registers()) {
        String owner = owners.putIfAbsent(register, process);
        if (owner != null) {
          Token use = tokens.stream().filter(token -> token.is(register)).findFirst().orElse(last);
          throw cursor.complaint(use, "a register of its own (it belongs to " + owner + ")");
        }
      }
    }

    private void observed() {
      if (observe == null) {
        observed.addAll(owners.keySet());
        return;
      }
      observe.next();
      do {
        checkKnown(observe, observe.peek());
        observed.add(observe.next().text());
      } while (observe.accept(","));
      observe.expectEnd();
    }

    private void checkKnown(TokenCursor cursor, Token token) {
      if (!owners.containsKey(token.text()) && !locations.containsKey(token.text())) {
        throw cursor.complaint(token, "a register or a location of this test");
      }
    }

    private LitmusTest.Question ask(TokenCursor cursor) {
      boolean forbidden = cursor.next().is("forbid");
      Token start = cursor.peek();
      Expression condition =
          new ExpressionParser(cursor, token -> observeAsked(cursor, token)).parseCondition();
      cursor.expectEnd();
      if (condition instanceof Expression.Tuple tuple && tuple.values().size() != observed.size()) {
        throw cursor.complaint(start, "the " + observed.size() + " observed values");
      }
      return new LitmusTest.Question(forbidden, condition);
    }

    private void observeAsked(TokenCursor cursor, Token token) {
      checkKnown(cursor, token);
      if (!observed.contains(token.text())) {
        observed.add(token.text());
      }
    }
  }
}
