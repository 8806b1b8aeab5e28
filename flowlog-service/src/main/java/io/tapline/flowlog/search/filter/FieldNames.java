package io.tapline.flowlog.search.filter;

import java.util.Arrays;

/** From the columns of conditions back to the names of filters. */
final class FieldNames {
  private FieldNames() {}

  /**
   * The field of an SQL expression, as conditions have it.
   *
   * @param column also in lower case, or without the ending of its halves
   */
  static String of(String column) {
    return Arrays.stream(Field.values())
        .filter(field -> field.columns().size() == 1 && isOf(field, column))
        .map(Field::text)
        .findFirst()
        .orElse(column.equals("first_frame") ? Field.ID.text() : column);
  }

  private static boolean isOf(Field field, String column) {
    String own = field.columns().getFirst();
    return own.equals(column) || column.equals("lower(" + own + ")");
  }
}
