package io.tapline.flowlog.search.filter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tapline.rpc.Refusal;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RegularExpressionTest {
  private static final List<String> PIECES =
      List.of(
          "a", "b", "ads", ".", "^", "$", "|", "(", ")", "(?:", "(?i)", "(?s)", "*", "+", "?",
          "{2}", "{1,3}", "{2,}", "[", "]", "[^", "-", "a-z", "\\d", "\\W", "\\b", "\\.", "\\x41",
          "\\]", "0", " ", "'", ",", "é", "&", "\\", "#", ":", "\\z");

  private static final List<String> TEXTS =
      List.of("", "a", "ads.example.com", "0", "ab-ba", "A]b", "it's 10, é", "aaa bbb", "#a:b&");

  private static String checked(String expression) {
    return RegularExpression.checked(new Token(Token.Kind.WORD, expression, 1));
  }

  @Test
  void whatever_is_taken_runs_in_the_query_engine_and_means_what_java_means() throws SQLException {
    Random random = new Random(7);
    int taken = 0;
    try (Connection engine = DriverManager.getConnection("jdbc:duckdb:");
        Statement statement = engine.createStatement()) {
      for (int i = 0; i < 20_000; i++) {
        String expression = random(random);
        if (isTaken(expression)) {
          assertAgrees(statement, expression, TEXTS.get(taken++ % TEXTS.size()));
        }
      }
    }
    assertThat(taken).isGreaterThan(1_000);
  }

  private static String random(Random random) {
    StringBuilder expression = new StringBuilder();
    for (int i = 1 + random.nextInt(6); i > 0; i--) {
      expression.append(PIECES.get(random.nextInt(PIECES.size())));
    }
    return expression.toString();
  }

  private static boolean isTaken(String expression) {
    try {
      return checked(expression).equals(expression);
    } catch (Refusal e) {
      return false;
    }
  }

  private static void assertAgrees(Statement statement, String expression, String text)
      throws SQLException {
    Sql sql = new Sql().add("SELECT ");
    new Condition.Matches("'" + text.replace("'", "''") + "'", expression).to(sql);
    try (ResultSet answer = statement.executeQuery(sql.text())) {
      assertThat(answer.next()).isTrue();
      assertThat(answer.getBoolean(1))
          .as("%s in %s", expression, text)
          .isEqualTo(Pattern.compile(expression, Pattern.CASE_INSENSITIVE).matcher(text).find());
    }
  }

  @Test
  void the_largest_that_is_taken_fits_into_the_query_engine() throws SQLException {
    String large = "(?:\\W\\W\\W\\W\\W\\W\\W\\W\\W\\W\\W\\W\\W){280}";
    assertThat(large.length() * 280).isBetween(9_000, RegularExpression.MAX_SIZE);
    try (Connection engine = DriverManager.getConnection("jdbc:duckdb:");
        Statement statement = engine.createStatement()) {
      assertAgrees(statement, checked(large), "a");
      assertAgrees(statement, checked("\\W{1000}"), "a");
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "(?=a)",
        "(?!a)",
        "(?<=a)b",
        "(?<n>a)",
        "(?P<n>a)",
        "(?>a)",
        "(a)\\1",
        "\\k<n>",
        "a*+",
        "a**",
        "*a",
        "(|*)",
        "(?i)*",
        "a{1001}",
        "(?:a{40}){40}",
        "a{2}{3}",
        "[a",
        "[[:alpha:]]",
        "[a&&b]",
        "[a-\\d]",
        "[z-a]",
        "(a",
        "a)",
        "\\",
        "\\Qa\\E",
        "\\p{L}",
        "\\xZ1",
        "a\tb",
        "a{",
        "[]"
      })
  void what_is_not_linear_or_not_the_same_in_both_is_refused(String expression) {
    assertThatThrownBy(() -> checked(expression))
        .isInstanceOf(Refusal.class)
        .hasMessageContaining("regular expression");
  }

  @Test
  void a_regular_expression_has_a_longest_length() {
    assertThat(checked("a".repeat(RegularExpression.MAX_CHARACTERS))).hasSize(256);
    assertThatThrownBy(() -> checked("a".repeat(RegularExpression.MAX_CHARACTERS + 1)))
        .hasMessageContaining("at most 256 characters");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      quoteCharacter = '`',
      value = {
        "hostname ~ \"a(?=b)\"; 14",
        "hostname !~ 'a**'; 16",
        "hostname ~ a**; 14",
        "host ~ 10.*; 1",
        "port ~ 8; 1"
      })
  void an_error_names_the_character(String filter, String position) {
    assertThatThrownBy(() -> Filter.compile(filter, Map.of(), NetObjects.NONE))
        .isInstanceOfSatisfying(
            Refusal.class,
            refusal -> assertThat(refusal.details()).containsEntry("position", position));
  }

  @Test
  void expressions_keep_their_backslashes_and_other_texts_do_not() {
    assertThat(Filter.compile("hostname ~ \"^ads\\.\\\"x\\\\\"", Map.of(), NetObjects.NONE))
        .isEqualTo(new Condition.Matches("hostname", "^ads\\.\"x\\\\"));
    assertThat(Filter.compile("hostname~^ads\\.", Map.of(), NetObjects.NONE))
        .isEqualTo(new Condition.Matches("hostname", "^ads\\."));
    assertThat(Filter.compile("hostname = \"a\\.b\"", Map.of(), NetObjects.NONE))
        .isEqualTo(new Condition.Text("hostname", "a.b"));
    assertThat(Filter.compile("hostname = ~a~b", Map.of(), NetObjects.NONE))
        .isEqualTo(new Condition.Text("hostname", "~a~b"));
  }
}
