package io.tapline.cli.output;

import java.util.Objects;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * One column of rows of type {@code R}.
 *
 * @param name the name in JSON, in CSV and in filters
 * @param value the exact value: a String, Long, Integer, BigDecimal, Boolean, or null for none
 * @param people the value for people, in tables
 * @param optional whether a table without any value of it leaves it out
 */
public record Column<R>(
    String name,
    boolean right,
    Function<R, @Nullable Object> value,
    Function<R, String> people,
    boolean optional) {

  public Column(
      String name, boolean right, Function<R, @Nullable Object> value, Function<R, String> people) {
    this(name, right, value, people, false);
  }

  /** A value that may be absent. */
  public static <R> Column<R> nullable(
      String name, boolean right, Function<R, @Nullable Object> value) {
    return new Column<>(name, right, value, row -> Objects.toString(value.apply(row), ""));
  }

  /** The same column, left out of a table where no row has a value. */
  public Column<R> asOptional() {
    return new Column<>(name, right, value, people, true);
  }

  public static <R> Column<R> text(String name, Function<R, String> value) {
    return new Column<>(name, false, value::apply, value);
  }

  /** A text for JSON and CSV alone: tables leave it out. */
  public static <R> Column<R> detail(String name, Function<R, String> value) {
    return new Column<>(name, false, value::apply, row -> "", true);
  }

  public static <R> Column<R> count(String name, Function<R, Long> value) {
    return new Column<>(name, true, value::apply, row -> String.format("%,d", value.apply(row)));
  }

  /** A number whose digits mean something, such as a port: no separators. */
  public static <R> Column<R> number(String name, Function<R, Integer> value) {
    return new Column<>(name, true, value::apply, row -> String.valueOf(value.apply(row)));
  }

  public static <R> Column<R> bytes(String name, Function<R, Long> value) {
    return new Column<>(name, true, value::apply, row -> Units.bytes(value.apply(row)));
  }

  public static <R> Column<R> flag(String name, Function<R, Boolean> value) {
    return new Column<>(name, false, value::apply, row -> value.apply(row) ? "yes" : "");
  }
}
