package io.tapline.wire.tabular;

import java.util.ArrayList;
import java.util.List;

/** Reads what {@link CsvWriter} writes. */
final class CsvText {
  private final String text;
  private int at;

  private CsvText(String text) {
    this.text = text;
  }

  static List<List<String>> rows(String text) {
    CsvText csv = new CsvText(text);
    List<List<String>> rows = new ArrayList<>();
    while (csv.at < text.length()) {
      rows.add(csv.row());
    }
    return rows;
  }

  private List<String> row() {
    List<String> row = new ArrayList<>();
    do {
      row.add(text.charAt(at) == '"' ? quoted() : bare());
    } while (text.charAt(at++) == ',');
    return row;
  }

  private String bare() {
    int from = at;
    while (text.charAt(at) != ',' && text.charAt(at) != '\n') {
      at++;
    }
    return text.substring(from, at);
  }

  private String quoted() {
    StringBuilder field = new StringBuilder();
    at++;
    while (true) {
      if (text.charAt(at) != '"') {
        field.append(text.charAt(at++));
      } else if (text.charAt(at + 1) == '"') {
        field.append('"');
        at += 2;
      } else {
        at++;
        return field.toString();
      }
    }
  }
}
