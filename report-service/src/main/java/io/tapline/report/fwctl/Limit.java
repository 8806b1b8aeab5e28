package io.tapline.report.fwctl;

import io.tapline.report.fwctl.LimitToken.Kind;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;

/**
 * The limit of Fwctl::Report from 0.25 on: {@code proto_name tcp and dst_port < 1024}. Comparisons
 * are joined by {@code and}, which may be left out, and {@code or}, which binds less. As in the
 * original there is neither {@code not} nor are there parentheses; unlike there nothing of it is
 * run as a program.
 *
 * <pre>
 *   limit      = all ("or" all)*
 *   all        = comparison (["and"] comparison)*
 *   comparison = field [operator] (word | quoted | /expression/ | /expression/i)
 * </pre>
 */
final class Limit implements Predicate<Packet> {
  private static final int MOST_CHARACTERS = 4_096;
  private static final int MOST_COMPARISONS = 64;

  private final List<LimitToken> tokens;
  private final List<List<Comparison>> alternatives = new ArrayList<>();
  private int comparisons;
  private int at;

  private Limit(String text) {
    if (text.length() > MOST_CHARACTERS) {
      throw LimitToken.invalid(
          MOST_CHARACTERS + 1, "there are more than %,d characters".formatted(MOST_CHARACTERS));
    }
    this.tokens = LimitLexer.tokens(text);
  }

  /**
   * Reads a limit; an empty one matches all.
   *
   * @throws io.tapline.rpc.Refusal with the column at fault
   */
  static Limit parse(String text) {
    Limit limit = new Limit(text);
    if (limit.peek().kind() != Kind.END) {
      limit.readAlternatives();
    }
    return limit;
  }

  private void readAlternatives() {
    alternatives.add(readAll());
    while (skip("or")) {
      alternatives.add(readAll());
    }
  }

  private List<Comparison> readAll() {
    List<Comparison> all = new ArrayList<>();
    all.add(readComparison());
    while (skip("and") || (!peek().isWord("or") && peek().kind() != Kind.END)) {
      all.add(readComparison());
    }
    return all;
  }

  private Comparison readComparison() {
    if (comparisons++ == MOST_COMPARISONS) {
      throw peek().invalid("there are more than %d comparisons".formatted(MOST_COMPARISONS));
    }
    LimitToken field = take();
    LimitToken operator =
        peek().kind() == Kind.OPERATOR
            ? take()
            : new LimitToken(Kind.OPERATOR, "=", peek().column());
    return Comparison.of(field, operator, take());
  }

  private LimitToken peek() {
    return tokens.get(at);
  }

  /** The end is taken again and again. */
  private LimitToken take() {
    LimitToken token = peek();
    at += token.kind() == Kind.END ? 0 : 1;
    return token;
  }

  private boolean skip(String word) {
    boolean there = peek().isWord(word);
    at += there ? 1 : 0;
    return there;
  }

  @Override
  public boolean test(Packet packet) {
    boolean matches = alternatives.isEmpty();
    for (int i = 0; i < alternatives.size() && !matches; i++) {
      matches = all(alternatives.get(i), packet);
    }
    return matches;
  }

  private static boolean all(List<Comparison> comparisons, Packet packet) {
    for (Comparison comparison : comparisons) {
      if (!comparison.test().test(packet)) {
        return false;
      }
    }
    return true;
  }

  /** The fields that are compared. */
  Set<RecordField> fields() {
    Set<RecordField> fields = EnumSet.noneOf(RecordField.class);
    alternatives.forEach(all -> all.forEach(comparison -> fields.add(comparison.field())));
    return fields;
  }
}
